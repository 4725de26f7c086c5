"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import type { GraphAnswer, GraphEdge } from "../../server/contract/graph.ts";
import { Link } from "../address/Link.tsx";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { outcomeLook } from "../look/outcome.ts";
import { useWords } from "../look/use-words.tsx";
import { templatesHref } from "../starts/templates-href.ts";
import buttons from "../ui/button.module.css";
import { endInWords } from "./cursor.ts";
import drawer from "./Drawer.module.css";
import { DrawerHeader } from "./DrawerHeader.tsx";
import { foldedNamespace } from "./fold.ts";
import { countsOf, newsFirst } from "./line.ts";
import { membersOf, rolledEnds } from "./members.ts";
import type { Opened } from "./opened.ts";
import styles from "./RolledDetails.module.css";

const rowHeight = 44;

/** What stands behind a rolled-up line or a folded namespace: its sums, and each edge with the way to it. */
export function RolledDetails({
  id,
  answer,
  edges,
  folded,
  onFold,
  onOpen,
}: {
  id: string;
  answer: GraphAnswer;
  edges: readonly GraphEdge[];
  folded: ReadonlySet<string>;
  onFold: (namespace: string) => void;
  onOpen: (opened: Opened | null) => void;
}) {
  const words = useWords();
  const ends = rolledEnds(id);
  const members = newsFirst(membersOf(edges, id));
  const namespaces = (ends === null ? [id] : [ends.client, ends.server]).flatMap((end) => {
    const name = foldedNamespace(end);
    return name !== null && answer.namespaces.some((namespace) => namespace.name === name) ? [name] : [];
  });
  const workloads = answer.nodes.filter(({ namespace }) => namespace === namespaces[0]).length;
  return (
    <>
      <DrawerHeader
        kicker={ends === null ? words.fold.kicker : words.fold.kickerEdges}
        title={
          ends === null
            ? endInWords(id, words)
            : `${endInWords(ends.client, words)} → ${endInWords(ends.server, words)}`
        }
        under={
          ends === null
            ? `${words.fold.workloads(workloads)}, ${words.fold.membersInside(members.length)}`
            : words.fold.edges(members.length)
        }
        onClose={() => onOpen(null)}
      />
      <div className={styles.about}>
        <Sums members={members} />
        <div className={styles.actions}>
          {namespaces.map((name) => (
            <button key={name} type="button" className={buttons.control} onClick={() => onFold(name)}>
              {folded.has(name) ? words.fold.unfoldOne(name) : words.fold.foldOne(name)}
            </button>
          ))}
          {ends === null &&
            namespaces.map((namespace) => (
              <Link key={namespace} href={templatesHref({ namespace })} className={buttons.control}>
                {words.starts.deny.title(namespace)}
              </Link>
            ))}
        </div>
      </div>
      {members.length === 0 ? (
        <p className={drawer.body}>{words.fold.noMembers}</p>
      ) : (
        <Members members={members} onOpen={onOpen} />
      )}
    </>
  );
}

function Sums({ members }: { members: readonly GraphEdge[] }) {
  const words = useWords();
  const counts = countsOf(members);
  return (
    <ul className={styles.sums}>
      {newsFirst(members)
        .map(({ outcome }) => outcome)
        .filter((outcome, i, all) => all.indexOf(outcome) === i)
        .map((outcome) => (
          <li key={outcome} style={{ color: `var(--sk-${outcomeLook[outcome].family}-text)` }}>
            <MiniEdge outcome={outcome} />
            {words.fold.part(counts[outcome], words.outcome[outcome].word)}
          </li>
        ))}
    </ul>
  );
}

/** Thousands of edges cost what is in sight: only those rows are drawn. */
function Members({ members, onOpen }: { members: readonly GraphEdge[]; onOpen: (opened: Opened) => void }) {
  const words = useWords();
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: members.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
    <section ref={scroll} className={styles.scroll} tabIndex={0} aria-label={words.fold.members}>
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const edge = members[index];
          if (edge === undefined) return null;
          return (
            <li
              key={edge.id}
              style={{ top: start, height: rowHeight }}
              aria-posinset={index + 1}
              aria-setsize={members.length}
            >
              <button type="button" onClick={() => onOpen({ kind: "edge", id: edge.id })}>
                <MiniEdge outcome={edge.outcome} transport={edge.transport} />
                <span className={styles.ends}>
                  <strong>{edge.client}</strong>
                  <span>
                    → {edge.server}:{edge.workloadPort}
                  </span>
                </span>
                <span style={{ color: `var(--sk-${outcomeLook[edge.outcome].family}-text)` }}>
                  {words.outcome[edge.outcome].word}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
