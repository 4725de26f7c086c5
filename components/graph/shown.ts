import type { GraphAnswer, GraphEdge, GraphNamespace, GraphNode } from "../../server/contract/graph.ts";
import type { Outcome } from "../../server/contract/verdict.ts";
import { outcomeOrder } from "../look/outcome.ts";
import type { ViewState } from "./view-state.ts";

/** What is looked for. `null`: not known, so that it is not shown. */
export interface Finds {
  readonly edge: (edge: GraphEdge) => boolean | null;
  /** Of a workload by itself. */
  readonly node: (node: GraphNode) => boolean | null;
}

/** What the filters leave: one answer for strip, canvas and table, so that their sums are the same. */
export interface Shown {
  readonly namespaces: readonly GraphNamespace[];
  /** Nodes that take part in the layout: the namespace filter decides, not what is looked for. */
  readonly nodes: readonly GraphNode[];
  /** Edges between those nodes that the layout heeds. */
  readonly laidOut: readonly GraphEdge[];
  /** Nodes that nothing which was found shows: the canvas hides them. */
  readonly hidden: ReadonlySet<string>;
  /** With Highlight: edges that were not found and stand behind the others. The strip and the table do not count them. */
  readonly behind: readonly GraphEdge[];
  /** With Highlight: nodes that stand behind instead of being hidden. */
  readonly paleNodes: ReadonlySet<string>;
  /** Edges of which a fact that is asked for is not known. */
  readonly undecided: readonly GraphEdge[];
  /** Edges that pass all filters, drawn and listed. */
  readonly edges: readonly GraphEdge[];
  /** Counts before the strip's own filter, so that each count stays a switch. */
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly disagreeing: number;
  readonly total: number;
}

/** @param finds null: everything is looked for */
export function shown(
  answer: GraphAnswer,
  state: Pick<ViewState, "namespaces" | "outcomes"> & Partial<Pick<ViewState, "only" | "highlight">>,
  finds: Finds | null = null,
): Shown {
  const chosen = state.namespaces === null ? null : new Set(state.namespaces);
  const inChosen = (node: GraphNode): boolean =>
    chosen === null || (node.namespace !== null && chosen.has(node.namespace));
  const inside = new Set(answer.nodes.filter(inChosen).map((node) => node.id));
  // What stands outside every namespace is drawn when something that is drawn speaks with it.
  const aside = new Set(answer.nodes.filter((node) => node.namespace === null).map((node) => node.id));
  const kept = (edge: GraphEdge): boolean =>
    (inside.has(edge.client) && (inside.has(edge.server) || aside.has(edge.server))) ||
    (aside.has(edge.client) && inside.has(edge.server));
  const laidOut = answer.edges.filter(kept);
  const spoken = new Set(laidOut.flatMap((edge) => [edge.client, edge.server]));
  const nodes = answer.nodes.filter((node) => inside.has(node.id) || spoken.has(node.id));
  const only = new Set(state.only);
  const wanted = laidOut.filter((edge) => only.size === 0 || only.has(edge.id));
  const passing: GraphEdge[] = [];
  const undecided: GraphEdge[] = [];
  for (const edge of wanted) {
    const fits = finds === null || finds.edge(edge);
    if (fits === true) passing.push(edge);
    else if (fits === null) undecided.push(edge);
  }
  const near = new Set(passing.flatMap((edge) => [edge.client, edge.server]));
  const isHidden = (node: GraphNode): boolean =>
    finds !== null && !near.has(node.id) && finds.node(node) !== true;
  const unfound = new Set(nodes.filter(isHidden).map((node) => node.id));
  const found = new Set(passing);
  const counts = Object.fromEntries(outcomeOrder.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const edge of passing) counts[edge.outcome]++;
  return {
    namespaces: answer.namespaces.filter((namespace) => chosen === null || chosen.has(namespace.name)),
    nodes,
    // What is only asked for comes and goes; it must not move anything.
    laidOut: laidOut.filter(({ evidence }) => evidence.observed || evidence.named.length > 0),
    hidden: state.highlight ? new Set() : unfound,
    behind: state.highlight
      ? wanted.filter((edge) => !found.has(edge) && passesStrip(edge, state.outcomes))
      : [],
    paleNodes: state.highlight ? unfound : new Set(),
    undecided,
    edges: passing.filter((edge) => passesStrip(edge, state.outcomes)),
    counts,
    disagreeing: passing.filter((edge) => edge.disagrees !== null).length,
    total: passing.length,
  };
}

function passesStrip(edge: GraphEdge, outcomes: ViewState["outcomes"]): boolean {
  return (
    outcomes.length === 0 ||
    outcomes.includes(edge.outcome) ||
    (outcomes.includes("disagrees") && edge.disagrees !== null)
  );
}
