import type { Focus, FocusGroup, How } from "../contract/focus.ts";
import type { PolicyRef } from "../contract/refs.ts";
import { evaluateEdge } from "./edge.ts";
import type { EdgeKey } from "./edge-id.ts";
import { type EdgeVerdict, edgeVerdict } from "./edge-verdict.ts";
import type { Expression } from "./expression.ts";
import { type Mesh, meshOf } from "./mesh.ts";
import { servedPorts } from "./node.ts";
import type { AuthorizationRule } from "./objects.ts";
import type { MeshSnapshot } from "./snapshot.ts";

interface FocusOptions {
  /** Unix time in seconds. */
  readonly nowSeconds: number;
}

/**
 * Who may call one port of one workload, over all workloads and a caller from outside, grouped by how.
 * @returns null when the workload is not in the source
 * @throws never
 */
export function whoMayCall(
  snapshot: MeshSnapshot,
  nodeId: string,
  workloadPort: number,
  options: FocusOptions,
): Focus | null {
  const mesh = meshOf(snapshot);
  if (!mesh.workloads.has(nodeId)) return null;
  const clients = [...mesh.workloads.keys(), "outside"].filter((id) => id !== nodeId);
  const keys = clients.map((client) => ({ client, server: nodeId, workloadPort }));
  return focusOf(mesh, keys, (k) => k.client, options);
}

/** Whom one workload may call: every port that a host leads to, of every other workload, grouped by how. */
export function whomMayCall(snapshot: MeshSnapshot, nodeId: string, options: FocusOptions): Focus | null {
  const mesh = meshOf(snapshot);
  if (!mesh.workloads.has(nodeId)) return null;
  const keys = [...mesh.workloads.values()].flatMap((server) =>
    server.id === nodeId
      ? []
      : servedPorts(mesh, server).map((workloadPort) => ({
          client: nodeId,
          server: server.id,
          workloadPort,
        })),
  );
  return focusOf(mesh, keys, (k) => k.server, options);
}

function focusOf(
  mesh: Mesh,
  keys: readonly EdgeKey[],
  peerOf: (key: EdgeKey) => string,
  { nowSeconds }: FocusOptions,
): Focus {
  const groups = new Map<string, FocusGroup & { peers: { id: string; workloadPort: number }[] }>();
  // Callers of one kind share their verdict, and so the reason for it.
  const hows = new Map<EdgeVerdict, How>();
  let stopped = 0;
  for (const key of keys) {
    const verdict = edgeVerdict(mesh, key, { nowSeconds, observed: undefined });
    if (verdict === null) continue;
    const { outcome, condition, decidedBy } = verdict;
    if (outcome === "denied" || outcome === "refused" || outcome === "unauthenticated") {
      stopped += 1;
      continue;
    }
    const how = hows.get(verdict) ?? howOf(mesh, key, verdict, nowSeconds);
    hows.set(verdict, how);
    const id = JSON.stringify([how, outcome, condition, decidedBy]);
    const group = groups.get(id) ?? { how, outcome, condition, decidedBy, peers: [] };
    group.peers.push({ id: peerOf(key), workloadPort: key.workloadPort });
    groups.set(id, group);
  }
  return { groups: [...groups.values()].toSorted((a, b) => b.peers.length - a.peers.length), stopped };
}

function howOf(mesh: Mesh, key: EdgeKey, verdict: EdgeVerdict, nowSeconds: number): How {
  const result = evaluateEdge(mesh, key, { nowSeconds, quiet: true });
  if (result === null || verdict.outcome === "unknown" || verdict.outcome === "mixed") return "unknown";
  if (verdict.outcome === "depends")
    return result.judgement !== null && asksOnlyToken(result.judgement.residual) ? "token" : "requests";
  const { serverMode } = result.answer;
  const workload = mesh.workloads.get(key.server);
  if (serverMode === null && workload?.membership !== "gateway") return "noProxy";
  const by = verdict.decidedBy[0];
  if (by === undefined) return serverMode === "STRICT" ? "anyIdentity" : "anyClient";
  const rule = ruleOf(mesh, by);
  return rule === null ? "anyClient" : howOfRule(rule, serverMode === "STRICT");
}

/** The rule behind a reference; null when it names none. */
export function ruleOf(mesh: Mesh, { kind, namespace, name, rule }: PolicyRef): AuthorizationRule | null {
  if (kind !== "AuthorizationPolicy" || rule === null) return null;
  const policy = mesh.snapshot.authorizationPolicies.find(
    (p) => p.meta.namespace === namespace && p.meta.name === name,
  );
  return policy?.rules[rule] ?? null;
}

/** The narrowest thing that the rule asks of its caller. */
function howOfRule(rule: AuthorizationRule, strict: boolean): How {
  const keys = rule.when.map((w) => w.key);
  const some = (test: (s: AuthorizationRule["from"][number]) => boolean) => rule.from.some(test);
  const named = (values: readonly string[]) => values.some((v) => v !== "*");
  if (
    some((s) => named(s.principals) || s.serviceAccounts.length > 0) ||
    keys.includes("source.principal") ||
    keys.includes("source.serviceAccount")
  )
    return "identity";
  if (some((s) => named(s.namespaces) || s.notNamespaces.length > 0) || keys.includes("source.namespace"))
    return "namespace";
  if (
    some((s) =>
      [s.ipBlocks, s.notIpBlocks, s.remoteIpBlocks, s.notRemoteIpBlocks].some((b) => b.length > 0),
    ) ||
    keys.includes("source.ip") ||
    keys.includes("remote.ip")
  )
    return "address";
  if (some((s) => [s.principals, s.namespaces, s.trustDomains].some((v) => v.length > 0)))
    return "anyIdentity";
  return strict ? "anyIdentity" : "anyClient";
}

const tokenField = /^(not)?(RequestPrincipals|requestPrincipals)$|^request\.auth|^token$/;

function asksOnlyToken(e: Expression): boolean {
  if (e.op === "test") return tokenField.test(e.test.field);
  if (e.op === "not") return asksOnlyToken(e.of);
  return (e.op === "all" || e.op === "any") && e.of.every(asksOnlyToken);
}
