import type { GraphEdge } from "../../server/contract/graph.ts";
import { outcomeOrder } from "../look/outcome.ts";
import { transportWord } from "../look/transport.ts";
import type { Words } from "../look/words.ts";

export type Column = "client" | "server" | "port" | "verdict" | "transport" | "decided" | "perSecond";

export interface Order {
  readonly column: Column;
  readonly descending: boolean;
}

/** What a column sorts by; numbers sort as numbers, an edge that was not seen stands below every one that was. */
const keys = {
  client: (edge) => edge.client,
  server: (edge) => edge.server,
  port: (edge) => edge.workloadPort,
  verdict: (edge) => outcomeOrder.indexOf(edge.outcome),
  transport: (edge, words) => transportWord(edge.transport, words),
  decided: (edge) => decidedText(edge),
  perSecond: (edge) => edge.evidence.perSecond ?? -1,
} satisfies Record<Column, (edge: GraphEdge, words: Words) => string | number>;

/** Edges in this order; equals keep the server's order. */
export function sortEdges(
  edges: readonly GraphEdge[],
  { column, descending }: Order,
  words: Words,
): GraphEdge[] {
  const key: (edge: GraphEdge, words: Words) => string | number = keys[column];
  const sign = descending ? -1 : 1;
  return [...edges].sort((a, b) => {
    const [x, y] = [key(a, words), key(b, words)];
    return x === y ? 0 : (x < y ? -1 : 1) * sign;
  });
}

const decidedText = (edge: GraphEdge): string =>
  [edge.condition, ...edge.decidedBy.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)]
    .filter((part) => part !== null)
    .join(", ");

/** At most three figures, so that a column of rates can be compared at a glance. */
export function rate(perSecond: number, { locale }: Pick<Words, "locale">): string {
  return perSecond.toLocaleString(locale, { maximumSignificantDigits: perSecond < 100 ? 2 : 3 });
}

/** `namespace/name` in two parts; what stands outside every namespace has only the second. */
export function splitId(id: string): { readonly namespace: string | null; readonly name: string } {
  const cut = id.indexOf("/");
  return cut < 0 ? { namespace: null, name: id } : { namespace: id.slice(0, cut), name: id.slice(cut + 1) };
}
