import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseAllDocuments } from "yaml";
import { type Api, type Manifest, pathOf } from "./api.ts";

const root = join(import.meta.dirname, "..", "..");
/** What a person sees first: the demo's mesh with its policies. */
export const worldFolder = join(root, "demo", "manifests");

const crdFile = join(import.meta.dirname, "istio-crds.yaml");

/** Every object of the YAML files below a folder. */
export function readManifests(folder: string): readonly Manifest[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .flatMap((name) => readManifestFile(join(folder, name)));
}

function readManifestFile(file: string): readonly Manifest[] {
  return parseAllDocuments(readFileSync(file, "utf8"), { version: "1.1" })
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null);
}

/** Istio's CustomResourceDefinitions, by plural and group: `gateways.networking.istio.io`. */
export function istioDefinitions(): readonly Manifest[] {
  return readManifestFile(crdFile);
}

/** Installs definitions and waits until the API server serves them. */
export async function installDefinitions(api: Api, definitions: readonly Manifest[]): Promise<void> {
  // Created, not applied: Istio's file has a field that only a strict reader minds.
  const path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  await Promise.all(definitions.map((definition) => api.send("POST", path, definition)));
  for (const definition of definitions) {
    while (!isEstablished(await api.send("GET", pathOf(definition)))) await wait(100);
  }
}

function isEstablished(definition: unknown): boolean {
  return /"type":"Established","?[^}]*"status":"True"|"status":"True","type":"Established"/.test(
    JSON.stringify(definition),
  );
}

/** First what others stand in or need. */
const order = ["CustomResourceDefinition", "Namespace", "ServiceAccount"];

/** Loads objects into a cluster. */
export async function load(api: Api, manifests: readonly Manifest[]): Promise<void> {
  const first = order.map((kind) => manifests.filter((manifest) => manifest.kind === kind));
  const rest = manifests.filter(({ kind }) => !order.includes(kind));
  for (const batch of [...first, rest]) await Promise.all(batch.map((manifest) => api.apply(manifest)));
}

/** Loads Istio's definitions and the world. */
export async function loadWorld(api: Api): Promise<void> {
  await installDefinitions(api, istioDefinitions());
  await load(api, readManifests(worldFolder));
}
