import type { ControlPlane, DanglingWebhook } from "../contract/mesh.ts";
import type { InjectionWebhook } from "./certificate-objects.ts";
import type { Controller, Meta } from "./objects.ts";
import type { MeshSnapshot } from "./snapshot.ts";

const isIstiod = (controller: Controller): boolean =>
  controller.meta.kind === "Deployment" && istiodImage(controller) !== null;

/** The image of istiod's container `discovery`. */
function istiodImage({ template }: Controller): string | null {
  return template?.containers.find((c) => c.name === "discovery" && !c.init)?.image ?? null;
}

/** `1.32.1` of `docker.io/istio/pilot:1.32.1-distroless`; null without a tag. */
function versionOf(image: string): string | null {
  const tag = /:([^:/]+)$/.exec(image.replace(/@.*$/, ""))?.[1];
  return tag === undefined ? null : tag.replace(/-(distroless|debug)$/, "");
}

const revisionOf = (labels: Meta["labels"]): string => labels["istio.io/rev"] ?? "default";

function installedBy({ labels, annotations }: Meta): ControlPlane["installedBy"] {
  const owner = labels["install.operator.istio.io/owning-resource"];
  // `istioctl manifest generate` and charts write "unknown".
  if (owner !== undefined && owner !== "unknown") return { how: "operator", name: owner };
  const release = annotations["meta.helm.sh/release-name"];
  if (release !== undefined || labels["app.kubernetes.io/managed-by"] === "Helm")
    return { how: "helm", name: release ?? labels.release ?? null };
  return { how: "plain", name: null };
}

const hasAll = (labels: Meta["labels"], wanted: Meta["labels"]): boolean =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);

/** Webhooks that inject sidecars; other admission webhooks of the cluster are none of ours. */
const isInjector = ({ webhooks }: InjectionWebhook): boolean =>
  webhooks.some((name) => name.endsWith("sidecar-injector.istio.io"));

/**
 * The control planes of a source, and the injection webhooks that call none of them.
 * @source Istio "Canary upgrades" (revisions, tags), labels of charts and of istioctl
 */
export function controlPlanes(snapshot: MeshSnapshot): {
  readonly controlPlanes: readonly ControlPlane[];
  readonly danglingWebhooks: readonly DanglingWebhook[];
} {
  const injectors = snapshot.injectionWebhooks.filter(isInjector);
  const planes = snapshot.controllers.filter(isIstiod).map((controller): ControlPlane => {
    const { meta, template, replicas } = controller;
    const image = istiodImage(controller) ?? "";
    const revision = revisionOf({ ...meta.labels, ...template?.labels });
    const own = { app: "istiod", ...template?.labels };
    const running = snapshot.pods.filter(
      (pod) =>
        pod.meta.namespace === meta.namespace &&
        pod.phase === "Running" &&
        hasAll(pod.meta.labels, own) &&
        revisionOf(pod.meta.labels) === revision,
    );
    const tags = injectors.flatMap(({ meta: { labels } }) =>
      labels["istio.io/tag"] !== undefined && revisionOf(labels) === revision ? [labels["istio.io/tag"]] : [],
    );
    return {
      namespace: meta.namespace,
      name: meta.name,
      revision,
      version: versionOf(image),
      image,
      replicas,
      running: running.length,
      installedBy: installedBy(meta),
      tags: [...new Set(tags)].toSorted(),
    };
  });
  const there = new Set(planes.map(({ revision }) => revision));
  return {
    controlPlanes: planes.toSorted((a, b) =>
      `${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1,
    ),
    danglingWebhooks: injectors
      .filter(({ meta }) => !there.has(revisionOf(meta.labels)))
      .map(({ meta }) => ({
        name: meta.name,
        revision: revisionOf(meta.labels),
        tag: meta.labels["istio.io/tag"] ?? null,
      })),
  };
}
