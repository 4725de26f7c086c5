import type { Finding } from "../contract/findings.ts";
import type { GraphEdge } from "../contract/graph.ts";
import type { PolicyFacts } from "../contract/policies.ts";
import type { PolicyRef } from "../contract/refs.ts";
import { refOf } from "./authorization.ts";
import { findingsOf, listedKinds } from "./findings/findings.ts";
import { meshOf } from "./mesh.ts";
import { decisionsFor, decisionsOf } from "./policy-decisions.ts";
import { listedObjects, subjectOf } from "./policy-subject.ts";
import type { MeshSnapshot, Undecodable } from "./snapshot.ts";

/** An object that is there and could not be read: listed, so that nobody takes it for absent. */
const unread = ({ kind, namespace, name }: Undecodable, notes: readonly Finding[]): PolicyFacts => ({
  ref: { kind, namespace, name, rule: null },
  file: null,
  line: null,
  does: "",
  scope: "unknown",
  scopeText: "",
  workloads: [],
  decisions: [],
  notes,
});

const nameOf = ({ kind, namespace, name }: Pick<PolicyRef, "kind" | "namespace" | "name">) =>
  `${kind} ${namespace}/${name}`;

/**
 * Every object of the kinds that are read: what it says, whom it is about, what it decides and what it never decides.
 * @param edges the drawn edges, as the graph has them
 * @throws never
 */
export function policyFacts(snapshot: MeshSnapshot, edges: readonly GraphEdge[]): readonly PolicyFacts[] {
  const mesh = meshOf(snapshot);
  const decisions = decisionsOf(mesh, edges);
  const notes = Map.groupBy(findingsOf(snapshot), ({ object }) => nameOf(object));
  const read = listedObjects(snapshot).map((listed): PolicyFacts => {
    const { workloads, ...subject } = subjectOf(mesh, listed);
    const { meta } = listed.object;
    return {
      ref: refOf(listed.object),
      file: meta.origin?.file ?? null,
      line: meta.origin?.line ?? null,
      ...subject,
      workloads: workloads.map((w) => w.id),
      decisions: decisionsFor(decisions, listed.object),
      notes: notes.get(nameOf(meta)) ?? [],
    };
  });
  return [
    ...read,
    ...snapshot.undecodable
      .filter((u) => listedKinds.has(u.kind))
      .map((u) => unread(u, notes.get(nameOf(u)) ?? [])),
  ];
}

/** How many objects `policyFacts` lists. */
export const countPolicies = (snapshot: MeshSnapshot): number =>
  listedObjects(snapshot).length + snapshot.undecodable.filter((u) => listedKinds.has(u.kind)).length;
