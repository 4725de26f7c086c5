import type { ReasonCode } from "../contract/reasons.ts";
import type { ClientTls } from "../contract/refs.ts";
import { say } from "../contract/text.ts";
import { notRead } from "./coverage.ts";
import { chooseRule, type MergedRule, rulesForHost } from "./destination-rule.ts";
import type { PodFacts } from "./membership.ts";
import type { ClientTlsSettings, DestinationRule, TlsMode, TrafficPolicy } from "./objects.ts";
import { effectiveMode, namespaceMode } from "./peer-authentication.ts";
import type { Endpoint, HostEntry, HostPort } from "./registry.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/** What leaves the client's proxy towards one endpoint. */
export interface Emission {
  /** Null when it is not known; `unknown` then says why. */
  readonly clientTls: ClientTls | null;
  readonly unknown: string | null;
  readonly settings: ClientTlsSettings | null;
  /** The TLS context names credentials that the client's proxy cannot have: no handshake starts. */
  readonly credentialMissing: boolean;
  readonly code: ReasonCode;
  readonly values: Readonly<Record<string, string>>;
  readonly by: { readonly object: { readonly meta: DestinationRule["meta"] }; readonly path: string } | null;
  /** Rules for the same host that the chosen one hides. */
  readonly shadowed: readonly DestinationRule[];
}

interface Resolved {
  readonly tls: ClientTlsSettings | null;
  readonly path: string;
  readonly level: "top" | "port" | "subset";
  readonly of: DestinationRule;
  /** A port-level entry without tls took the place of outer settings. */
  readonly cancelled: { readonly mode: TlsMode; readonly path: string } | null;
}

function portEntry(policy: TrafficPolicy | null, servicePort: number) {
  const index = policy?.portLevelSettings.findIndex((p) => p.port === servicePort) ?? -1;
  const entry = index < 0 ? undefined : policy?.portLevelSettings[index];
  return entry === undefined ? null : { entry, index };
}

/** TLS of the cluster: a port-level entry replaces the outer settings whole, also when it has no tls. */
function clusterTls(rule: MergedRule, subset: string | null, servicePort: number): Resolved {
  const top = rule.trafficPolicy;
  const port = portEntry(top, servicePort);
  const base: Resolved =
    port === null
      ? {
          tls: top?.tls ?? null,
          path: "spec.trafficPolicy.tls",
          level: "top",
          of: rule.trafficPolicyOf,
          cancelled: null,
        }
      : {
          tls: port.entry.tls,
          path: `spec.trafficPolicy.portLevelSettings[${port.index}]`,
          level: "port",
          of: rule.trafficPolicyOf,
          cancelled:
            port.entry.tls === null && top?.tls
              ? { mode: top.tls.mode, path: "spec.trafficPolicy.tls" }
              : null,
        };
  const sub = subset === null ? undefined : rule.subsets.find((s) => s.name === subset);
  if (sub?.trafficPolicy === undefined || sub.trafficPolicy === null) return base;
  const own = portEntry(sub.trafficPolicy, servicePort);
  const path = `spec.subsets[${sub.index}].trafficPolicy`;
  if (own !== null) {
    const outer = sub.trafficPolicy.tls ?? base.tls;
    return {
      tls: own.entry.tls,
      path: `${path}.portLevelSettings[${own.index}]`,
      level: "subset",
      of: sub.of,
      cancelled: own.entry.tls === null && outer !== null ? { mode: outer.mode, path } : null,
    };
  }
  return sub.trafficPolicy.tls === null
    ? base
    : { tls: sub.trafficPolicy.tls, path: `${path}.tls`, level: "subset", of: sub.of, cancelled: null };
}

/** The mode that endpoints follow: other code than the cluster's, and more inheriting. */
function endpointMode(rule: MergedRule, subset: string | null, servicePort: number): TlsMode | null {
  const modeFor = (policy: TrafficPolicy | null) =>
    portEntry(policy, servicePort)?.entry.tls?.mode ?? policy?.tls?.mode ?? null;
  const sub = subset === null ? undefined : rule.subsets.find((s) => s.name === subset);
  return (sub === undefined ? null : modeFor(sub.trafficPolicy)) ?? modeFor(rule.trafficPolicy);
}

