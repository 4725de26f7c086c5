import type { Meta } from "../../engine/objects.ts";
import { DecodeFailure, type DecodeNote } from "./failure.ts";
import { Field, isObject } from "./field.ts";
import { type Decoded, findKind, type KnownKind, rootConfigMaps } from "./kinds.ts";
import { decodeMeshConfig } from "./mesh-config.ts";
import { decodeMeta, type Place } from "./meta.ts";
import { bundleKeys } from "./trust-bundle.ts";

/** Which object something was read of, as far as that could be told. */
export interface ObjectRef {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What one object of a file came to. */
export type DecodeResult =
  | {
      readonly kind: "decoded";
      readonly ref: ObjectRef;
      readonly decoded: Decoded;
      readonly notes: readonly DecodeNote[];
    }
  | {
      readonly kind: "undecodable";
      readonly ref: ObjectRef;
      readonly path: string;
      readonly found: string;
      readonly cure: string;
    }
  /** A kind that is not read. */
  | { readonly kind: "ignored" }
  /** No Kubernetes object at all: no kind or no apiVersion. */
  | { readonly kind: "noObject" };

/** Parses the YAML text inside a ConfigMap; text problems come back as a sentence. */
export type ParseText = (text: string) => { readonly value: unknown } | { readonly error: string };

/**
 * Decodes one object of any kind.
 * @param raw what the YAML or JSON parser gave
 * @returns decoded, undecodable with the path of the field, or why it does not count
 * @throws never
 */
export function decodeObject(raw: unknown, place: Place, parseText: ParseText): DecodeResult {
  if (!isObject(raw)) return { kind: "noObject" };
  const apiVersion = own(raw, "apiVersion");
  const kind = own(raw, "kind");
  if (typeof apiVersion !== "string" || typeof kind !== "string" || apiVersion === "" || kind === "")
    return { kind: "noObject" };
  const slash = apiVersion.indexOf("/");
  const group = slash < 0 ? "" : apiVersion.slice(0, slash);
  const version = apiVersion.slice(slash + 1);
  if (group === "" && kind === "ConfigMap") return decodeConfigMap(raw, place, parseText);
  const known = findKind(group, kind);
  if (known === undefined) return { kind: "ignored" };
  return guarded(raw, refOf(raw, known), (object) => {
    if (!known.versions.includes(version))
      object.at("apiVersion").fail(`is ${apiVersion}, which is not served`, `Write ${groupVersion(known)}.`);
    return known.decode(object, decodeMeta(object, kind, known.namespaced, place));
  });
}

function decodeConfigMap(
  raw: Readonly<Record<string, unknown>>,
  place: Place,
  parseText: ParseText,
): DecodeResult {
  const ref = refOf(raw, { group: "", kind: "ConfigMap", namespaced: true });
  const data = own(raw, "data");
  const mesh = isObject(data) ? own(data, "mesh") : undefined;
  if (isObject(data) && bundleKeys.some((key) => Object.hasOwn(data, key)))
    return guarded(raw, { ...ref, kind: "RootBundle" }, (object) =>
      rootConfigMaps.decode(object, decodeMeta(object, "ConfigMap", true, place)),
    );
  if (!/^istio(-.+)?$/.test(ref.name) || mesh === undefined) return { kind: "ignored" };
  const meshRef = { ...ref, kind: "MeshConfig" };
  return guarded(raw, meshRef, (object, notes) => {
    const meta: Meta = decodeMeta(object, "MeshConfig", true, place);
    const text = object.at("data").at("mesh");
    const parsed = parseText(text.stringOr(""));
    if ("error" in parsed)
      return text.fail(`does not parse as YAML: ${parsed.error}`, "Correct the text of the mesh config.");
    const config = decodeMeshConfig(new Field(parsed.value, "data.mesh", notes));
    return { list: "meshConfig", object: { meta, config } };
  });
}

function guarded(
  raw: unknown,
  ref: ObjectRef,
  decode: (object: Field, notes: DecodeNote[]) => Decoded,
): DecodeResult {
  const notes: DecodeNote[] = [];
  try {
    return { kind: "decoded", ref, decoded: decode(new Field(raw, "", notes), notes), notes };
  } catch (thrown) {
    // Anything but a DecodeFailure is a fault of ours; the object is unknown all the same, and the page lives on.
    const failure =
      thrown instanceof DecodeFailure
        ? thrown
        : new DecodeFailure("", `could not be read (${String(thrown)})`, "Report this object as a bug.");
    return { kind: "undecodable", ref, path: failure.path, found: failure.found, cure: failure.cure };
  }
}

/** Name and namespace as far as they are texts, so that an undecodable object still has a place. */
function refOf(
  raw: Readonly<Record<string, unknown>>,
  known: Pick<KnownKind, "group" | "kind" | "namespaced">,
): ObjectRef {
  const metadata = own(raw, "metadata");
  const read = (key: string) => {
    const value = isObject(metadata) ? own(metadata, key) : undefined;
    return typeof value === "string" ? value : "";
  };
  const given = isObject(metadata) ? own(metadata, "namespace") : metadata;
  // Without a namespace an object stands in "default"; with one that is no text it may be meant for any.
  const namespace = given === undefined || given === null || given === "" ? "default" : read("namespace");
  return {
    group: known.group,
    kind: known.kind,
    namespace: known.namespaced ? namespace : "",
    name: read("name") || read("generateName"),
  };
}

function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function groupVersion(known: KnownKind): string {
  return known.group === "" ? "v1" : `${known.group}/${known.versions[0] ?? "v1"}`;
}
