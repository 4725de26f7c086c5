import "server-only";
import { groupOf } from "../check-change.ts";
import { findKind } from "../decode/kinds.ts";
import { pluralOf } from "../decode/plural.ts";
import type { PolicyName } from "../policy-writer.ts";
import { ApiError } from "./api-failure.ts";
import type { Connection } from "./connection.ts";
import { parseObject, type RawObject } from "./watch-events.ts";
import { metadataText } from "./writable-object.ts";

/** The objects of the kinds that are written, one by one. */
export interface PolicyApi {
  /** @returns null when there is none @throws ApiError */
  readonly get: (of: PolicyName) => Promise<RawObject | null>;
  /** @returns the object as it is stored, or would be @throws ApiError */
  readonly create: (of: PolicyName, object: RawObject, dry: boolean) => Promise<Stored>;
  readonly replace: (of: PolicyName, object: RawObject, dry: boolean) => Promise<Stored>;
  /** Deletes this very state of it. @throws ApiError */
  readonly remove: (of: PolicyName, current: RawObject, dry: boolean) => Promise<Stored>;
}

interface Stored {
  readonly object: RawObject;
  readonly warnings: readonly string[];
}

/** @param within milliseconds for each answer */
export function policyApi(connection: Connection, within: number): PolicyApi {
  const signal = () => AbortSignal.timeout(within + 1000);
  const pathOf = ({ kind, namespace }: PolicyName, apiVersion: string) =>
    `/apis/${apiVersion}/namespaces/${encodeURIComponent(namespace)}/${pluralOf(kind)}`;
  const query = (dry: boolean) => `?fieldManager=sekisho&fieldValidation=Strict${dry ? "&dryRun=All" : ""}`;
  const send = async (path: string, method: "PUT" | "DELETE" | null, body: unknown): Promise<Stored> => {
    const question = { path, body, signal: signal(), ...(method === null ? {} : { method }) };
    const { text, warnings } = await connection.ask(question, within);
    return { object: parseObject(text, connection.parties), warnings };
  };

  return {
    get: async (of) => {
      const versions = findKind(groupOf[of.kind], of.kind)?.versions ?? [];
      for (const version of versions) {
        const path = `${pathOf(of, `${groupOf[of.kind]}/${version}`)}/${encodeURIComponent(of.name)}`;
        try {
          const { text } = await connection.ask({ path, signal: signal() }, within);
          return parseObject(text, connection.parties);
        } catch (error) {
          if (!(error instanceof ApiError) || error.progress.answer?.status !== 404) throw error;
          // A version that is not served has no Status with a name in it.
          if (/"name":/.test(error.progress.answer.body)) return null;
        }
      }
      return null;
    },
    create: (of, object, dry) => send(`${pathOf(of, String(object.apiVersion))}${query(dry)}`, null, object),
    replace: (of, object, dry) =>
      send(
        `${pathOf(of, String(object.apiVersion))}/${encodeURIComponent(of.name)}${query(dry)}`,
        "PUT",
        object,
      ),
    remove: (of, current, dry) => {
      const preconditions = {
        uid: metadataText(current, "uid"),
        resourceVersion: metadataText(current, "resourceVersion"),
      };
      const options = {
        apiVersion: "v1",
        kind: "DeleteOptions",
        preconditions,
        ...(dry ? { dryRun: ["All"] } : {}),
      };
      const path = pathOf(of, String(current.apiVersion));
      return send(`${path}/${encodeURIComponent(of.name)}${dry ? "?dryRun=All" : ""}`, "DELETE", options);
    },
  };
}
