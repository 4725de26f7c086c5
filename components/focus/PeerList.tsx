"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { GraphEdge } from "../../server/contract/graph.ts";
import { useWords } from "../look/use-words.tsx";
import { ScrollRegion } from "../ui/ScrollRegion.tsx";
import styles from "./GroupCard.module.css";
import { PeerRow, peerRowHeight } from "./PeerRow.tsx";
import type { ShownGroup } from "./shown.ts";

/** A longer list scrolls by itself, and draws only what is near. */
const most = 60;

/** The first peers of a group, or all of them. */
export function PeerList({
  id,
  group,
  head,
  drawn,
  count,
}: {
  id: string;
  group: ShownGroup;
  head: string;
  drawn: ReadonlyMap<string, GraphEdge>;
  count: number;
}) {
  const words = useWords();
  if (count === 0) return null;
  if (count > most) return <LongList id={id} group={group} head={head} drawn={drawn} />;
  return (
    <ul className={styles.peers} aria-label={words.focus.peersOf(head)}>
      {group.peers.slice(0, count).map((peer) => (
        <li key={`${peer.id} ${peer.workloadPort}`}>
          <PeerRow id={id} group={group} peer={peer} drawn={drawn} />
        </li>
      ))}
    </ul>
  );
}

function LongList({
  id,
  group,
  head,
  drawn,
}: {
  id: string;
  group: ShownGroup;
  head: string;
  drawn: ReadonlyMap<string, GraphEdge>;
}) {
  const words = useWords();
  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: group.peers.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => peerRowHeight,
    overscan: 12,
  });
  return (
    <ScrollRegion region={scroll} className={styles.long} label={words.focus.peersOf(head)}>
      <ul className={styles.peers} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const peer = group.peers[index];
          return peer === undefined ? null : (
            <li
              key={`${peer.id} ${peer.workloadPort}`}
              aria-setsize={group.peers.length}
              aria-posinset={index + 1}
              className={styles.placed}
              style={{ transform: `translateY(${start}px)` }}
            >
              <PeerRow id={id} group={group} peer={peer} drawn={drawn} />
            </li>
          );
        })}
      </ul>
    </ScrollRegion>
  );
}
