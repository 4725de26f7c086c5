import type { PolicyFacts } from "../../server/contract/policies.ts";
import type { PolicyRef } from "../../server/contract/refs.ts";
import type { PoliciesView } from "./policies-view.ts";

export const policyColumns = ["kind", "name", "does", "scope", "workloads", "edges", "notes"] as const;
export type PolicyColumn = (typeof policyColumns)[number];

/** `Kind namespace/name`: unique among objects. */
export const policyKey = ({ kind, namespace, name }: PolicyRef): string => `${kind} ${namespace}/${name}`;

/** Ids of the drawn edges that an object decides, each once. */
export const edgesOf = (policy: PolicyFacts): readonly string[] => [
  ...new Set(policy.decisions.flatMap(({ edges }) => edges)),
];

/** Beyond this many an address is too long for some proxies: the graph is then opened on the namespaces. */
const mostIds = 60;

/** The graph with only these edges; of very many, with only the namespaces of their servers. */
export function graphHref(edges: readonly string[]): string {
  if (edges.length <= mostIds) return `/graph?${new URLSearchParams(edges.map((id) => ["only", id]))}`;
  const namespaces = new Set(edges.map((id) => id.slice(id.indexOf(">") + 1).split("/")[0] ?? ""));
  return `/graph?${new URLSearchParams({ ns: [...namespaces].join(",") })}`;
}

const weightOf = (policy: PolicyFacts): number =>
  Math.max(0, ...policy.notes.map(({ weight }) => ({ inert: 3, part: 2, fact: 1 })[weight]));

const keys = {
  kind: ({ ref }) => `${ref.kind} ${ref.namespace}/${ref.name}`,
  name: ({ ref }) => `${ref.namespace}/${ref.name} ${ref.kind}`,
  does: ({ does }) => does,
  scope: ({ scope, scopeText }) =>
    `${["mesh", "namespace", "workload", "host", "unknown"].indexOf(scope)} ${scopeText}`,
  workloads: ({ workloads }) => workloads.length,
  edges: (policy) => edgesOf(policy).length,
  // Loudest first.
  notes: (policy) => -weightOf(policy) * 1000 - policy.notes.length,
} satisfies Record<PolicyColumn, (policy: PolicyFacts) => string | number>;

const texts = ({ ref, does, scopeText, workloads, notes }: PolicyFacts): string =>
  [policyKey(ref), does, scopeText, ...workloads, ...notes.map(({ text }) => text)].join("\n").toLowerCase();

/** What text and notes leave; the kinds are counted among these. */
export function passing(
  policies: readonly PolicyFacts[],
  { text, noted }: Pick<PoliciesView, "text" | "noted">,
): readonly PolicyFacts[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return policies.filter((policy) => {
    if (noted && policy.notes.length === 0) return false;
    if (wanted.length === 0) return true;
    const all = texts(policy);
    return wanted.every((word) => all.includes(word));
  });
}

/** The rows of a view, in its order; equals keep the order of their names. */
export function sorted(
  policies: readonly PolicyFacts[],
  { sort, descending }: Pick<PoliciesView, "sort" | "descending">,
): readonly PolicyFacts[] {
  const key: (policy: PolicyFacts) => string | number = keys[sort];
  const sign = descending ? -1 : 1;
  return policies
    .map((policy) => ({ policy, value: key(policy), name: keys.name(policy) }))
    .sort((a, b) => (a.value === b.value ? (a.name < b.name ? -1 : 1) : sign * (a.value < b.value ? -1 : 1)))
    .map(({ policy }) => policy);
}
