"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { FocusPeer } from "../../server/contract/focus.ts";
import type { GraphEdge } from "../../server/contract/graph.ts";
import { useWords } from "../look/use-words.tsx";
import { ScrollRegion } from "../ui/ScrollRegion.tsx";
import styles from "./GroupCard.module.css";
import { PeerRow, peerRowHeight } from "./PeerRow.tsx";
import type { ShownGroup } from "./shown.ts";

/** A longer list scrolls by itself, and draws only what is near. */
const most = 60;

interface Props {
  readonly id: string;
  readonly group: ShownGroup;
  readonly peers: readonly FocusPeer[];
  readonly head: string;
  readonly drawn: ReadonlyMap<string, GraphEdge>;
}

/** The first peers of a group, or all of them. */
export function PeerList({ id, group, peers, head, drawn }: Props) {
  const words = useWords();
  if (peers.length === 0) return null;
  if (peers.length > most) return <LongList id={id} group={group} peers={peers} head={head} drawn={drawn} />;
  return (
    <ul className={styles.peers} aria-label={words.focus.peersOf(head)}>
      {peers.map((peer) => (
        <li key={`${peer.id} ${peer.workloadPort}`}>
          <PeerRow id={id} group={group} peer={peer} drawn={drawn} />
        </li>
      ))}
    </ul>
  );
}

function LongList({ id, group, peers, head, drawn }: Props) {
  const words = useWords();
  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: peers.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => peerRowHeight,
    overscan: 12,
  });
  return (
    <ScrollRegion region={scroll} className={styles.long} label={words.focus.peersOf(head)}>
      <ul className={styles.peers} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const peer = peers[index];
          return peer === undefined ? null : (
            <li
              key={`${peer.id} ${peer.workloadPort}`}
              aria-setsize={peers.length}
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
