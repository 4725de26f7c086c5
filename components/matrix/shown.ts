import type { GraphEdge } from "../../server/contract/graph.ts";
import type { MatrixEnd } from "../../server/contract/matrix.ts";
import type { CsvPair } from "../../server/contract/matrix-csv.ts";
import type { Outcome } from "../../server/contract/verdict.ts";
import { outcomeOrder } from "../look/outcome.ts";
import type { MatrixView } from "./matrix-view.ts";
import type { End, Table } from "./table.ts";

/** Whether a pair is wanted: asked of its ends, of how it ends, and of its edge where the graph draws it; null where that is not known. */
export type PairTest = (row: End, column: End, end: MatrixEnd, edge: GraphEdge | null) => boolean | null;

/** What the filters leave: one answer for strip, cells and file, so that their sums are the same. */
export interface ShownMatrix {
  readonly table: Table;
  /** Those with a pair that passes. */
  readonly rows: readonly End[];
  readonly columns: readonly End[];
  /** 1 at the index of each pair that passes all filters. */
  readonly passing: Uint8Array;
  /** Counts before the strip's own filter, so that each count stays a switch. */
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly disagreeing: number;
  readonly total: number;
  /** Pairs of which it is not known whether the query fits them. */
  readonly undecided: number;
}

/**
 * The filters of the toolbar: namespaces, traffic and the query.
 * @param found the query; null when it asks for nothing
 */
export function pairTest(view: Pick<MatrixView, "namespaces" | "traffic">, found: PairTest | null): PairTest {
  const chosen = view.namespaces === null ? null : new Set(view.namespaces);
  const inside = ({ namespace }: End) => chosen === null || namespace === "" || chosen.has(namespace);
  return (row, column, end, edge) =>
    inside(row) &&
    inside(column) &&
    (view.traffic === "all" || (edge?.evidence.observed === true) === (view.traffic === "seen")) &&
    (found === null || found(row, column, end, edge));
}

/**
 * @param test which pairs are counted
 * @param outcomes which of those are shown; empty means all
 */
export function shownMatrix(table: Table, test: PairTest, outcomes: MatrixView["outcomes"]): ShownMatrix {
  const { codes, legend, drawn, rows, columns } = table;
  const passing = new Uint8Array(codes.length);
  const counts = Object.fromEntries(outcomeOrder.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  const keptColumns = new Set<End>();
  let [disagreeing, total, undecided] = [0, 0, 0];
  const keptRows = rows.filter((row) => {
    let kept = false;
    for (const column of columns) {
      if (row.id === column.id) continue;
      const at = row.at * columns.length + column.at;
      const end = legend[codes[at] ?? 0];
      const edge = drawn.get(at) ?? null;
      if (end === undefined) continue;
      const fits = test(row, column, end, edge);
      if (fits === null) undecided += 1;
      if (fits !== true) continue;
      total += 1;
      counts[end.outcome] += 1;
      const disagrees = edge !== null && edge.disagrees !== null;
      if (disagrees) disagreeing += 1;
      const wanted =
        outcomes.length === 0 ||
        outcomes.includes(end.outcome) ||
        (disagrees && outcomes.includes("disagrees"));
      if (!wanted) continue;
      passing[at] = 1;
      keptColumns.add(column);
      kept = true;
    }
    return kept;
  });
  return {
    table,
    rows: keptRows,
    columns: columns.filter((column) => keptColumns.has(column)),
    passing,
    counts,
    disagreeing,
    total,
    undecided,
  };
}

/** The pairs that are shown, row after row. */
export function* pairsOf({ table, rows, columns, passing }: ShownMatrix): Generator<CsvPair> {
  for (const row of rows) {
    for (const column of columns) {
      const at = row.at * table.columns.length + column.at;
      const end = table.legend[table.codes[at] ?? 0];
      if (passing[at] !== 1 || end === undefined) continue;
      yield {
        client: row.id,
        server: column.id,
        workloadPort: column.workloadPort ?? 0,
        ...end,
        edge: table.drawn.get(at) ?? null,
      };
    }
  }
}
