import "server-only";
import type { CertificateEvidence, ProxyEvidence, WorkloadEvidence } from "../certificates/evidence.ts";
import type { SourceReading } from "../cluster/source.ts";
import { say } from "../contract/text.ts";
import { type MeshSnapshot, type WorkloadProxy, workloadProxies } from "../engine/index.ts";
import { gatewayEvidence } from "./gateway-evidence.ts";

/** What a source tells about certificates, but for what only metrics tell. */
export type SourceEvidence = Omit<CertificateEvidence, "agentGauges"> & {
  /** Pods of ztunnel, which belong to no workload of the mesh. */
  readonly ztunnels: ReadonlySet<string>;
};

/** Kinds without which something about certificates is not known. */
const kindsOfCertificates = new Set([
  "*",
  "Pod",
  "Deployment",
  "Gateway",
  "DestinationRule",
  "RootBundle",
  "MeshConfig",
  "MutatingWebhookConfiguration",
  "ValidatingWebhookConfiguration",
  "ClusterTrustBundle",
  "Certificate",
  "CertificateRequest",
]);

/** The evidence in one reading. No Secret is in it: nothing of a Secret is ever read. */
export function sourceEvidence(reading: SourceReading): SourceEvidence {
  const { snapshot } = reading;
  const workloads = workloadProxies(snapshot);
  const istiods = istiodEvidence(snapshot);
  const istiod = istiods[0];
  const { trustDomain, trustDomainAliases, rootNamespace } = snapshot.meshConfig;
  const bundles = snapshot.trustBundles.filter(({ meta }) => meta.kind === "ConfigMap");
  return {
    mesh: {
      trustDomain,
      trustDomainAliases,
      istiodNamespace: istiod?.namespace ?? rootNamespace,
      rootConfigMap: istiod?.env.PILOT_CA_CERT_CONFIGMAP ?? "istio-ca-root-cert",
    },
    workloads: workloads.map(workloadEvidence),
    proxies: proxyEvidence(reading, workloads),
    ztunnels: new Set(workloads.filter(({ proxy }) => proxy === "ztunnel").flatMap(({ pods }) => pods)),
    istiods,
    rootConfigMaps: bundles
      .filter(({ pem }) => pem !== "")
      .map(({ meta, pem }) => ({
        namespace: meta.namespace,
        name: meta.name,
        bundle: pem,
        crl: bundles.find((one) => one.crl !== "" && one.meta.namespace === meta.namespace)?.crl ?? null,
      })),
    namespacesWithoutRoots: rootsMayBeElsewhere(snapshot),
    trustBundles: snapshot.trustBundles
      .filter(({ meta }) => meta.kind === "ClusterTrustBundle")
      .map(({ meta, signerName, pem }) => ({
        name: meta.name,
        signerName: signerName ?? "",
        trustBundle: pem,
      })),
    webhooks: webhookEvidence(snapshot),
    gateways: gatewayEvidence(snapshot, workloads),
    // Whoever may read a Secret has its key; this program may not, and asks for none.
    secrets: [],
    certManagerCertificates: snapshot.certificates.map(rawCertificate),
    certManagerRequests: snapshot.certificateRequests.map(rawRequest),
    certManagerIssuers: snapshot.issuers.map(({ meta, type, ready }) => ({
      kind: meta.kind,
      metadata: { namespace: meta.namespace, name: meta.name },
      spec: type === null ? {} : { [type]: {} },
      status: { conditions: conditionsOf({ Ready: ready }) },
    })),
    upstreams: upstreamTls(snapshot),
    gaps: gapsOf(reading),
    clockSkewSeconds: null,
  };
}

const controllers = {
  Deployment: "deployment",
  StatefulSet: "statefulset",
  DaemonSet: "daemonset",
} as const satisfies Record<string, WorkloadEvidence["controller"]>;

function workloadEvidence(workload: WorkloadProxy): WorkloadEvidence {
  const { id, namespace, name, serviceAccount, proxy, controller, pods, labels, csiDrivers, settings } =
    workload;
  const spire = labels["spiffe.io/spire-managed-identity"];
  const hint = (kind: "caAddress" | "caProvider", value: string | undefined) =>
    value === undefined ? [] : [{ kind, value }];
  return {
    id,
    namespace,
    name,
    serviceAccount,
    proxy: proxy === "waypoint" ? "gateway" : proxy === "ztunnel" ? "none" : proxy,
    controller: controllers[(controller?.kind ?? "") as keyof typeof controllers] ?? null,
    pods,
    identityHints: [
      ...csiDrivers.map((value) => ({ kind: "csi" as const, value })),
      ...hint("caAddress", settings.CA_ADDR),
      ...hint("caProvider", settings.CA_PROVIDER),
      ...(spire === "true"
        ? [{ kind: "label" as const, value: "spiffe.io/spire-managed-identity=true" }]
        : []),
    ],
  };
}

/** The dumps of a capture are as old as the capture. */
function proxyEvidence(
  { proxyCertificates, proxySecrets, source }: SourceReading,
  workloads: readonly WorkloadProxy[],
): readonly ProxyEvidence[] {
  const taken = source.takenAt === null ? null : Date.parse(source.takenAt) / 1000;
  const kinds = new Map(workloads.flatMap(({ proxy, pods }) => pods.map((pod) => [pod, proxy] as const)));
  const pods = new Set([...proxyCertificates.keys(), ...proxySecrets.keys()]);
  return [...pods].toSorted().map((pod) => {
    const kind = kinds.get(pod) ?? "sidecar";
    return {
      pod,
      kind: kind === "none" || kind === "ambient" ? "sidecar" : kind,
      certs: proxyCertificates.get(pod) ?? null,
      configDump: proxySecrets.get(pod) ?? null,
      observedAt: taken,
    };
  });
}

