import "server-only";
import { createHash } from "node:crypto";
import type { ClusterSource } from "../cluster/source.ts";
import { say } from "../contract/text.ts";
import { type Right, type RightsAnswer, writableKinds } from "../contract/write.ts";
import { viewOnly } from "../session/view-only.ts";
import { failed, ok, type Result } from "./result.ts";
import { knownKind } from "./write-policy.ts";

/** What may be done to objects of one kind in one namespace, and why not. */
export async function getRights(
  kind: string,
  namespace: string,
  source: ClusterSource,
): Promise<Result<RightsAnswer>> {
  const known = knownKind(kind);
  if (known === null)
    return failed(
      "invalid",
      `Nothing of kind ${kind === "" ? "(none)" : kind} is written here.`,
      `Ask with ?kind= one of ${writableKinds.join(", ")}, and &namespace=.`,
    );
  const closed = viewOnly();
  const { writer } = source;
  const may = async (verb: "create" | "replace" | "delete" | "history"): Promise<Right> => {
    if (closed !== null) return { allowed: false, ...closed, grant: null };
    if (writer !== null) return writer.may(verb, known, namespace);
    const { failure } = await source.read();
    const text = say("write.cannotWrite", { because: failure?.problem.text ?? "" });
    return { allowed: false, text, cure: failure?.problem.cure ?? "", grant: null };
  };
  const [create, replace, remove, history] = await Promise.all([
    may("create"),
    may("replace"),
    may("delete"),
    may("history"),
  ]);
  const verbs = { create, replace, delete: remove };
  const revision = createHash("sha256")
    .update(JSON.stringify([verbs, history]))
    .digest("hex");
  return ok({ revision, verbs, history });
}
