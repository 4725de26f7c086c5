import type { GraphEdge } from "../contract/graph.ts";
import { type PolicyFacts, policyNotes } from "../contract/policies.ts";
import { say } from "../contract/text.ts";
import { refOf } from "./authorization.ts";
import { meshOf } from "./mesh.ts";
import { decisionsFor, decisionsOf } from "./policy-decisions.ts";
import { notesOf } from "./policy-notes.ts";
import { listedObjects, subjectOf } from "./policy-subject.ts";
import type { MeshSnapshot, Undecodable } from "./snapshot.ts";

const listedKinds: ReadonlySet<string> = new Set([
  "PeerAuthentication",
  "AuthorizationPolicy",
  "RequestAuthentication",
  "DestinationRule",
  "VirtualService",
  "Gateway",
  "ServiceEntry",
  "Sidecar",
]);

/** An object that is there and could not be read: listed, so that nobody takes it for absent. */
function unread({ kind, namespace, name, path, because }: Undecodable): PolicyFacts {
  const { weight } = policyNotes.undecodable;
  return {
    ref: { kind, namespace, name, rule: null },
    file: null,
    line: null,
    does: "",
    scope: "unknown",
    scopeText: "",
    workloads: [],
    decisions: [],
    notes: [
      {
        code: "undecodable",
        weight,
        text: say("note.undecodable", { because }),
        path,
        line: null,
        others: [],
      },
    ],
  };
}

/**
 * Every object of the kinds that are read: what it says, whom it is about, what it decides and what it never decides.
 * @param edges the drawn edges, as the graph has them
 * @throws never
 */
export function policyFacts(snapshot: MeshSnapshot, edges: readonly GraphEdge[]): readonly PolicyFacts[] {
  const mesh = meshOf(snapshot);
  const decisions = decisionsOf(mesh, edges);
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
      notes: notesOf(mesh, listed, workloads),
    };
  });
  return [...read, ...snapshot.undecodable.filter((u) => listedKinds.has(u.kind)).map(unread)];
}

/** How many objects `policyFacts` lists. */
export const countPolicies = (snapshot: MeshSnapshot): number =>
  listedObjects(snapshot).length + snapshot.undecodable.filter((u) => listedKinds.has(u.kind)).length;
