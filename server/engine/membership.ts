import type { Membership } from "../contract/refs.ts";
import { say } from "../contract/text.ts";
import type { Container, Controller, MeshConfig, Namespace, Pod, PodTemplate } from "./objects.ts";

/** One pod, or the pod that a controller would make, with the facts that decide its place in the mesh. */
export interface PodFacts {
  /** `namespace/name` */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  readonly ip: string | null;
  readonly ips: readonly string[];
  readonly containers: readonly Container[];
  readonly hasProxy: boolean;
  readonly ambient: boolean;
  /** The proxy is a router: it has no application behind it. */
  readonly gateway: boolean;
  /** Value of the Gateway API label, null for a sidecar or a classic gateway. */
  readonly gatewayName: string | null;
  readonly waypoint: boolean;
  /** Label security.istio.io/tlsMode, "disabled" when it is absent. */
  readonly tlsMode: string;
  /** True for the pod that a controller without pods would make. */
  readonly predicted: boolean;
  /** Why it has, or has not, a proxy: one sentence. */
  readonly because: string;
}

/** A sidecar or a gateway's proxy, as it runs; `auto` asks the webhook for one. */
export const isProxy = (c: Container): boolean =>
  c.name === "istio-proxy" && (!c.init || c.restartPolicy === "Always") && c.image !== "auto";

/** Namespaces that the injector never touches. */
const neverInjected = ["kube-system", "kube-public", "kube-node-lease", "local-path-storage"];

/**
 * Would a new pod get a sidecar? Webhook selectors first, then the injector's own rules.
 * Revisions are taken to be installed, since a folder of manifests does not show them.
 * @source Istio "Installing the Sidecar", injection webhooks
 */
export function wouldInject(
  namespaceLabels: Readonly<Record<string, string>>,
  namespace: string,
  pod: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly hostNetwork: boolean;
  },
): { readonly inject: boolean; readonly because: string } {
  const onNamespace = namespaceLabels["istio-injection"];
  const revision = namespaceLabels["istio.io/rev"];
  const label = pod.labels["sidecar.istio.io/inject"];
  const labelled = (text: string) => say("becauseNamespaceLabel", { namespace, label: text });
  if (pod.hostNetwork) return { inject: false, because: say("becauseHostNetwork") };
  if (neverInjected.includes(namespace))
    return { inject: false, because: say("becauseNeverInjected", { namespace }) };
  if (label === "false") return { inject: false, because: say("becauseLabelFalse") };
  if (onNamespace !== undefined && onNamespace !== "enabled") {
    return { inject: false, because: labelled(`istio-injection=${onNamespace}`) };
  }
  const called =
    onNamespace === "enabled" ||
    revision !== undefined ||
    label === "true" ||
    pod.labels["istio.io/rev"] !== undefined;
  if (!called) return { inject: false, because: say("becauseNoLabel", { namespace }) };
  if (label === undefined && pod.annotations["sidecar.istio.io/inject"] === "false") {
    return { inject: false, because: say("becauseAnnotationFalse") };
  }
  const why =
    onNamespace === "enabled"
      ? labelled("istio-injection=enabled")
      : revision !== undefined
        ? labelled(`istio.io/rev=${revision}`)
        : say("becauseOwnLabel");
  return { inject: true, because: why };
}

function gatewayTemplate(annotations: Readonly<Record<string, string>>): boolean {
  return (annotations["inject.istio.io/templates"] ?? "").split(",").some((t) => t.trim() === "gateway");
}

