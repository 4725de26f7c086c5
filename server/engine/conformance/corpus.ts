import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { assembleSnapshot, mergeObjects } from "../../cluster/capture/assemble.ts";
import { type ManifestObject, readManifestText } from "../../cluster/capture/manifest-text.ts";
import { type VerdictRequest, verdictRequest } from "../../contract/request.ts";
import type { Seen, Transport } from "../../contract/verdict.ts";
import type { MeshSnapshot } from "../snapshot.ts";

/** How one request ended once, as the caller and the proxies on the way recorded it. */
export interface Observation {
  readonly client: {
    readonly kind: Seen["kind"];
    readonly status?: number;
    /** The first 160 characters at most. */
    readonly body?: string;
  };
  readonly server: {
    readonly transport: Transport | null;
    readonly principal: string | null;
    /** Envoy's response code details or connection termination details. */
    readonly details: string | null;
  };
  readonly gateway?: { readonly details: string | null };
}

/** One request with everything that was seen of it; a repeated one may have ended in several ways. */
export interface RecordedRequest {
  readonly request: VerdictRequest;
  readonly observations: readonly Observation[];
}

/** One recorded case: a mesh with some objects added, and what became of some requests. */
export interface RecordedCase {
  /** Path below the corpus, e.g. `cases/authorization/allow-list.yaml`. */
  readonly file: string;
  readonly title: string;
  readonly variant: string;
  /** The API server refused the object, so there is nothing to ask. */
  readonly rejected: boolean;
  /** The API server's words, empty when it took the objects. */
  readonly rejection: string;
  readonly requests: readonly RecordedRequest[];
  readonly objects: readonly ManifestObject[];
}

interface CaseFile {
  readonly title: string;
  readonly variant: string;
  readonly rejected?: boolean;
  readonly rejection?: { readonly message: string };
  readonly apply: readonly unknown[];
  readonly requests: readonly (Record<string, unknown> & {
    readonly observed: Observation | { readonly outcomes: readonly Observation[] };
  })[];
}

const corpus = join(import.meta.dirname, "corpus");

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => join(folder, name))
    .toSorted();
}

/** Read by the product's own reader, as a folder given to it would be. */
function objectsOf(text: string, file: string): readonly ManifestObject[] {
  const contents = readManifestText(text, file, true);
  const problem = contents.problems[0];
  if (problem !== undefined) throw new Error(`${file}: ${problem.text}`);
  return contents.objects;
}

const readText = (file: string) => readFileSync(join(corpus, file), "utf8");
const world = filesBelow("world").flatMap((file) => objectsOf(readText(file), file));
const variants = new Map(
  readdirSync(join(corpus, "variants")).map((name) => [
    name,
    filesBelow(join("variants", name)).flatMap((file) => objectsOf(readText(file), file)),
  ]),
);

/** Objects that are added to the world, as the text of a manifest. */
function manifestOf(objects: readonly unknown[]): string {
  return JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }, null, 1);
}

function caseOf(file: string): RecordedCase {
  const { title, variant, rejected, rejection, apply, requests } = parse(readText(file)) as CaseFile;
  return {
    file,
    title,
    variant,
    rejected: rejected === true,
    rejection: rejection?.message ?? "",
    requests: requests.map(({ observed, ...request }) => ({
      request: verdictRequest.parse(request),
      observations: "outcomes" in observed ? observed.outcomes : [observed],
    })),
    objects: readManifestText(manifestOf(apply), file, true).objects,
  };
}

/** Every recorded case, in the order of its file names. */
export function readCases(): readonly RecordedCase[] {
  return [...filesBelow("cases"), ...filesBelow("generated")].map(caseOf);
}

/**
 * The mesh of the recordings with objects added.
 * @param variant a folder of `corpus/variants`
 */
export function meshWith(variant: string, objects: readonly ManifestObject[]): MeshSnapshot {
  const config = variants.get(variant);
  if (config === undefined) throw new Error(`There is no variant ${variant}.`);
  return assembleSnapshot({
    revision: variant,
    merged: mergeObjects([world, config, objects]),
    coverage: [],
    problems: [],
    trustDomain: null,
  });
}
