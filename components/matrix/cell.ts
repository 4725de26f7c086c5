import type { GraphEdge } from "../../server/contract/graph.ts";
import type { MatrixEnd } from "../../server/contract/matrix.ts";
import type { Outcome } from "../../server/contract/verdict.ts";
import { type ColourFamily, outcomeLook, outcomeOrder } from "../look/outcome.ts";
import type { Item } from "./axis.ts";
import type { ShownMatrix } from "./shown.ts";
import type { End } from "./table.ts";

/** What stands in one cell. */
export type CellFacts =
  | { readonly kind: "none" }
  | { readonly kind: "self" }
  | {
      readonly kind: "pair";
      readonly row: End;
      readonly column: End;
      readonly end: MatrixEnd;
      readonly edge: GraphEdge | null;
    }
  | {
      readonly kind: "sum";
      readonly total: number;
      /** Outcomes that occur, the most frequent first. */
      readonly sums: readonly { readonly outcome: Outcome; readonly count: number }[];
      /** Pairs seen in traffic, and the colour that they share; unknown when they differ. */
      readonly seen: number;
      readonly tint: ColourFamily | null;
      readonly disagreeing: number;
    };

const none: CellFacts = { kind: "none" };
const self: CellFacts = { kind: "self" };

/** The cells of what is shown; each is counted when it is first asked for. */
export function cellsOf(shown: ShownMatrix): (row: Item, column: Item) => CellFacts {
  const known = new Map<string, CellFacts>();
  return (row, column) => {
    const key = `${row.key}>${column.key}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = row.folded || column.folded ? sumOf(shown, row, column) : pairOf(shown, row, column);
    known.set(key, made);
    return made;
  };
}

function pairOf({ table, passing }: ShownMatrix, rows: Item, columns: Item): CellFacts {
  const [row] = rows.ends;
  const [column] = columns.ends;
  if (row === undefined || column === undefined) return none;
  if (row.id === column.id) return self;
  const at = row.at * table.columns.length + column.at;
  const end = table.legend[table.codes[at] ?? 0];
  if (passing[at] !== 1 || end === undefined) return none;
  return { kind: "pair", row, column, end, edge: table.drawn.get(at) ?? null };
}

function sumOf({ table, passing }: ShownMatrix, rows: Item, columns: Item): CellFacts {
  const counts = new Map<Outcome, number>();
  const families = new Set<ColourFamily>();
  let [total, seen, disagreeing] = [0, 0, 0];
  for (const row of rows.ends) {
    for (const column of columns.ends) {
      const at = row.at * table.columns.length + column.at;
      const end = table.legend[table.codes[at] ?? 0];
      if (passing[at] !== 1 || end === undefined) continue;
      total += 1;
      counts.set(end.outcome, (counts.get(end.outcome) ?? 0) + 1);
      const edge = table.drawn.get(at);
      if (edge === undefined) continue;
      if (edge.disagrees !== null) disagreeing += 1;
      if (!edge.evidence.observed) continue;
      seen += 1;
      families.add(outcomeLook[end.outcome].family);
    }
  }
  if (total === 0) return none;
  const [tint = null] = families;
  return {
    kind: "sum",
    total,
    sums: outcomeOrder
      .flatMap((outcome) => {
        const count = counts.get(outcome) ?? 0;
        return count === 0 ? [] : [{ outcome, count }];
      })
      .toSorted((a, b) => b.count - a.count),
    seen,
    tint: families.size > 1 ? "unknown" : tint,
    disagreeing,
  };
}

/** Whether a request may fail there: something in the cell is not allowed. */
export const isNotAllowed = (cell: CellFacts): boolean =>
  cell.kind === "pair"
    ? cell.end.outcome !== "allowed"
    : cell.kind === "sum" && cell.sums.some(({ outcome }) => outcome !== "allowed");