function facts(
  shape: PodTemplate,
  at: {
    readonly namespace: string;
    readonly name: string;
    readonly ip: string | null;
    readonly ips: readonly string[];
    readonly predicted: boolean;
  },
  namespaceLabels: Readonly<Record<string, string>>,
): PodFacts {
  const { labels, annotations } = shape;
  const real = shape.containers.some(isProxy);
  const predicted = wouldInject(namespaceLabels, at.namespace, { ...shape });
  const hasProxy = real || (at.predicted && predicted.inject);
  const ambientLabel = labels["istio.io/dataplane-mode"] ?? namespaceLabels["istio.io/dataplane-mode"];
  const ambient =
    !hasProxy &&
    (annotations["ambient.istio.io/redirection"] === "enabled" ||
      (at.predicted && ambientLabel === "ambient" && !shape.hostNetwork));
  const waypoint = labels["gateway.istio.io/managed"] === "istio.io-mesh-controller";
  const applications = shape.containers.filter((c) => !c.init && c.name !== "istio-proxy");
  const gatewayName = labels["gateway.networking.k8s.io/gateway-name"] ?? null;
  const gateway =
    hasProxy && (gatewayName !== null || gatewayTemplate(annotations) || applications.length === 0);
  const tlsMode =
    labels["security.istio.io/tlsMode"] ?? (at.predicted && hasProxy && !gateway ? "istio" : "disabled");
  const because = ambient
    ? say("becauseZtunnel")
    : real
      ? say("becauseContainer")
      : at.predicted
        ? predicted.because
        : predicted.inject
          ? say("becauseOlder", { because: predicted.because })
          : predicted.because;
  return {
    id: `${at.namespace}/${at.name}`,
    namespace: at.namespace,
    name: at.name,
    labels,
    annotations,
    serviceAccount: shape.serviceAccountName || "default",
    ip: at.ip,
    ips: at.ips,
    containers: shape.containers,
    hasProxy,
    ambient,
    gateway,
    gatewayName,
    waypoint,
    tlsMode,
    predicted: at.predicted,
    because,
  };
}

type Labels = Readonly<Record<string, string>>;
const labelsOf = (namespaces: ReadonlyMap<string, Namespace>, name: string): Labels =>
  namespaces.get(name)?.meta.labels ?? {};

/** Facts of a pod that exists. */
export function podFacts(pod: Pod, namespaces: ReadonlyMap<string, Namespace>): PodFacts {
  const shape: PodTemplate = {
    labels: pod.meta.labels,
    annotations: pod.meta.annotations,
    serviceAccountName: pod.serviceAccountName,
    hostNetwork: pod.hostNetwork,
    containers: pod.containers,
    csiDrivers: pod.csiDrivers,
  };
  const at = {
    namespace: pod.meta.namespace,
    name: pod.meta.name,
    ip: pod.ip,
    ips: pod.ips,
    predicted: false,
  };
  // A bare Pod manifest of a Git checkout never met the webhook: an address tells a pod that runs.
  const manifestOnly = pod.ip === null && pod.phase === "";
  return facts(shape, { ...at, predicted: manifestOnly }, labelsOf(namespaces, pod.meta.namespace));
}

/** Facts of the pod that a controller without pods would make. */
export function predictedPodFacts(
  controller: Controller,
  namespaces: ReadonlyMap<string, Namespace>,
): PodFacts | null {
  if (controller.template === null) return null;
  const { namespace, name } = controller.meta;
  return facts(
    controller.template,
    { namespace, name, ip: null, ips: [], predicted: true },
    labelsOf(namespaces, namespace),
  );
}

/** `td/ns/<namespace>/sa/<account>` of a pod with a certificate of the mesh; null for a pod without proxy. */
export function principalOf(pod: PodFacts, mesh: MeshConfig): string | null {
  if (!pod.hasProxy && !pod.ambient) return null;
  return `${mesh.trustDomain}/ns/${pod.namespace}/sa/${pod.serviceAccount}`;
}

export function membershipOfPod(p: PodFacts): Membership {
  return p.ambient || p.waypoint ? "ambient" : p.gateway ? "gateway" : p.hasProxy ? "sidecar" : "none";
}

/** Membership of several pods of one workload; "mixed" when they differ. */
export function membershipOf(pods: readonly PodFacts[]): Membership {
  const kinds = new Set(pods.map(membershipOfPod));
  if (kinds.size > 1) return "mixed";
  return [...kinds][0] ?? "none";
}
