import type { ChangedFindings, Finding } from "../../contract/findings.ts";
import { isDryRun } from "../authorization.ts";
import { differenceOf } from "../difference.ts";
import { type Mesh, meshLike, meshOf, type Workload } from "../mesh.ts";
import { portsOfWorkload } from "../node.ts";
import type { Meta } from "../objects.ts";
import { effectiveMode } from "../peer-authentication.ts";
import { listedObjects, subjectOf } from "../policy-subject.ts";
import { gatesOf } from "../proxy.ts";
import type { MeshSnapshot } from "../snapshot.ts";
import { callersSeen, finding, someCallers, someWorkloads } from "./finding.ts";
import { findingsOf } from "./findings.ts";
import { wasRead } from "./read.ts";

const nameOf = ({ kind, namespace, name }: Pick<Meta, "kind" | "namespace" | "name">) =>
  `${kind} ${namespace}/${name}`;
const keyOf = (f: Finding) => `${f.code} ${nameOf(f.object)} ${f.path} ${f.others.map(nameOf).join()}`;

/** Findings of `a` that `b` has not, counted. */
function beyond(a: readonly Finding[], b: readonly Finding[]): readonly Finding[] {
  const left = new Map<string, number>();
  for (const f of b) left.set(keyOf(f), (left.get(keyOf(f)) ?? 0) + 1);
  return a.filter((f) => {
    const n = left.get(keyOf(f)) ?? 0;
    left.set(keyOf(f), n - 1);
    return n <= 0;
  });
}

/**
 * What is found of a draft and because of it.
 * @param after the same source with the draft put in: objects that stayed are the same ones
 * @throws never
 */
export function findingsOfChange(before: MeshSnapshot, after: MeshSnapshot): ChangedFindings {
  // Policies alone leave pods and services as they were: their look-ups are taken over.
  if (before !== after && !differenceOf(before, after).topology) meshLike(meshOf(before), after);
  const was = findingsOf(before);
  const now = findingsOf(after);
  const old = new Set<object>(listedObjects(before).map((l) => l.object));
  const written = listedObjects(after).filter((l) => !old.has(l.object));
  const names = new Set(written.map((l) => nameOf(l.object.meta)));
  const isOwn = (f: Finding) => names.has(nameOf(f.object));
  const meshes = { before: meshOf(before), after: meshOf(after) };
  const steps = written.flatMap((listed): readonly Finding[] => {
    const workloads = subjectOf(meshes.after, listed).workloads.filter((w) => w.pods.some((p) => p.hasProxy));
    if (listed.kind === "AuthorizationPolicy") return firstAllow(meshes, listed.object, workloads);
    return listed.kind === "PeerAuthentication" ? jump(meshes, listed.object, workloads) : [];
  });
  return {
    own: [...steps, ...now.filter(isOwn)],
    caused: beyond(now, was).filter((f) => !isOwn(f)),
    solved: beyond(was, now),
  };
}

interface Meshes {
  readonly before: Mesh;
  readonly after: Mesh;
}

const allows = (mesh: Mesh, w: Workload) =>
  w.pods.some((p) => p.hasProxy && gatesOf(mesh, p, "HTTP").by.allow.length > 0);

/** The first ALLOW policy of a workload closes it for all whom it does not name. */
function firstAllow(
  { before, after }: Meshes,
  policy: MeshSnapshot["authorizationPolicies"][number],
  workloads: readonly Workload[],
): readonly Finding[] {
  if (policy.action !== "ALLOW" || isDryRun(policy)) return [];
  if (!wasRead(before.snapshot, ["AuthorizationPolicy", "Pod"], policy.meta.namespace)) return [];
  const closed = workloads.filter((w) => {
    const earlier = before.workloads.get(w.id);
    return earlier !== undefined && !allows(before, earlier) && allows(after, w);
  });
  if (closed.length === 0) return [];
  const ids = new Set(closed.map((w) => w.id));
  const seen = after.snapshot.traffic.filter((t) => ids.has(t.server)).map((t) => t.client);
  const others = [...after.workloads.keys()].filter((id) => !ids.has(id));
  const affected = callersSeen(after, seen.length > 0 ? seen : others, closed);
  const values = { servers: someWorkloads(closed), who: someCallers(affected) };
  return [finding(policy, "firstAllow", values, { path: "spec.action", affected })];
}

const modesOf = (mesh: Mesh, w: Workload) => {
  const pod = w.pods.find((p) => p.hasProxy && !p.gateway);
  return new Map(
    pod === undefined
      ? []
      : portsOfWorkload(mesh, w).map((port) => [port, effectiveMode(mesh.snapshot, pod, port).mode]),
  );
};

/** DISABLE to STRICT in one step: for a while some proxies send what others do not take. */
function jump(
  { before, after }: Meshes,
  policy: MeshSnapshot["peerAuthentications"][number],
  workloads: readonly Workload[],
): readonly Finding[] {
  const jumping = workloads.filter((w) => {
    const earlier = before.workloads.get(w.id);
    if (earlier === undefined) return false;
    const was = modesOf(before, earlier);
    return [...modesOf(after, w)].some(([port, mode]) => mode === "STRICT" && was.get(port) === "DISABLE");
  });
  if (jumping.length === 0) return [];
  return [
    finding(policy, "disableToStrict", { servers: someWorkloads(jumping) }, { path: "spec.mtls.mode" }),
  ];
}
