import "server-only";
import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { type ManifestObject, objectName } from "../capture/manifest-text.ts";
import { lineFinder } from "../capture/yaml-lines.ts";
import { parseText } from "../capture/yaml-text.ts";
import { isObject } from "../decode/field.ts";
import { decodeObject } from "../decode/object.ts";
import { type RawObject, resourceVersionOf } from "./watch-events.ts";

/** One object of a live cluster. */
export interface LiveObject {
  /** What a snapshot is made of. */
  readonly manifest: ManifestObject;
  readonly resourceVersion: string;
  /** Tells two contents apart; what no verdict and no page shows does not count. */
  readonly fingerprint: bigint;
  /** As the API server gave it, without what is nobody's business; null where its YAML is not kept. */
  readonly raw: RawObject | null;
}

/** Annotations that repeat the whole object, as it was once, with whatever secrets it had. */
const copies = ["kubectl.kubernetes.io/last-applied-configuration"];

/**
 * Decodes one object.
 * @param keep whether its YAML is kept, for its lines and for reading
 * @param resource its plural, for the name of its place
 * @returns null for one that does not count, a ConfigMap without mesh config for example
 * @throws never
 */
export function readLiveObject(
  given: RawObject,
  kind: { readonly apiVersion: string; readonly kind: string; readonly resource: string },
  keep: boolean,
): LiveObject | null {
  const raw = withoutCopies({ apiVersion: kind.apiVersion, kind: kind.kind, ...given });
  const metadata = isObject(raw.metadata) ? raw.metadata : {};
  const part = (value: unknown) => (typeof value === "string" && value !== "" ? [value] : []);
  const file = [kind.resource, ...part(metadata.namespace), ...part(metadata.name)].join("/");
  let find: ((path: string) => number) | null = null;
  const lineOf = (path: string) => {
    if (!keep) return 1;
    find ??= lineFinder(liveText(raw));
    return find(path);
  };
  const result = decodeObject(raw, { origin: { file, line: 1 }, lineOf }, (text) => {
    const parsed = parseText(text);
    return parsed.kind === "broken"
      ? { error: `line ${parsed.line}: ${parsed.text}` }
      : { value: parsed.value };
  });
  if (result.kind === "ignored" || result.kind === "noObject") return null;
  const found = result.kind === "undecodable" ? [result] : result.notes;
  const problems = found.map((note) => ({
    file,
    line: note.path === "" ? 1 : lineOf(note.path),
    object: objectName(result.ref),
    path: note.path === "" ? null : note.path,
    text: `${note.path === "" ? "It" : note.path} ${note.found}.`,
    cure: note.cure,
  }));
  const manifest = { ref: result.ref, result, file, line: 1, itemPath: "", problems };
  return {
    manifest,
    resourceVersion: resourceVersionOf(raw),
    fingerprint: fingerprintOf(manifest, keep ? raw : null),
    raw: keep ? raw : null,
  };
}

/** The YAML of an object. */
export function liveText(raw: RawObject): string {
  return stringify(raw, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Without managedFields and old copies. */
export function withoutCopies(raw: RawObject): RawObject {
  if (!isObject(raw.metadata)) return raw;
  const { managedFields: _, annotations, ...metadata } = raw.metadata;
  if (!isObject(annotations)) return { ...raw, metadata };
  const kept = Object.fromEntries(Object.entries(annotations).filter(([name]) => !copies.includes(name)));
  return { ...raw, metadata: { ...metadata, annotations: kept } };
}

/** Of a kept object all but its status counts: its lines are part of the answer. */
function fingerprintOf({ ref, result, problems }: ManifestObject, raw: RawObject | null): bigint {
  const content = result.kind === "decoded" ? result.decoded : result;
  const metadata = isObject(raw?.metadata) ? { ...raw.metadata, resourceVersion: "" } : null;
  const text = raw === null ? null : { ...raw, metadata, status: null };
  const hash = createHash("sha1")
    .update(JSON.stringify([ref, content, problems, text]))
    .digest();
  return hash.readBigUInt64LE(0);
}
