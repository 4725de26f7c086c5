import type { Finding, FindingCode } from "../../contract/findings.ts";
import { say } from "../../contract/text.ts";
import { isDryRun } from "../authorization.ts";
import type { Mesh, Workload } from "../mesh.ts";
import { portsOfWorkload } from "../node.ts";
import type { AuthorizationPolicy, DestinationRule, PeerAuthentication } from "../objects.ts";
import { effectiveMode } from "../peer-authentication.ts";
import { bindingOf } from "../proxy.ts";
import { speaksAt } from "../server-port.ts";
import { isBare, withoutProxy } from "./anonymous.ts";
import type { About, Check } from "./check.ts";
import { callersSeen, finding, someCallers, someWorkloads, trafficTo } from "./finding.ts";
import { identityValues } from "./rule-values.ts";
import { type Sending, sendings } from "./sendings.ts";

type Conflict =
  | "plaintextToStrict"
  | "mtlsToPlaintext"
  | "tlsRefused"
  | "plaintextLosesIdentity"
  | "autoMtlsOff";

interface Found {
  readonly code: Conflict;
  readonly object: DestinationRule | PeerAuthentication;
  readonly path: string;
  readonly servers: Set<Workload>;
  readonly clients: Set<Workload>;
  readonly others: Set<{ readonly meta: DestinationRule["meta"] }>;
  readonly values: Readonly<Record<string, string>>;
}
type ByObject = ReadonlyMap<object, readonly Found[]>;

const asksIdentity = (mesh: Mesh, s: Sending): readonly AuthorizationPolicy[] =>
  bindingOf(mesh, s.endpoint.pod).policies.filter(
    (p) => (p.action === "ALLOW" || p.action === "DENY") && !isDryRun(p) && identityValues(p).length > 0,
  );

/** A way that leads to this port by its host. */
const way = (s: Sending) =>
  ({
    kind: "cluster",
    entry: s.host,
    port: s.port,
    subset: null,
    endpoints: [],
    http: false,
    condition: { op: "yes" },
    by: null,
    leg: null,
    excluded: null,
    status: null,
  }) as const;

/** What becomes of a sending, if anything fails or is lost. */
function conflict(mesh: Mesh, s: Sending): Conflict | null {
  const tls = s.emission.clientTls;
  if (tls === null || s.emission.credentialMissing) return null;
  if (s.proxied && s.mode === null) return null;
  const opens = s.proxied && s.mode !== "DISABLE";
  if (tls === "ISTIO_MUTUAL") return opens ? null : "mtlsToPlaintext";
  if (tls === "DISABLE") {
    if (s.mode === "STRICT") return "plaintextToStrict";
    return s.mode === "PERMISSIVE" && asksIdentity(mesh, s).length > 0 ? "plaintextLosesIdentity" : null;
  }
  // Files of a MUTUAL rule may be certificates of the mesh: only the application can be judged.
  if (s.mode === "STRICT") return tls === "SIMPLE" ? "tlsRefused" : null;
  return speaksAt(mesh, s.endpoint, way(s)) === "plaintext" ? "tlsRefused" : null;
}

const made = new WeakMap<Mesh, ByObject>();

