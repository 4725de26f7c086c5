import "server-only";
import { isObject } from "../decode/field.ts";
import type { Connection } from "./connection.ts";
import { parseObject } from "./watch-events.ts";

/** How the API server serves one kind. */
export interface ServedKind {
  readonly plural: string;
  /** In the order in which the API server prefers them. */
  readonly versions: readonly string[];
}

/** Kinds by `group/Kind`. */
export type Discovery = ReadonlyMap<string, ServedKind>;

const aggregated =
  "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList";

/** The discovery of an API server, and the tag that asks for the next one only if it differs. */
export interface Discovered {
  readonly kinds: Discovery;
  readonly etag: string | null;
}

/**
 * Asks which kinds are served: one question for all of them.
 * @param last what is known; its object is given back when nothing changed
 * @throws ApiError
 */
export async function discover(
  connection: Connection,
  last: Discovered | null,
  signal: AbortSignal,
  within: number,
): Promise<Discovered> {
  const headers: Record<string, string> = last?.etag ? { "if-none-match": last.etag } : {};
  const { status, text, etag } = await connection.ask(
    { path: "/apis", accept: aggregated, signal, headers },
    within,
  );
  if (status === 304 && last !== null) return last;
  return { kinds: readDiscovery(parseObject(text, connection.parties)), etag };
}

/**
 * Reads an APIGroupDiscoveryList. An API server older than 1.26 gives another list, without kinds: nothing is known of them then.
 * @throws never
 */
export function readDiscovery(list: Readonly<Record<string, unknown>>): Discovery {
  const kinds = new Map<string, { plural: string; versions: string[] }>();
  for (const group of objects(list.items)) {
    const name = textAt(group.metadata, "name");
    for (const version of objects(group.versions)) {
      for (const resource of objects(version.resources)) {
        const kind = textAt(resource.responseKind, "kind");
        if (kind === "" || typeof resource.resource !== "string" || typeof version.version !== "string")
          continue;
        const key = `${name}/${kind}`;
        const known = kinds.get(key) ?? { plural: resource.resource, versions: [] };
        known.versions.push(version.version);
        kinds.set(key, known);
      }
    }
  }
  return kinds;
}

function objects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textAt(value: unknown, key: string): string {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === "string" ? found : "";
}
