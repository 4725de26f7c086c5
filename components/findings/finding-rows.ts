import { type Finding, type Severity, severities } from "../../server/contract/findings.ts";
import type { GraphEdge } from "../../server/contract/graph.ts";
import type { PolicyRef } from "../../server/contract/refs.ts";
import type { FindingsView } from "./findings-view.ts";

export const findingColumns = ["severity", "object", "text", "code"] as const;
export type FindingColumn = (typeof findingColumns)[number];

const nameOf = ({ kind, namespace, name }: PolicyRef): string => `${kind} ${namespace}/${name}`;

/** Unique among the findings of one reading but for twins, which are numbered by who lists them. */
export const findingKey = ({ code, object, path }: Finding): string =>
  `${code} ${nameOf(object)}${path === null ? "" : ` ${path}`}`;

const keys = {
  severity: ({ severity }) => severities.indexOf(severity),
  object: ({ object }) => `${object.namespace}/${object.name} ${object.kind}`,
  text: ({ text }) => text,
  code: ({ known, code }) => `${known} ${code}`,
} satisfies Record<FindingColumn, (finding: Finding) => string | number>;

const texts = ({ code, known, object, path, text, cure, affected }: Finding): string =>
  [code, known, nameOf(object), path ?? "", text, cure, ...affected.map(({ id }) => id)]
    .join("\n")
    .toLowerCase();

/** What the text leaves; the severities are counted among these. */
export function passing(findings: readonly Finding[], text: string): readonly Finding[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return findings;
  return findings.filter((finding) => {
    const all = texts(finding);
    return wanted.every((word) => all.includes(word));
  });
}

export const ofSeverity = (findings: readonly Finding[], chosen: readonly Severity[]): readonly Finding[] =>
  chosen.length === 0 ? findings : findings.filter(({ severity }) => chosen.includes(severity));

/** The rows of a view, in its order; equals keep the order of the answer, the worst first. */
export function sorted(
  findings: readonly Finding[],
  { sort, descending }: Pick<FindingsView, "sort" | "descending">,
): readonly Finding[] {
  const key: (finding: Finding) => string | number = keys[sort];
  const sign = descending ? -1 : 1;
  return findings
    .map((finding, at) => ({ finding, at, value: key(finding) }))
    .sort((a, b) => (a.value === b.value ? a.at - b.at : sign * (a.value < b.value ? -1 : 1)))
    .map(({ finding }) => finding);
}

/** Drawn edges that a finding is about: of the callers that it names those that its object decides, else all that its rule decides. */
export function edgesOf(finding: Finding, edges: readonly GraphEdge[]): readonly string[] {
  const callers = new Set(finding.affected.map(({ id }) => id));
  const rule = /^spec\.rules\[(\d+)\]/.exec(finding.path ?? "")?.[1];
  const isBy = (by: PolicyRef) =>
    nameOf(by) === nameOf(finding.object) &&
    (rule === undefined || by.rule === null || by.rule === Number(rule));
  return edges
    .filter((e) => (callers.size === 0 || callers.has(e.client)) && e.decidedBy.some(isBy))
    .map(({ id }) => id);
}