function conflicts(mesh: Mesh): ByObject {
  const known = made.get(mesh);
  if (known !== undefined) return known;
  const found = new Map<object, Found[]>();
  for (const s of sendings(mesh)) {
    const code = conflict(mesh, s);
    if (code === null || s.clients.every((c) => c === s.server)) continue;
    const by = s.emission.by?.object;
    const isRule = by !== undefined && by.meta.kind === "DestinationRule";
    const mode = effectiveMode(mesh.snapshot, s.endpoint.pod, s.endpoint.port);
    // Without a rule nobody asked for plaintext: what turned auto mTLS off stands against what demands mTLS.
    const isOff = s.emission.code === "autoOffMesh" || s.emission.code === "autoOffNamespace";
    if (!isRule && (code !== "plaintextToStrict" || !isOff)) continue;
    const object = isRule ? (by as DestinationRule) : mode.policy;
    if (object === null) continue;
    const path = (isRule ? s.emission.by?.path : mode.path) ?? "spec";
    const list = found.get(object) ?? [];
    found.set(object, list);
    const own = isRule ? code : "autoMtlsOff";
    let entry = list.find((f) => f.code === own && f.path === path);
    if (entry === undefined) {
      const why =
        by === undefined
          ? say("autoOffByMesh")
          : say("autoOffByPolicy", {
              policy: `${by.meta.kind} ${by.meta.namespace}/${by.meta.name}`,
              namespace: s.host.namespace,
            });
      const values = { mode: s.emission.clientTls ?? "", why };
      entry = { code: own, object, path, servers: new Set(), clients: new Set(), others: new Set(), values };
      list.push(entry);
    }
    entry.servers.add(s.server);
    for (const c of s.clients) if (c !== s.server) entry.clients.add(c);
    if (own === "autoMtlsOff" && by !== undefined) entry.others.add(by);
    if (own === "plaintextLosesIdentity") for (const p of asksIdentity(mesh, s)) entry.others.add(p);
  }
  made.set(mesh, found);
  return found;
}

function told(mesh: Mesh, object: DestinationRule | PeerAuthentication): readonly Finding[] {
  return (conflicts(mesh).get(object) ?? []).map((f) => {
    const servers = [...f.servers];
    const affected = callersSeen(
      mesh,
      [...f.clients].map((w) => w.id),
      servers,
    );
    const values = { ...f.values, servers: someWorkloads(servers) };
    return finding(object, f.code, values, { path: f.path, others: [...f.others], affected });
  });
}

/** A DestinationRule makes clients send what the server does not take, or what tells it nobody's name. */
export const ruleTransport: Check<"DestinationRule"> = {
  codes: [
    "plaintextToStrict",
    "mtlsToPlaintext",
    "tlsRefused",
    "plaintextLosesIdentity",
  ] satisfies FindingCode[],
  kinds: ["DestinationRule"],
  needs: ["Pod", "Service", "EndpointSlice", "DestinationRule", "Sidecar"],
  find: ({ mesh, object }: About<"DestinationRule">) => told(mesh, object),
};

/** Ports of a workload for which this policy says STRICT, and that are its own to say. */
function strictPorts(mesh: Mesh, policy: PeerAuthentication, w: Workload): readonly number[] {
  const pod = w.pods.find((p) => p.hasProxy && !p.gateway);
  if (pod === undefined) return [];
  return portsOfWorkload(mesh, w).filter((port) => {
    const mode = effectiveMode(mesh.snapshot, pod, port);
    return mode.mode === "STRICT" && mode.policy === policy;
  });
}

/** STRICT refuses those without a sidecar, or finds auto mTLS turned off. */
export const strictCallers: Check<"PeerAuthentication"> = {
  codes: ["strictRefuses", "autoMtlsOff"],
  kinds: ["PeerAuthentication"],
  needs: ["Pod", "Service", "EndpointSlice", "PeerAuthentication", "MeshConfig"],
  find({ mesh, object, proxies }: About<"PeerAuthentication">) {
    const ports = new Map(proxies.map((w) => [w, strictPorts(mesh, object, w)]));
    const strict = proxies.filter((w) => ports.get(w)?.length !== 0);
    if (strict.length === 0) return [];
    const bare = withoutProxy(mesh);
    // Where traffic was measured, those who were not seen do not call.
    const possible = mesh.snapshot.traffic.length > 0 ? [] : bare.map((w) => w.id);
    const plain = strict.flatMap((w) =>
      trafficTo(mesh, w)
        .filter(
          (t) =>
            (t.client === "outside" || isBare(mesh, t.client)) &&
            (t.workloadPort === null || ports.get(w)?.includes(t.workloadPort)),
        )
        .map((t) => t.client),
    );
    const affected = callersSeen(mesh, [...plain, ...possible], strict);
    const path = object.mode === "STRICT" ? "spec.mtls.mode" : "spec.portLevelMtls";
    const severity = plain.length > 0 ? "warning" : "info";
    return [
      ...(affected.length === 0
        ? []
        : [finding(object, "strictRefuses", { who: someCallers(affected) }, { path, severity, affected })]),
      ...told(mesh, object),
    ];
  },
};