function loadBalancerPassthrough(
  rule: MergedRule | null,
  subset: string | null,
  servicePort: number,
): boolean {
  if (rule === null) return false;
  const simple = (policy: TrafficPolicy | null) => {
    const entry = portEntry(policy, servicePort);
    return entry === null ? policy?.loadBalancerSimple : entry.entry.loadBalancerSimple;
  };
  const sub = subset === null ? undefined : rule.subsets.find((s) => s.name === subset);
  return (simple(sub?.trafficPolicy ?? null) ?? simple(rule.trafficPolicy)) === "PASSTHROUGH";
}

/**
 * The TLS that a client's proxy originates towards each endpoint of a cluster.
 * @param client the pod whose proxy sends; gateways read credentials, sidecars only under a workloadSelector
 * @param subset routed subset, or null
 * @returns one emission for each endpoint, in their order
 * @throws never
 * @source Istio ClientTLSSettings, auto mTLS; recorded outcomes (destination-rule)
 */
export function emissions(
  snapshot: MeshSnapshot,
  client: PodFacts,
  host: HostEntry,
  port: HostPort,
  subset: string | null,
  endpoints: readonly Endpoint[],
): readonly Emission[] {
  const root = snapshot.meshConfig.rootNamespace;
  const unknown =
    notRead(snapshot, "DestinationRule", [client.namespace, host.namespace, root]) ??
    notRead(snapshot, "MeshConfig", [root]);
  if (unknown !== null)
    return endpoints.map(() => plain(null, "unknownCoverage", { because: unknown }, unknown));
  const rule = chooseRule(snapshot, client, host.host, host.namespace);
  const shadowed = rule === null ? [] : hidden(snapshot, host.host, rule);
  const resolved = rule === null ? null : clusterTls(rule, subset, port.port);
  const passthrough = host.passthrough || loadBalancerPassthrough(rule, subset, port.port);
  // The whole service decides, not the address that is dialled.
  const off = autoOff(snapshot, host, passthrough ? host.endpoints(port) : [], passthrough);
  return endpoints.map((endpoint): Emission => {
    if (rule !== null && resolved !== null && resolved.tls !== null) {
      return { ...explicit(client, host, port, subset, rule, resolved, resolved.tls), shadowed };
    }
    const cancelled = resolved?.cancelled ?? null;
    const by = cancelled !== null && resolved !== null ? { object: resolved.of, path: resolved.path } : null;
    if (off !== null) return { ...off, shadowed };
    const follow = rule === null ? null : endpointMode(rule, subset, port.port);
    if (passthrough && !client.gateway) {
      return { ...plain("ISTIO_MUTUAL", "autoMtls", { server: host.host }), by, shadowed };
    }
    const emission = automatic(snapshot, endpoint, follow);
    if (cancelled !== null && by !== null) {
      const values = { port: String(port.port), mode: cancelled.mode };
      return { ...emission, code: "clientTlsPortCancels", values, by, shadowed };
    }
    return { ...emission, shadowed };
  });
}

const hiddenBy = new WeakMap<MergedRule, Map<string, readonly DestinationRule[]>>();

/** Rules for the same host that this one hides. */
function hidden(snapshot: MeshSnapshot, host: string, rule: MergedRule): readonly DestinationRule[] {
  const byHost = hiddenBy.get(rule) ?? new Map<string, readonly DestinationRule[]>();
  hiddenBy.set(rule, byHost);
  const known = byHost.get(host) ?? rulesForHost(snapshot, host).filter((r) => !rule.rules.includes(r));
  byHost.set(host, known);
  return known;
}

function plain(
  clientTls: ClientTls | null,
  code: ReasonCode,
  values: Record<string, string>,
  unknown: string | null = null,
): Emission {
  return {
    clientTls,
    unknown,
    settings: null,
    credentialMissing: false,
    code,
    values,
    by: null,
    shadowed: [],
  };
}

