import type { Coverage, Problem } from "../../contract/graph.ts";
import type { MeshConfig, Meta } from "../../engine/objects.ts";
import type { MeshSnapshot, Undecodable } from "../../engine/snapshot.ts";
import type { Decoded, DecodedIn, ObjectLists } from "../decode/kinds.ts";
import { defaultMeshConfig } from "../decode/mesh-config.ts";
import { type ManifestObject, objectName } from "./manifest-text.ts";

/** What a snapshot is made of. */
export interface SnapshotParts {
  readonly revision: string;
  readonly merged: MergedObjects;
  readonly coverage: readonly Coverage[];
  readonly problems: readonly Problem[];
  /** Trust domain that `mesh.json` gives, for a folder without MeshConfig. */
  readonly trustDomain: string | null;
}

/** The objects that count, and the problems of choosing them. */
export interface MergedObjects {
  readonly objects: readonly ManifestObject[];
  readonly duplicates: readonly Problem[];
}

/**
 * Objects of several folders as one: a later object with the same kind, namespace and name replaces an earlier one. Within one
 * folder that is a slip and a problem.
 */
export function mergeObjects(folders: readonly (readonly ManifestObject[])[]): MergedObjects {
  const kept = new Map<string, ManifestObject>();
  const duplicates: Problem[] = [];
  for (const folder of folders) {
    const here = new Map<string, ManifestObject>();
    for (const object of folder) {
      const key = keyOf(object);
      const earlier = here.get(key);
      if (earlier !== undefined) duplicates.push(duplicate(earlier, object));
      here.set(key, object);
      // Deleted first, so that the order of the lists is the order of reading.
      kept.delete(key);
      kept.set(key, object);
    }
  }
  return { objects: [...kept.values()], duplicates };
}

/** One snapshot, without traffic, of the objects of several folders. */
export function assembleSnapshot(parts: SnapshotParts): MeshSnapshot {
  const { objects, duplicates } = parts.merged;
  const decoded = objects.flatMap(({ result }) => (result.kind === "decoded" ? [result.decoded] : []));
  const chosen = chooseMeshConfig(decoded);
  return {
    ...listsOf(decoded),
    revision: parts.revision,
    meshConfigFrom: chosen?.meta ?? null,
    meshConfig: chosen?.config ?? {
      ...defaultMeshConfig,
      trustDomain: parts.trustDomain ?? defaultMeshConfig.trustDomain,
    },
    traffic: [],
    undecodable: objects.flatMap(undecodable),
    coverage: chosen === null ? withMeshConfig(parts.coverage) : parts.coverage,
    problems: [...parts.problems, ...duplicates, ...objects.flatMap((object) => object.problems)],
  };
}

function keyOf({ ref }: ManifestObject): string {
  return `${ref.group}/${ref.kind}/${ref.namespace}/${ref.name}`;
}

function listsOf(decoded: readonly Decoded[]): ObjectLists {
  const of = <List extends keyof ObjectLists>(list: List): readonly DecodedIn<List>["object"][] =>
    decoded
      .filter((entry): entry is Decoded & DecodedIn<List> => entry.list === list)
      .map((entry) => entry.object);
  return {
    namespaces: of("namespaces"),
    pods: of("pods"),
    controllers: of("controllers"),
    services: of("services"),
    endpointSlices: of("endpointSlices"),
    serviceAccounts: of("serviceAccounts"),
    peerAuthentications: of("peerAuthentications"),
    authorizationPolicies: of("authorizationPolicies"),
    requestAuthentications: of("requestAuthentications"),
    destinationRules: of("destinationRules"),
    virtualServices: of("virtualServices"),
    gateways: of("gateways"),
    serviceEntries: of("serviceEntries"),
    workloadEntries: of("workloadEntries"),
    sidecars: of("sidecars"),
    gatewayApiGateways: of("gatewayApiGateways"),
    gatewayApiRoutes: of("gatewayApiRoutes"),
    injectionWebhooks: of("injectionWebhooks"),
    validationWebhooks: of("validationWebhooks"),
    trustBundles: of("trustBundles"),
    certificates: of("certificates"),
    certificateRequests: of("certificateRequests"),
    issuers: of("issuers"),
  };
}

// ConfigMap `istio` counts before that of a revision, and the control plane's usual namespace before another.
function chooseMeshConfig(
  decoded: readonly Decoded[],
): { readonly meta: Meta; readonly config: MeshConfig } | null {
  const found = decoded.flatMap((entry) => (entry.list === "meshConfig" ? [entry.object] : []));
  const rank = ({ meta, config }: (typeof found)[number]) =>
    (meta.name === "istio" ? 0 : 4) +
    (meta.namespace === "istio-system" ? 0 : meta.namespace === config.rootNamespace ? 1 : 2);
  return found.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

// MeshConfig stands in a ConfigMap: where those could not be listed and none was found, Istio's defaults would be a guess.
function withMeshConfig(coverage: readonly Coverage[]): readonly Coverage[] {
  return coverage.flatMap((row) => {
    const hides = row.kind === "ConfigMap" && row.state !== "readable" && row.state !== "absent";
    const there = row.namespace === null || row.namespace === defaultMeshConfig.rootNamespace;
    return hides && there ? [row, { ...row, kind: "MeshConfig", namespace: null }] : [row];
  });
}

function undecodable(object: ManifestObject): readonly Undecodable[] {
  const { result, ref, file, line } = object;
  if (result.kind !== "undecodable") return [];
  const at = object.problems[0]?.line ?? line;
  const because = `${objectName(ref)} cannot be read: ${file} line ${at}, ${result.path} ${result.found}. ${result.cure}`;
  return [{ kind: ref.kind, namespace: ref.namespace, name: ref.name, path: result.path, because }];
}

function duplicate(earlier: ManifestObject, later: ManifestObject): Problem {
  return {
    file: later.file,
    line: later.line,
    object: objectName(later.ref),
    path: null,
    text: `${objectName(later.ref)} stands in ${earlier.file} line ${earlier.line} and in ${later.file} line ${later.line}; the later one counts.`,
    cure: "Keep one of the two, or read them as two folders.",
  };
}
