import type { GraphEdge } from "./graph.ts";
import type { MatrixEnd } from "./matrix.ts";
import type { PolicyRef } from "./refs.ts";

/** One line of the file: a pair, and its edge when the graph draws it. */
export interface CsvPair extends MatrixEnd {
  readonly client: string;
  readonly server: string;
  readonly workloadPort: number;
  readonly edge: Pick<GraphEdge, "evidence" | "condition" | "decidedBy"> | null;
}

const head = "client,server,port,outcome,transport,observed,condition,decided by";

const nameOf = ({ kind, namespace, name }: PolicyRef): string => `${kind} ${namespace}/${name}`;

/**
 * A field of a CSV file. Names come from the cluster: one that a spreadsheet would take for a formula gets an apostrophe, which
 * spreadsheets show as text.
 */
export function csvField(value: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Pairs as CSV (RFC 4180), with a head. `observed` is yes, no, or the requests in a second. */
export function matrixCsv(pairs: Iterable<CsvPair>): string {
  const lines = [head];
  for (const { client, server, workloadPort, outcome, transport, edge } of pairs) {
    const seen = edge?.evidence.observed === true ? (edge.evidence.perSecond ?? "yes") : "no";
    lines.push(
      [
        client,
        server,
        String(workloadPort),
        outcome,
        transport ?? "",
        String(seen),
        edge?.condition ?? "",
        (edge?.decidedBy ?? []).map(nameOf).join("; "),
      ]
        .map(csvField)
        .join(","),
    );
  }
  return `${lines.join("\r\n")}\r\n`;
}
