import type { GraphEdge } from "../../server/contract/graph.ts";
import type { Outcome, Transport } from "../../server/contract/verdict.ts";
import { outcomeOrder } from "../look/outcome.ts";
import type { Words } from "../look/words.ts";

/** Several edges that are drawn as one line. */
export interface Rolled {
  readonly members: readonly GraphEdge[];
  readonly counts: Counts;
}

/**
 * What is drawn as one line: an edge as it is, or a roll of edges between folded namespaces. The outcome of a roll is `mixed` unless all
 * of its edges end alike, so that no colour hides another.
 */
export type Line = (GraphEdge & { readonly rolled?: undefined }) | RolledLine;

type RolledLine = Pick<
  GraphEdge,
  "id" | "client" | "server" | "evidence" | "transport" | "outcome" | "label" | "disagrees" | "endpoints"
> & { readonly rolled: Rolled };

export type Counts = Readonly<Record<Outcome, number>>;

/** Bad news first: what a sum must not hide stands at its beginning. */
const newsOrder = [
  "refused",
  "denied",
  "unauthenticated",
  "unknown",
  "mixed",
  "depends",
  "allowed",
] as const satisfies readonly Outcome[];

/** From the least protected on. */
const transportNews: readonly (Transport | null)[] = ["plaintext", null, "tls", "hbone", "mtls"];

/** How many edges end how. */
export function countsOf(edges: readonly GraphEdge[]): Counts {
  const counts = Object.fromEntries(outcomeOrder.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of edges) counts[outcome]++;
  return counts;
}

/** Sums in words, bad news first: "3 denied · 12 allowed". */
export const sumText = (counts: Counts, words: Words): string => parts(counts, words).join(" · ");

/** Sums as short as a label must be: the worst two, and how many others there are. */
function shortSum(counts: Counts, words: Words): string {
  const [first = "", second, ...more] = parts(counts, words);
  if (second === undefined) return first;
  return more.length === 0 ? `${first} · ${second}` : `${first} · ${second} · +${more.length}`;
}

const parts = (counts: Counts, words: Words): string[] =>
  newsOrder
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => words.fold.part(counts[outcome], words.outcome[outcome].word));

/** Edges with bad news first; equals keep their order. */
export const newsFirst = (edges: readonly GraphEdge[]): readonly GraphEdge[] =>
  newsOrder.flatMap((outcome) => edges.filter((edge) => edge.outcome === outcome));

/** Sums of what is not simply allowed; empty when all is. */
export const newsOf = (counts: Counts): readonly { readonly outcome: Outcome; readonly count: number }[] =>
  newsOrder
    .filter((outcome) => outcome !== "allowed" && counts[outcome] > 0)
    .map((outcome) => ({ outcome, count: counts[outcome] }));

/** One line for edges between the same two ends; `members` is not empty. */
export function rollUp(client: string, server: string, members: readonly GraphEdge[], words: Words): Line {
  const counts = countsOf(members);
  const [only, ...others] = newsOrder.filter((outcome) => counts[outcome] > 0);
  const rates = members.flatMap(({ evidence }) => evidence.perSecond ?? []);
  const disagreeing = members.filter(({ disagrees }) => disagrees !== null);
  return {
    id: `${client}>${server}`,
    client,
    server,
    evidence: {
      observed: members.some(({ evidence }) => evidence.observed),
      perSecond: rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0),
      named: members.flatMap(({ evidence }) => evidence.named),
      asked: members.some(({ evidence }) => evidence.asked),
    },
    transport: leastProtected(members.map(({ transport }) => transport)),
    outcome: only !== undefined && others.length === 0 ? only : "mixed",
    label: others.length === 0 && only === "allowed" ? String(members.length) : shortSum(counts, words),
    disagrees:
      disagreeing.length === 0
        ? null
        : {
            share: Math.max(...disagreeing.map(({ disagrees }) => disagrees?.share ?? 0)),
            label: words.fold.disagree(disagreeing.length),
            text: words.fold.disagreeText(disagreeing.length),
          },
    endpoints: ways(members),
    rolled: { members, counts },
  };
}

/** Each outcome among the edges and their endpoints once, bad news first, with the least protected transport it has. */
function ways(members: readonly GraphEdge[]): Line["endpoints"] {
  const ends = members.flatMap((edge): Pick<GraphEdge, "outcome" | "transport">[] =>
    edge.outcome === "mixed" ? [...edge.endpoints] : [edge],
  );
  const transports = Map.groupBy(ends, ({ outcome }) => outcome);
  return newsOrder.flatMap((outcome) => {
    const found = transports.get(outcome);
    return found === undefined
      ? []
      : [{ pod: "", outcome, transport: leastProtected(found.map(({ transport }) => transport)) }];
  });
}

const leastProtected = (transports: readonly (Transport | null)[]): Transport | null =>
  transportNews.find((transport) => transports.includes(transport)) ?? null;
