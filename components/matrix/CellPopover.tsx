"use client";
import { RhUiCloseIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-close-icon";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import type { EdgeDetails } from "../../server/contract/graph.ts";
import { Link } from "../address/Link.tsx";
import { writeDraft } from "../ask/draft.ts";
import { draftOfEdge } from "../ask/edge-draft.ts";
import { edgeHref } from "../focus/focus-href.ts";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { outcomeLook } from "../look/outcome.ts";
import { transportWord } from "../look/transport.ts";
import { useWords } from "../look/use-words.tsx";
import { PolicyText } from "../policies/PolicyText.tsx";
import { edgeQuery } from "../queries/edge.ts";
import { problemOf } from "../queries/fetch-json.ts";
import buttons from "../ui/button.module.css";
import type { Item } from "./axis.ts";
import styles from "./CellPopover.module.css";
import type { CellFacts } from "./cell.ts";

/** Why a cell says what it says: beside the cell, closed by Escape. */
export function CellPopover({
  row,
  column,
  cell,
  revision,
  place,
  onTurn,
  onClose,
}: {
  row: Item;
  column: Item;
  cell: CellFacts;
  revision: string;
  /** In px; `above` when it stands over the cell. */
  place: { readonly left: number; readonly top: number; readonly above: boolean };
  onTurn: (namespace: string) => void;
  onClose: () => void;
}) {
  const words = useWords();
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => card.current?.focus({ preventScroll: true }), []);
  const port = cell.kind === "pair" ? cell.column.workloadPort : null;
  return (
    <div
      ref={card}
      role="dialog"
      aria-label={words.matrix.explain}
      tabIndex={-1}
      className={styles.card}
      data-above={place.above}
      style={{ left: place.left, top: place.top }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={styles.header}>
        <h2>
          {row.namespace === "" ? words.matrix.outside : row.key}
          <span> → </span>
          {cell.kind === "pair" ? cell.column.id : column.key}
        </h2>
        {port !== null && <span className={styles.quiet}>{words.drawer.port(port)}</span>}
        <button type="button" className={buttons.icon} aria-label={words.matrix.close} onClick={onClose}>
          <RhUiCloseIcon />
        </button>
      </header>
      {cell.kind === "pair" ? (
        <Pair
          id={`${cell.row.id}>${cell.column.id}:${cell.column.workloadPort}`}
          drawn={cell.edge !== null}
          revision={revision}
        />
      ) : cell.kind === "sum" ? (
        <>
          <ul className={styles.lines}>
            {cell.sums.map(({ outcome, count }) => (
              <li key={outcome}>
                <MiniEdge outcome={outcome} />
                <strong style={{ color: `var(--sk-${outcomeLook[outcome].family}-text)` }}>{count}</strong>
                <span>{words.outcome[outcome].counted}</span>
              </li>
            ))}
          </ul>
          <p className={styles.quiet}>{words.matrix.seenOf(cell.seen, cell.total)}</p>
          <Actions>
            {[...new Set([row, column].filter(({ folded }) => folded).map(({ namespace }) => namespace))].map(
              (namespace) => (
                <button
                  key={namespace}
                  type="button"
                  className={buttons.pill}
                  onClick={() => onTurn(namespace)}
                >
                  {words.matrix.unfoldOne(namespace)}
                </button>
              ),
            )}
          </Actions>
        </>
      ) : (
        <p className={styles.quiet}>{cell.kind === "self" ? words.matrix.self : words.matrix.filtered}</p>
      )}
    </div>
  );
}

function Pair({ id, drawn, revision }: { id: string; drawn: boolean; revision: string }) {
  const words = useWords();
  const { data, error } = useQuery(edgeQuery(id, revision));
  if (data !== undefined) return <Explained id={id} drawn={drawn} details={data} />;
  if (error === null) return <p role="status">{words.matrix.reading}</p>;
  const { detail, cure } = problemOf(error);
  return (
    <p role="alert">
      {detail} {cure}
    </p>
  );
}

function Explained({ id, drawn, details }: { id: string; drawn: boolean; details: EdgeDetails }) {
  const words = useWords();
  const { edge } = details;
  const look = outcomeLook[edge.outcome];
  const policies = [...edge.decidedBy, ...details.steps.flatMap(({ policy }) => policy ?? [])];
  const ends =
    details.endpoints.length > 0
      ? details.endpoints.map(({ pod, outcome, transport, seen }) => ({
          name: pod.slice(pod.indexOf("/") + 1),
          outcome,
          transport,
          seen: [seen?.status, seen?.body].filter((part) => part !== undefined && part !== "").join(" "),
        }))
      : [
          {
            name: details.server.name,
            outcome: edge.outcome,
            transport: edge.transport,
            seen: [details.seenSource, details.seenText].filter((part) => part !== null).join(" "),
          },
        ];
  return (
    <>
      <p className={styles.sentence}>
        <strong style={{ color: `var(--sk-${look.family}-text)` }}>
          {words.outcome[edge.outcome].word}.
        </strong>{" "}
        <PolicyText text={details.sentence} policies={policies} />
      </p>
      {edge.condition !== null && !details.sentence.includes(edge.condition) && <p>{edge.condition}</p>}
      {edge.disagrees !== null && <p className={styles.disagrees}>{edge.disagrees.text}</p>}
      <ul className={styles.lines}>
        {ends.map((end) => (
          <li key={end.name}>
            <MiniEdge outcome={end.outcome} transport={end.transport} />
            <strong>{end.name}</strong>
            <span className={styles.quiet}>{transportWord(end.transport, words)}</span>
            {end.seen !== "" && <code>{end.seen}</code>}
          </li>
        ))}
      </ul>
      <Actions>
        <Link className={buttons.primary} href={edgeHref(edge.server, id, drawn)}>
          {words.matrix.openEdge}
        </Link>
        <Link className={buttons.pill} href={`/ask${writeDraft(draftOfEdge(edge))}`}>
          {words.matrix.ask}
        </Link>
      </Actions>
    </>
  );
}

function Actions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}
