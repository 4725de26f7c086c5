import type { GraphFacts } from "./facts.ts";
import { type FieldName, type FieldRef, fields } from "./fields.ts";
import { readEdge, readNode } from "./read-field.ts";

/** A value that exists in this mesh. */
export interface Found {
  readonly value: string;
  /** Edges that have it. */
  readonly count: number;
}

const noAges = { now: 0, flipped: new Map<string, number>(), since: null };
const remembered = new WeakMap<GraphFacts, Map<string, readonly Found[]>>();

/** Fields of which a workload or policy has several names: the first, the full one, is offered. */
const firstOnly: ReadonlySet<FieldName> = new Set<FieldName>(["client", "server", "principal", "host", "sa"]);

/** Values of a field in this mesh, those of most edges first; a closed list in its own order, with the values that none has. */
export function valuesOf(facts: GraphFacts, { name, end }: FieldRef): readonly Found[] {
  const memo = remembered.get(facts) ?? new Map<string, readonly Found[]>();
  remembered.set(facts, memo);
  const key = `${end ?? ""}.${name}`;
  const known = memo.get(key);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  for (const edge of facts.edges.values()) {
    const ofNode = readNode[name];
    const read =
      ofNode === undefined
        ? [readEdge[name]?.(edge, noAges)]
        : (end === null ? [edge.client, edge.server] : [edge[end]]).map((node) => ofNode(node, noAges));
    const values = new Set(
      read.flatMap((fact) => {
        if (fact === undefined) return [];
        const names = name === "policy" ? fact.names.filter((_, i) => i % 3 === 0) : fact.names;
        const all = [...(firstOnly.has(name) ? names.slice(0, 1) : names), ...fact.amounts.map(String)];
        return all.length === 0 ? ["none"] : all;
      }),
    );
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const { choices } = fields[name];
  const found =
    choices === null
      ? [...counts]
          .map(([value, count]) => ({ value, count }))
          .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      : choices.map((value) => ({ value, count: counts.get(value) ?? 0 }));
  memo.set(key, found);
  return found;
}
