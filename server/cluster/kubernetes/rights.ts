import "server-only";
import { say } from "../../contract/text.ts";
import type { Right } from "../../contract/write.ts";
import { groupOf } from "../check-change.ts";
import { isObject } from "../decode/field.ts";
import { pluralOf } from "../decode/plural.ts";
import type { PolicyName } from "../policy-writer.ts";
import { ApiError } from "./api-failure.ts";
import type { Connection } from "./connection.ts";
import { forbidden, ruleOf } from "./refusal.ts";
import { parseObject } from "./watch-events.ts";

/** Asks the API server who one is. @returns the user's name, as RBAC rules name it @throws never */
export async function whoAmI(connection: Connection, within: number): Promise<string> {
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
  const path = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
  try {
    const { text } = await connection.ask({ path, body, signal: AbortSignal.timeout(within) }, within);
    const { status } = parseObject(text, connection.parties);
    const user = isObject(status) && isObject(status.userInfo) ? status.userInfo.username : null;
    return typeof user === "string" && user !== "" ? user : connection.parties.user;
  } catch {
    // An API server older than 1.28 does not say.
    return connection.parties.user;
  }
}

/** Whether one may write a kind in a namespace, or keep its history there. @throws never */
export async function rightOf(
  connection: Connection,
  who: string,
  verb: "create" | "update" | "delete" | "history",
  of: Pick<PolicyName, "kind" | "namespace">,
  within: number,
): Promise<Right> {
  const { namespace } = of;
  const asked =
    verb === "history"
      ? { verb: "create", group: "apps", resource: "controllerrevisions" }
      : { verb, group: groupOf[of.kind], resource: pluralOf(of.kind) };
  const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  const body = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes: { namespace, ...asked } },
  };
  try {
    const { text } = await connection.ask({ path, body, signal: AbortSignal.timeout(within) }, within);
    const { status } = parseObject(text, connection.parties);
    if (isObject(status) && status.allowed === true) return { allowed: true };
  } catch (error) {
    const failure = error instanceof ApiError ? error.failure : { text: String(error), cure: "" };
    return { allowed: false, text: failure.text, cure: failure.cure, grant: null };
  }
  if (verb !== "history") {
    const { text, cure, grant } = forbidden(of, who, verb, "");
    return { allowed: false, text, cure, grant };
  }
  const grant = historyRule;
  const resource = "controllerrevisions.apps";
  const text = say("write.mayNot", { who, verb: "create", resource, namespace });
  return { allowed: false, text, cure: say("write.mayNotCure", { grant }), grant };
}

/** The rule that a history takes. */
export const historyRule = ruleOf("apps", "controllerrevisions", "list", "create", "delete");