function explicit(
  client: PodFacts,
  host: HostEntry,
  port: HostPort,
  subset: string | null,
  rule: MergedRule,
  resolved: Resolved,
  tls: ClientTlsSettings,
): Emission {
  const by = {
    object: resolved.of,
    path: `${resolved.path}${resolved.path.endsWith(".tls") ? "" : ".tls"}.mode`,
  };
  const code =
    resolved.level === "top"
      ? "clientTlsRule"
      : resolved.level === "port"
        ? "clientTlsRulePort"
        : "clientTlsRuleSubset";
  const values = { mode: tls.mode, host: host.host, port: String(port.port), subset: subset ?? "" };
  const base: Emission = { ...plain(tls.mode, code, values), settings: tls, by };
  if (tls.mode !== "SIMPLE" && tls.mode !== "MUTUAL") return base;
  const credential = tls.credentialName;
  if (credential !== null && credential !== "") {
    const readable =
      client.gateway || rule.workloadSelector !== null || credential.startsWith("configmap://");
    if (!readable)
      return {
        ...base,
        clientTls: "DISABLE",
        settings: null,
        code: "clientTlsCredentialIgnored",
        by: { ...by, path: resolved.path },
      };
    return { ...base, credentialMissing: true, values: { ...values, credential } };
  }
  if (tls.mode === "MUTUAL" && (tls.clientCertificate === null || tls.privateKey === null)) {
    return { ...base, clientTls: "DISABLE", settings: null, code: "clientTlsIncomplete" };
  }
  return base;
}

/** Auto mTLS switched off for the whole cluster; null when it is on. */
function autoOff(
  snapshot: MeshSnapshot,
  host: HostEntry,
  endpoints: readonly Endpoint[],
  passthrough: boolean,
): Emission | null {
  if (!snapshot.meshConfig.enableAutoMtls) return plain("DISABLE", "autoOffMesh", {});
  if (host.external) return plain("DISABLE", "autoOffExternal", { host: host.host });
  const because = notRead(snapshot, "PeerAuthentication", [
    host.namespace,
    snapshot.meshConfig.rootNamespace,
  ]);
  if (because !== null) return plain(null, "unknownCoverage", { because }, because);
  const namespace = namespaceMode(snapshot, host.namespace);
  if (namespace.mode === "DISABLE" && namespace.by !== null) {
    return {
      ...plain("DISABLE", "autoOffNamespace", { namespace: host.namespace }),
      by: { object: namespace.by, path: "spec.mtls.mode" },
    };
  }
  if (passthrough && (endpoints.length === 0 || endpoints.some((e) => e.tlsMode === "disabled"))) {
    return plain("DISABLE", "autoOffHeadless", { host: host.host });
  }
  return null;
}

function automatic(snapshot: MeshSnapshot, endpoint: Endpoint, follow: TlsMode | null): Emission {
  const server = endpoint.pod === null ? (endpoint.address ?? say("theServer")) : endpoint.pod.name;
  const values = { server, port: String(endpoint.port) };
  if (endpoint.tlsMode !== "istio") return plain("DISABLE", "autoEndpointNoSidecar", values);
  if (follow !== null)
    return plain(follow === "ISTIO_MUTUAL" ? "ISTIO_MUTUAL" : "DISABLE", "autoMtls", values);
  if (endpoint.pod === null) return plain("ISTIO_MUTUAL", "autoMtls", values);
  const mode = effectiveMode(snapshot, endpoint.pod, endpoint.port);
  if (mode.mode === null)
    return plain(null, "unknownCoverage", { because: mode.because ?? "" }, mode.because);
  if (mode.mode === "DISABLE") {
    return {
      ...plain("DISABLE", "autoEndpointDisable", values),
      by: mode.policy === null ? null : { object: mode.policy, path: mode.path ?? "spec" },
    };
  }
  return plain("ISTIO_MUTUAL", "autoMtls", values);
}
