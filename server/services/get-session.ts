import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import { say } from "../contract/text.ts";
import type { SessionAnswer } from "../contract/write.ts";
import { sessionTokens } from "../session/csrf.ts";
import { isSameOrigin } from "../session/same-origin.ts";
import { viewOnly } from "../session/view-only.ts";
import { failed, ok, type Result } from "./result.ts";

/** Who is asking, and the token that its writes carry; with the cookie to set, if there is one. */
export async function getSession(
  headers: Headers,
  secure: boolean,
  source: ClusterSource,
): Promise<Result<{ readonly answer: SessionAnswer; readonly setCookie: string | null }>> {
  if (!isSameOrigin(headers, true))
    return failed("refused", say("write.otherSite"), say("write.otherSiteCure"));
  const { token, setCookie } = sessionTokens(headers.get("cookie"), secure);
  const who = (await source.writer?.who()) ?? { name: "", by: "file" };
  return ok({ answer: { token, who, viewOnly: viewOnly() }, setCookie });
}
