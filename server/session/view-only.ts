import "server-only";
import { say } from "../contract/text.ts";

/** Why this server writes nothing; null when it does. */
export function viewOnly(): { readonly text: string; readonly cure: string } | null {
  if (process.env.SEKISHO_VIEW_ONLY !== "1") return null;
  return { text: say("write.viewOnly"), cure: say("write.viewOnlyCure") };
}
