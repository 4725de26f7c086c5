import type { Api, Manifest } from "../e2e/cluster/api.ts";
import { pathOf } from "../e2e/cluster/api.ts";
import { type ControlPlane, startControlPlane } from "../e2e/cluster/control-plane.ts";
import { installDefinitions, istioDefinitions } from "../e2e/cluster/world.ts";
import { meshOfSize } from "./meshes.ts";
import type { SizeName } from "./sizes.ts";

/** Requests to the API server under way while a mesh is loaded; its client has as many connections. */
const lanes = 16;

const kept = new Map<SizeName, Promise<ControlPlane>>();

/** A real API server that holds the mesh of this size; loaded once, and ended by `endClusters`. */
export function clusterOf(size: SizeName): Promise<ControlPlane> {
  const known = kept.get(size) ?? load(size);
  kept.set(size, known);
  return known;
}

export async function endClusters(): Promise<void> {
  for (const cluster of kept.values()) await (await cluster).stop();
  kept.clear();
}

async function load(size: SizeName): Promise<ControlPlane> {
  const plane = await startControlPlane();
  try {
    await installDefinitions(plane.api, istioDefinitions());
    const manifests = meshOfSize(size).mesh.manifests.map((manifest) => manifest as unknown as Manifest);
    const inside = manifests.filter(({ kind }) => kind !== "Namespace");
    await createAll(
      plane.api,
      manifests.filter(({ kind }) => kind === "Namespace"),
    );
    await createAll(plane.api, [...inside.flatMap(controllersOf), ...inside.map(asCreated)]);
    return plane;
  } catch (error) {
    await plane.stop();
    throw error;
  }
}

async function createAll(api: Api, manifests: readonly Manifest[]): Promise<void> {
  const left = manifests.values();
  const lane = async () => {
    for (const manifest of left) {
      await api.send("POST", collectionOf(manifest), manifest);
      const { apiVersion, kind, metadata, status } = manifest;
      if (kind !== "Pod" || status === undefined) continue;
      const patch = { apiVersion, kind, metadata: { name: metadata.name }, status };
      await api.send("PATCH", `${pathOf(manifest)}/status`, patch, "application/merge-patch+json");
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

const collectionOf = (manifest: Manifest) => pathOf(manifest).replace(/\/[^/]*$/, "");

const uid = "00000000-0000-4000-8000-000000000001";

interface Owned {
  readonly ownerReferences?: readonly { readonly name: string }[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** As the API server takes it: an owner has a uid, and addresses of Services are its own affair. */
function asCreated(manifest: Manifest): Manifest {
  const { ownerReferences, ...metadata } = manifest.metadata as Manifest["metadata"] & Owned;
  const {
    clusterIP: _,
    clusterIPs: _s,
    ...spec
  } = (manifest.spec ?? {}) as Readonly<Record<string, unknown>>;
  const owners = ownerReferences?.map((owner) => ({ ...owner, uid }));
  return {
    ...manifest,
    metadata: { ...metadata, ...(owners === undefined ? {} : { ownerReferences: owners }) },
    ...(manifest.kind === "Service" ? { spec } : {}),
  };
}

/** The Deployment and ReplicaSet behind the first Pod of a workload, as a cluster has them. */
function controllersOf(pod: Manifest): readonly Manifest[] {
  const { ownerReferences, labels = {}, namespace } = pod.metadata as Manifest["metadata"] & Owned;
  const owner = ownerReferences?.[0]?.name;
  if (pod.kind !== "Pod" || owner === undefined || !pod.metadata.name.endsWith("0")) return [];
  const name = owner.slice(0, owner.lastIndexOf("-"));
  const template = { metadata: { labels }, spec: pod.spec };
  const spec = { replicas: 2, selector: { matchLabels: { app: labels.app } }, template };
  const inside = namespace === undefined ? {} : { namespace };
  const controller = { apiVersion: "apps/v1", kind: "Deployment", name, uid, controller: true };
  return [
    { apiVersion: "apps/v1", kind: "Deployment", metadata: { name, ...inside }, spec },
    {
      apiVersion: "apps/v1",
      kind: "ReplicaSet",
      metadata: { name: owner, ...inside, labels, ownerReferences: [controller] },
      spec,
    },
  ];
}
