import "server-only";
import { createHash } from "node:crypto";
import type { KeptRevision } from "../capture/history-files.ts";
import { isObject } from "../decode/field.ts";
import type { PolicyName } from "../policy-writer.ts";
import { ApiError } from "./api-failure.ts";
import type { Connection } from "./connection.ts";
import { parseObject, type RawObject } from "./watch-events.ts";
import { editableOf, metadataText, writableOf } from "./writable-object.ts";

/** Revisions that are kept of one object. */
const MOST = 20;
/** Tries for a number that nobody else takes at the same moment. */
const TRIES = 100;

const prefix = "sekisho";
const operations = ["create", "replace", "delete", "outside"] as const;

/** Revisions of policies, as ControllerRevisions beside them. */
export interface Revisions {
  /** Oldest first. @throws ApiError */
  readonly list: (of: PolicyName) => Promise<readonly KeptRevision[]>;
  /**
   * Keeps one more, and lets go of those beyond the last twenty.
   * @param object the state to keep
   * @returns its number
   * @throws ApiError
   */
  readonly keep: (of: PolicyName, object: RawObject, about: About) => Promise<number>;
}

type About = Pick<KeptRevision, "operation" | "who" | "when" | "why">;

/** @param within milliseconds for each answer */
export function revisionsOf(connection: Connection, within: number): Revisions {
  const signal = () => AbortSignal.timeout(within + 1000);
  const pathOf = ({ namespace }: PolicyName) =>
    `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/controllerrevisions`;

  const raws = async (of: PolicyName): Promise<readonly RawObject[]> => {
    const selector = `app.kubernetes.io/managed-by=${prefix},${prefix}/object=${hashOf(of)}`;
    const path = `${pathOf(of)}?labelSelector=${encodeURIComponent(selector)}`;
    const { text } = await connection.ask({ path, signal: signal() }, within);
    const { items } = parseObject(text, connection.parties);
    const found = Array.isArray(items) ? items.filter(isObject) : [];
    return found.toSorted((a, b) => Number(a.revision) - Number(b.revision));
  };

  return {
    list: async (of) => (await raws(of)).flatMap((raw) => revisionOf(raw) ?? []),
    keep: async (of, object, about) => {
      const kept = await raws(of);
      let number = Number(kept.at(-1)?.revision ?? 0) + 1;
      for (let tries = 1; ; tries++, number++) {
        try {
          const body = controllerRevision(of, number, object, about);
          await connection.ask({ path: pathOf(of), body, signal: signal() }, within);
          break;
        } catch (error) {
          const taken = error instanceof ApiError && error.progress.answer?.status === 409;
          if (!taken || tries >= TRIES) throw error;
        }
      }
      for (const old of kept.slice(0, Math.max(0, kept.length + 1 - MOST))) {
        const path = `${pathOf(of)}/${encodeURIComponent(metadataText(old, "name"))}`;
        const body = { apiVersion: "v1", kind: "DeleteOptions" };
        // Another may have let go of it already, or deleting is not among the rights: too many are no harm.
        await connection.ask({ path, method: "DELETE", body, signal: signal() }, within).catch(() => null);
      }
      return number;
    },
  };
}

function controllerRevision(of: PolicyName, number: number, object: RawObject, about: About): RawObject {
  const { kind, namespace, name } = of;
  const notes = { kind, name, operation: about.operation, who: about.who, when: about.when, why: about.why };
  return {
    apiVersion: "apps/v1",
    kind: "ControllerRevision",
    metadata: {
      name: `${prefix}-${kind.toLowerCase()}-${hashOf(of)}-${number}`,
      namespace,
      labels: { "app.kubernetes.io/managed-by": prefix, [`${prefix}/object`]: hashOf(of) },
      annotations: Object.fromEntries(
        Object.entries(notes).flatMap(([key, value]) =>
          value === null ? [] : [[`${prefix}/${key}`, value]],
        ),
      ),
    },
    revision: number,
    data: writableOf(object),
  };
}

/** A label has 63 characters, a name 253. */
function hashOf({ kind, name }: PolicyName): string {
  return createHash("sha256").update(`${kind}/${name}`).digest("hex").slice(0, 20);
}

/** Null for one that is none of ours, whatever its labels say. */
function revisionOf(raw: RawObject): KeptRevision | null {
  const metadata = isObject(raw.metadata) ? raw.metadata : {};
  const notes = isObject(metadata.annotations) ? metadata.annotations : {};
  const note = (key: string) => {
    const value = notes[`${prefix}/${key}`];
    return typeof value === "string" ? value : null;
  };
  const operation = operations.find((known) => known === note("operation"));
  if (operation === undefined || !isObject(raw.data) || typeof raw.revision !== "number") return null;
  const about = { operation, who: note("who"), when: note("when"), why: note("why") ?? "" };
  return { number: raw.revision, ...about, ...editableOf(raw.data) };
}
