import type { EditableText } from "../../contract/write.ts";
import { baseOf } from "../capture/text-base.ts";
import { isObject } from "../decode/field.ts";
import { liveText } from "./live-object.ts";
import type { RawObject } from "./watch-events.ts";

/** Metadata that only the API server sets. */
const served = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "selfLink",
  "uid",
];
/** kubectl's own note of what it applied: it is kept, and not shown. */
const note = "kubectl.kubernetes.io/last-applied-configuration";

/** What a person writes of an object: without status, and what else only the API server sets. */
export function writableOf(raw: RawObject): RawObject {
  const { apiVersion, kind, metadata, status: _, ...rest } = raw;
  const own = isObject(metadata) ? metadata : {};
  const { annotations, ...kept } = own;
  const notes = isObject(annotations) ? without(annotations, [note]) : {};
  const named = {
    ...without(kept, served),
    ...(Object.keys(notes).length > 0 ? { annotations: notes } : {}),
  };
  return { apiVersion, kind, metadata: named, ...rest };
}

/** The text that an editor starts from. */
export function editableOf(raw: RawObject): EditableText {
  const object = writableOf(raw);
  return { text: liveText(object), base: contentOf(object) };
}

/** Names the content of an object; in which version it is served does not count. */
function contentOf(object: RawObject): string {
  const { apiVersion: _, ...rest } = writableOf(object);
  return baseOf(JSON.stringify(sorted(rest)));
}

/**
 * What is sent in the place of an object: what the person wrote, on the state that it was made from.
 * @param current null for a new object
 */
export function sentObject(written: RawObject, current: RawObject | null): RawObject {
  const object = writableOf(written);
  const old = isObject(current?.metadata) ? current.metadata : {};
  const noted = isObject(old.annotations) ? old.annotations[note] : undefined;
  const metadata = isObject(object.metadata) ? object.metadata : {};
  const annotations = isObject(metadata.annotations) ? metadata.annotations : {};
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(noted === undefined ? {} : { annotations: { ...annotations, [note]: noted } }),
      ...(current === null ? {} : { resourceVersion: old.resourceVersion, uid: old.uid }),
    },
  };
}

/** Who changed an object last, by what it says of its fields; its status does not count. @param except a manager that is passed over */
export function lastManager(
  raw: RawObject,
  except: string | null = null,
): { readonly who: string | null; readonly when: string | null } {
  const metadata = isObject(raw.metadata) ? raw.metadata : {};
  const entries = Array.isArray(metadata.managedFields) ? metadata.managedFields.filter(isObject) : [];
  const times = entries
    .filter(({ subresource, manager }) => subresource !== "status" && manager !== except)
    .map(({ manager, time }) => ({ who: textOf(manager), when: textOf(time) }));
  const last = times.toSorted((a, b) => (a.when ?? "").localeCompare(b.when ?? "")).at(-1);
  return last ?? { who: null, when: textOf(metadata.creationTimestamp) };
}

/** A text of the object's metadata; "" when it has none. */
export function metadataText(raw: RawObject, key: string): string {
  const metadata = isObject(raw.metadata) ? raw.metadata : {};
  return textOf(metadata[key]) ?? "";
}

/** How often what it asks for was changed; null when it does not say. */
export function generationOf(raw: RawObject): number | null {
  const metadata = isObject(raw.metadata) ? raw.metadata : {};
  return typeof metadata.generation === "number" ? metadata.generation : null;
}

const textOf = (value: unknown) => (typeof value === "string" ? value : null);

function without(object: RawObject, keys: readonly string[]): RawObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** The same value with the keys of its objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).toSorted();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}
