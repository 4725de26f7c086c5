import "server-only";
import { say } from "../contract/text.ts";
import { tokenHeader } from "../contract/write.ts";
import { isTokenGood } from "../session/csrf.ts";
import { isSameOrigin } from "../session/same-origin.ts";
import type { ServiceProblem } from "./result.ts";

/** Why a request to write is not heard at all; null when it may be. */
export function guardWrite(headers: Headers): ServiceProblem | null {
  const refused = (code: "otherSite" | "noToken" | "noJson"): ServiceProblem => ({
    kind: "refused",
    detail: say(`write.${code}`),
    cure: say(`write.${code}Cure`),
  });
  if (!isSameOrigin(headers, false)) return refused("otherSite");
  // Other types can be sent from a form of another site.
  if (!/^application\/json\b/i.test(headers.get("content-type") ?? "")) return refused("noJson");
  return isTokenGood(headers.get("cookie"), headers.get(tokenHeader)) ? null : refused("noToken");
}
