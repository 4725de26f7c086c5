import type { Origin } from "../../contract/refs.ts";
import type { Meta } from "../../engine/objects.ts";
import type { Field } from "./field.ts";

/** Where an object stands: its file, the line of its document, and the line of each of its fields. */
export interface Place {
  readonly origin: Origin;
  readonly lineOf: (path: string) => number | null;
}

/**
 * Metadata of one object.
 * @param object cursor at the object's root
 * @returns namespace is "" for a kind without namespaces and "default" when a namespaced object names none
 */
export function decodeMeta(object: Field, kind: string, namespaced: boolean, place: Place): Meta {
  const metadata = object.at("metadata");
  return {
    kind,
    namespace: namespaced ? metadata.at("namespace").stringOr("") || "default" : "",
    name: decodeName(metadata),
    creationTimestamp: metadata.at("creationTimestamp").stringOr(""),
    labels: texts(metadata.at("labels")),
    annotations: texts(metadata.at("annotations")),
    origin: place.origin,
    lineOf: place.lineOf,
  };
}

function decodeName(metadata: Field): string {
  const name = metadata.at("name").stringOr("");
  if (name !== "") return name;
  // The API server makes a name of generateName; a file has only the first part of it.
  const prefix = metadata.at("generateName").stringOr("");
  return prefix !== "" ? prefix : metadata.at("name").fail("is missing", "Give the object a name.");
}

/** Labels and annotations: the API server reads `key:` without a value as an empty text. */
export function texts(map: Field): Readonly<Record<string, string>> {
  return Object.fromEntries(map.entries().map(([key, field]) => [key, field.stringOr("")]));
}