function istiodEvidence({ controllers: all }: MeshSnapshot): SourceEvidence["istiods"] {
  return all.flatMap(({ meta, template }) => {
    const container = template?.containers.find(({ name, init }) => name === "discovery" && !init);
    if (meta.kind !== "Deployment" || container === undefined) return [];
    const { namespace, name } = meta;
    const env = container.certificateSettings;
    return [{ namespace, name, env, replicas: [], servingChain: null, servingObservedAt: null }];
  });
}

/** Where the ConfigMaps were not all read, a namespace without one says nothing. */
function rootsMayBeElsewhere({
  namespaces,
  coverage,
  trustBundles,
}: MeshSnapshot): SourceEvidence["namespacesWithoutRoots"] {
  const hidden = coverage.filter(
    ({ kind, state }) => (kind === "RootBundle" || kind === "*") && state !== "readable",
  );
  const all = namespaces.map(({ meta }) => meta.name);
  // A folder of manifests has what somebody wrote, and nobody writes these; istiod makes them.
  const none = !trustBundles.some(({ meta, pem }) => meta.kind === "ConfigMap" && pem !== "");
  if (none || hidden.some(({ namespace }) => namespace === null)) return all;
  return hidden.flatMap(({ namespace }) => namespace ?? []);
}

function webhookEvidence(snapshot: MeshSnapshot): SourceEvidence["webhooks"] {
  const istiods = /^(istiod|istio-pilot)(-|$)/;
  const of = (
    kind: SourceEvidence["webhooks"][number]["kind"],
    { meta, trust }: MeshSnapshot["validationWebhooks"][number],
  ) =>
    trust.flatMap(({ webhook, pem, service }) => {
      const [namespace = "", name = ""] = service?.split("/") ?? [];
      const ours = istiods.test(name) || /istio\.io$/.test(webhook);
      if (!ours || pem === "") return [];
      const caBundle = Buffer.from(pem).toString("base64");
      const istiodNamespace = namespace === "" ? null : namespace;
      return [{ kind, configuration: meta.name, webhook, istiodNamespace, caBundle }];
    });
  return [
    ...snapshot.injectionWebhooks.flatMap((one) => of("MutatingWebhookConfiguration", one)),
    ...snapshot.validationWebhooks.flatMap((one) => of("ValidatingWebhookConfiguration", one)),
  ];
}

/** cert-manager's objects in the API server's own shape, made of what was decoded: nothing else can be in them. */
function rawCertificate(one: MeshSnapshot["certificates"][number]): unknown {
  const { meta, issuer, ready, issuing } = one;
  return {
    metadata: { namespace: meta.namespace, name: meta.name },
    spec: {
      secretName: one.secretName,
      dnsNames: one.dnsNames,
      uris: one.uris,
      isCA: one.isCA,
      issuerRef: issuer,
    },
    status: {
      conditions: conditionsOf({ Ready: ready, Issuing: issuing }),
      notBefore: one.notBefore,
      notAfter: one.notAfter,
      renewalTime: one.renewalTime,
      revision: one.revision,
      failedIssuanceAttempts: one.failedAttempts,
      lastFailureTime: one.lastFailure,
    },
  };
}

function rawRequest(one: MeshSnapshot["certificateRequests"][number]): unknown {
  const { meta, issuer, ready, certificate, revision, issued } = one;
  const annotations = {
    ...(certificate === null ? {} : { "cert-manager.io/certificate-name": certificate }),
    ...(revision === null ? {} : { "cert-manager.io/certificate-revision": String(revision) }),
  };
  return {
    metadata: {
      namespace: meta.namespace,
      name: meta.name,
      creationTimestamp: meta.creationTimestamp,
      annotations,
    },
    spec: { issuerRef: issuer },
    status: {
      conditions: conditionsOf({ Ready: ready }),
      certificate: Buffer.from(issued).toString("base64"),
    },
  };
}

function conditionsOf(
  conditions: Readonly<Record<string, MeshSnapshot["certificates"][number]["ready"]>>,
): readonly unknown[] {
  return Object.entries(conditions).flatMap(([type, condition]) => {
    if (condition === null) return [];
    const { since, ...rest } = condition;
    return [{ type, ...rest, ...(since === null ? {} : { lastTransitionTime: since }) }];
  });
}

function upstreamTls(snapshot: MeshSnapshot): SourceEvidence["upstreams"] {
  return snapshot.destinationRules.flatMap(({ meta, trafficPolicy, subsets }) => {
    const policies = [trafficPolicy, ...subsets.map((subset) => subset.trafficPolicy)];
    const all = policies.flatMap((policy) => [
      policy?.tls,
      ...(policy?.portLevelSettings.map(({ tls }) => tls) ?? []),
    ]);
    return all.flatMap((tls) => {
      if (!tls || (tls.mode !== "SIMPLE" && tls.mode !== "MUTUAL")) return [];
      const { mode, caCertificates, credentialName, insecureSkipVerify } = tls;
      const { namespace, name } = meta;
      return [{ namespace, name, mode, caCertificates, credentialName, insecureSkipVerify }];
    });
  });
}

function gapsOf({ snapshot }: SourceReading): SourceEvidence["gaps"] {
  return snapshot.coverage.flatMap(({ kind, namespace, state, because }) => {
    if (!kindsOfCertificates.has(kind) || state === "readable" || state === "absent") return [];
    const what = namespace === null ? kind : say("kindIn", { kind, namespace });
    return [{ text: say("certificatesUnread", { what }), cure: because ?? "" }];
  });
}
