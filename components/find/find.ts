import type { GraphEdge, GraphNode } from "../../server/contract/graph.ts";
import type { Finds } from "../graph/shown.ts";
import { valuesOf } from "./catalogue.ts";
import type { GraphFacts } from "./facts.ts";
import { type FieldName, fieldNames, fields, writtenField } from "./fields.ts";
import { matcher, undecidedBy } from "./match.ts";
import { nearest } from "./nearest.ts";
import { isEverything, isPattern, print, type Query } from "./query.ts";
import type { Ages } from "./read-field.ts";

/** The query as a filter of what is drawn; null when it asks for nothing. */
export function findsOf(query: Query, facts: GraphFacts, ages: Ages): Finds | null {
  if (isEverything(query)) return null;
  const { edge, node } = matcher(query);
  return {
    edge: ({ id }) => {
      const known = facts.edges.get(id);
      return known === undefined ? false : edge(known, ages);
    },
    node: ({ id }: GraphNode) => {
      const known = facts.nodes.get(id);
      return known === undefined ? false : node(known, ages);
    },
  };
}

export interface NotKnown {
  readonly field: FieldName;
  /** Edges that it leaves undecided. */
  readonly edges: number;
}

/** The facts that leave edges undecided, in the order of the fields. */
export function notKnown(
  query: Query,
  undecided: readonly GraphEdge[],
  facts: GraphFacts,
  ages: Ages,
): readonly NotKnown[] {
  const counts = new Map<FieldName, number>();
  const missingOf = undecidedBy(query);
  for (const { id } of undecided) {
    const known = facts.edges.get(id);
    const missing = known === undefined ? [] : missingOf(known, ages);
    for (const field of new Set(missing)) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return fieldNames.flatMap((field) => {
    const edges = counts.get(field);
    return edges === undefined ? [] : [{ field, edges }];
  });
}

export interface Nowhere {
  /** The term as it is written. */
  readonly term: string;
  /** The term that was probably meant. */
  readonly meant: string | null;
}

/** Terms that fit nothing in this mesh by themselves: why nothing is found. */
export function nowhere(query: Query, facts: GraphFacts, ages: Ages): readonly Nowhere[] {
  if (query.kind === "not") return [];
  if (query.kind === "all" || query.kind === "any")
    return query.of.flatMap((part) => nowhere(part, facts, ages));
  const { edge, node } = matcher(query);
  for (const each of facts.edges.values()) if (edge(each, ages) !== false) return [];
  for (const each of facts.nodes.values()) if (node(each, ages) === true) return [];
  return [{ term: print(query), meant: meantBy(query, facts) }];
}

function meantBy(query: Query, facts: GraphFacts): string | null {
  if (query.kind !== "field" || fields[query.field.name].kind !== "text") return null;
  const [value] = query.values;
  if (value === undefined || query.values.length > 1 || isPattern(value)) return null;
  const near = nearest(
    value.text,
    valuesOf(facts, query.field).flatMap((found) => [
      found.value,
      found.value.slice(found.value.indexOf("/") + 1),
    ]),
  );
  return near === null ? null : `${writtenField(query.field)}:${near}`;
}
