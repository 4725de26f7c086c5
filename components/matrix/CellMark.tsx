import type { Outcome } from "../../server/contract/verdict.ts";
import { Glyph } from "../look/Glyph.tsx";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { outcomeLook } from "../look/outcome.ts";
import type { CellFacts } from "./cell.ts";
import styles from "./MatrixGrid.module.css";

const short = (n: number): string => (n < 10_000 ? String(n) : `${Math.floor(n / 1000)}k`);

/** What is drawn in a cell; words beside it say the same. @param slots how many counts have room */
export function CellMark({ cell, slots }: { cell: CellFacts; slots: number }) {
  if (cell.kind === "none") return null;
  if (cell.kind === "self") return <span className={styles.dot} />;
  if (cell.kind === "pair") {
    const { end, edge } = cell;
    const observed = edge?.evidence.observed === true;
    return (
      <span
        className={`${styles.mark} ${observed ? "" : styles.pale}`}
        style={observed ? { background: tintOf(end.outcome) } : undefined}
      >
        <MiniEdge outcome={end.outcome} transport={end.transport} />
        {edge !== null && edge.disagrees !== null && <Bolt />}
      </span>
    );
  }
  const room = cell.sums.length > slots ? Math.max(0, slots - 1) : cell.sums.length;
  const rest = cell.sums.length - room;
  return (
    <span
      className={styles.sums}
      style={cell.tint === null ? undefined : { background: `var(--sk-${cell.tint}-tint)` }}
    >
      {cell.sums.slice(0, room).map(({ outcome, count }) => (
        <span key={outcome} className={styles.sum}>
          <MiniEdge outcome={outcome} length={19} />
          <span style={{ color: `var(--sk-${outcomeLook[outcome].family}-text)` }}>{short(count)}</span>
        </span>
      ))}
      {rest > 0 && <span className={styles.rest}>+{rest}</span>}
      {cell.disagreeing > 0 && <Bolt />}
    </span>
  );
}

const tintOf = (outcome: Outcome): string => `var(--sk-${outcomeLook[outcome].family}-tint)`;

function Bolt() {
  return (
    <span className={styles.bolt}>
      <Glyph name="bolt" size={8} />
    </span>
  );
}
