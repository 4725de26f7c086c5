import "server-only";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Coverage } from "../../contract/graph.ts";
import type { MeshJson } from "../../contract/mesh-json.ts";
import { pluralOf } from "../decode/plural.ts";
import { shareable } from "./shareable.ts";

/** What a capture is made of. */
export interface CaptureContents {
  /** Objects with apiVersion and kind. */
  readonly objects: readonly Readonly<Record<string, unknown>>[];
  readonly coverage: readonly Coverage[];
  /** Name of the cluster's context. */
  readonly from: string;
  readonly istioVersion: string | null;
  readonly trustDomain: string;
  /** RFC 3339. */
  readonly takenAt: string;
}

/**
 * The files of a capture: for each namespace and kind one, in an order that does not hang on the cluster's.
 * @returns text by path inside the folder, `/` between its parts
 */
export function captureFiles(contents: CaptureContents): ReadonlyMap<string, string> {
  const byFile = new Map<string, { readonly name: string; readonly text: string }[]>();
  for (const raw of contents.objects) {
    const object = shareable(raw);
    if (object === null) continue;
    const { namespace, name } = nameOf(object);
    const file = `manifests/${namespace === "" ? "_cluster" : namespace}/${pluralOf(String(object.kind))}.yaml`;
    const text = stringify(object, { sortMapEntries: true, lineWidth: 0, aliasDuplicateObjects: false });
    byFile.set(file, [...(byFile.get(file) ?? []), { name, text }]);
  }
  const files = [...byFile].map(([file, objects]): readonly [string, string] => {
    const sorted = objects.toSorted((a, b) =>
      a.name < b.name ? -1 : a.name > b.name ? 1 : a.text < b.text ? -1 : 1,
    );
    return [file, sorted.map(({ text }) => text).join("---\n")];
  });
  return new Map([
    ["mesh.json", `${JSON.stringify(meshJsonOf(contents), null, 2)}\n`],
    ...files.toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}

function nameOf(object: Readonly<Record<string, unknown>>): {
  readonly namespace: string;
  readonly name: string;
} {
  const metadata = (object.metadata ?? {}) as Readonly<Record<string, unknown>>;
  return { namespace: String(metadata.namespace ?? ""), name: String(metadata.name ?? "") };
}

function meshJsonOf({ coverage, from, istioVersion, trustDomain, takenAt }: CaptureContents): MeshJson {
  return {
    name: from,
    takenAt,
    from,
    ...(istioVersion === null ? {} : { istioVersion }),
    trustDomain,
    unreadable: coverage
      .filter(({ state }) => state !== "readable" && state !== "undecodable")
      .map(({ kind, namespace, state, because }) => ({
        kind,
        namespace,
        ...(state === "absent" ? { status: 404 } : {}),
        ...(because === null ? {} : { because }),
      })),
  };
}

/**
 * Writes the files of a capture. A folder that holds an older capture gets its manifests replaced; nothing else in it is touched.
 * @returns null, or why nothing was written
 * @throws what the file system throws
 */
export function writeCapture(
  folder: string,
  files: ReadonlyMap<string, string>,
): { readonly detail: string; readonly cure: string } | null {
  const manifests = join(folder, "manifests");
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    if (!existsSync(join(folder, "mesh.json")))
      return {
        detail: `${folder} is not empty and holds no capture.`,
        cure: "Name a new folder, or that of an older capture.",
      };
    rmSync(manifests, { recursive: true, force: true });
  }
  for (const [file, text] of files) {
    const path = join(folder, ...file.split("/"));
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  }
  return null;
}
