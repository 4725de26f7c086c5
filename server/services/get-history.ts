import "server-only";
import { createHash } from "node:crypto";
import type { ClusterSource } from "../cluster/source.ts";
import { type HistoryAnswer, writableKinds } from "../contract/write.ts";
import { readSource } from "./read-source.ts";
import { failed, ok, type Result } from "./result.ts";
import { knownKind } from "./write-policy.ts";

/** What an object was, and who made it so; newest first. */
export async function getHistory(
  kind: string,
  namespace: string,
  name: string,
  source: ClusterSource,
): Promise<Result<HistoryAnswer>> {
  const known = knownKind(kind);
  if (known === null)
    return failed(
      "invalid",
      `No history is kept of kind ${kind}.`,
      `Ask for one of ${writableKinds.join(", ")}.`,
    );
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  const history = await source.writer?.history({ kind: known, namespace, name });
  const answer = history ?? { revisions: [], problem: null };
  return ok({ revision: createHash("sha256").update(JSON.stringify(answer)).digest("hex"), ...answer });
}
