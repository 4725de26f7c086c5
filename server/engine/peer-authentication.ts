import type { PolicyRef, ServerMode } from "../contract/refs.ts";
import { refOf } from "./authorization.ts";
import { notRead } from "./coverage.ts";
import type { MtlsMode, PeerAuthentication } from "./objects.ts";
import { byAge, isEmptySelector, selects } from "./selectors.ts";
import type { MeshSnapshot } from "./snapshot.ts";

export interface EffectiveMode {
  /** Null when it is not known; `because` then says why. */
  readonly mode: ServerMode | null;
  readonly because: string | null;
  readonly scope: "default" | "mesh" | "namespace" | "workload" | "port";
  readonly decidedBy: readonly PolicyRef[];
  /** The policy that decides; null for Istio's own default. */
  readonly policy: PeerAuthentication | null;
  /** Path of the deciding field in the first of decidedBy. */
  readonly path: string | null;
  /** Policies of the same scope that an older one hides. */
  readonly shadowed: readonly PeerAuthentication[];
  /** Policies of the root namespace with a selector: Istio ignores them. */
  readonly ignored: readonly PeerAuthentication[];
}

interface Scopes {
  readonly mesh: PeerAuthentication | null;
  readonly namespaces: ReadonlyMap<string, PeerAuthentication>;
  readonly workload: ReadonlyMap<string, readonly PeerAuthentication[]>;
  readonly all: ReadonlyMap<string, readonly PeerAuthentication[]>;
}

const made = new WeakMap<MeshSnapshot, Scopes>();

function scopesOf(snapshot: MeshSnapshot): Scopes {
  const known = made.get(snapshot);
  if (known !== undefined) return known;
  const root = snapshot.meshConfig.rootNamespace;
  const sorted = snapshot.peerAuthentications.toSorted(byAge);
  const namespaces = new Map<string, PeerAuthentication>();
  for (const p of sorted) {
    if (isEmptySelector(p.selector) && !namespaces.has(p.meta.namespace)) namespaces.set(p.meta.namespace, p);
  }
  const mesh = namespaces.get(root) ?? null;
  const scopes: Scopes = {
    mesh,
    namespaces,
    workload: Map.groupBy(
      sorted.filter((p) => !isEmptySelector(p.selector)),
      (p) => p.meta.namespace,
    ),
    all: Map.groupBy(sorted, (p) => p.meta.namespace),
  };
  made.set(snapshot, scopes);
  return scopes;
}

const set = (mode: MtlsMode): ServerMode | null => (mode === "UNSET" ? null : mode);

/**
 * Effective mTLS mode of one workload port, with the policies that fixed it, nearest scope first.
 * @param workloadPort container port 1-65535, not the Service port
 * @returns mode and evidence; decidedBy is empty when no policy applies (the mode is then PERMISSIVE)
 * @throws never
 * @source Istio PeerAuthentication reference, MutualTLS.Mode; recorded outcomes (oldest wins, root selectors are inert)
 */
export function effectiveMode(
  snapshot: MeshSnapshot,
  pod: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> },
  workloadPort: number,
): EffectiveMode {
  const root = snapshot.meshConfig.rootNamespace;
  const scopes = scopesOf(snapshot);
  const inRoot = pod.namespace === root;
  const namespace = inRoot ? null : (scopes.namespaces.get(pod.namespace) ?? null);
  const matching = inRoot
    ? []
    : (scopes.workload.get(pod.namespace) ?? []).filter((p) => selects(p.selector, pod.labels));
  const workload = matching[0] ?? null;
  const ignored = (scopes.workload.get(root) ?? []).filter((p) => selects(p.selector, pod.labels));
  const scopeMates = (p: PeerAuthentication | null) =>
    p === null
      ? []
      : (scopes.all.get(p.meta.namespace) ?? []).filter((x) => x !== p && isEmptySelector(x.selector));
  const shadowed = [...matching.slice(1), ...scopeMates(namespace), ...scopeMates(scopes.mesh)];
  const rest = { shadowed, ignored };
  const because =
    notRead(snapshot, "PeerAuthentication", [root, pod.namespace]) ?? notRead(snapshot, "MeshConfig", [root]);
  if (because !== null)
    return { mode: null, because, scope: "default", decidedBy: [], policy: null, path: null, ...rest };
  const port = workload?.portLevelMtls[String(workloadPort)];
  const portMode = port === undefined ? null : set(port);
  const found = (
    mode: ServerMode,
    scope: EffectiveMode["scope"],
    by: PeerAuthentication,
    path: string,
  ): EffectiveMode => ({
    mode,
    because: null,
    scope,
    decidedBy: [refOf(by)],
    policy: by,
    path,
    ...rest,
  });
  if (workload !== null && portMode !== null)
    return found(portMode, "port", workload, `spec.portLevelMtls.${workloadPort}.mode`);
  const levels = [
    { policy: workload, scope: "workload" as const },
    { policy: namespace, scope: "namespace" as const },
    { policy: scopes.mesh, scope: "mesh" as const },
  ];
  for (const { policy, scope } of levels) {
    const mode = policy === null ? null : set(policy.mode);
    if (policy !== null && mode !== null) return found(mode, scope, policy, "spec.mtls.mode");
  }
  return {
    mode: "PERMISSIVE",
    because: null,
    scope: "default",
    decidedBy: [],
    policy: null,
    path: null,
    ...rest,
  };
}

/**
 * The weaker view that clients take: namespace and mesh level of the service's namespace only.
 * @returns the mode, PERMISSIVE when nothing says otherwise, and the policy that says DISABLE
 * @source Istio auto mTLS; recorded outcome namespace-disable-turns-auto-mtls-off
 */
export function namespaceMode(
  snapshot: MeshSnapshot,
  namespace: string,
): { readonly mode: ServerMode; readonly by: PeerAuthentication | null } {
  const scopes = scopesOf(snapshot);
  const own = scopes.namespaces.get(namespace) ?? null;
  const ownMode = own === null ? null : set(own.mode);
  if (own !== null && ownMode !== null) return { mode: ownMode, by: own };
  const meshMode = scopes.mesh === null ? null : set(scopes.mesh.mode);
  return { mode: meshMode ?? "PERMISSIVE", by: meshMode === null ? null : scopes.mesh };
}
