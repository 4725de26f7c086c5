import type { KnownChange, PolicyWriter } from "../../server/cluster/policy-writer.ts";
import { tell } from "../../server/contract/text.ts";
import type { WriteOutcome } from "../../server/contract/write.ts";
import type { Manifest } from "./api.ts";
import type { Fault, Passing } from "./fault-proxy.ts";

/** The policy that is written. */
export const of = { kind: "AuthorizationPolicy", namespace: "front", name: "trial" } as const;
export const deny = (spec = "  action: DENY\n  rules:\n    - {}\n", labels = "") =>
  `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: trial\n  namespace: front\n${labels}spec:\n${spec}`;
export const allow = "  rules:\n    - to:\n        - operation:\n            methods: [GET]\n";
export const create = (yaml = deny()): KnownChange => ({ operation: "create", ...of, yaml, message: "why" });
export const replace = (base: string, yaml: string): KnownChange => ({
  ...create(yaml),
  operation: "replace",
  base,
});
export const remove = (base: string): KnownChange => ({
  operation: "delete",
  ...of,
  base,
  message: "no more",
});
export const manifest: Manifest = {
  apiVersion: "security.istio.io/v1",
  kind: of.kind,
  metadata: { name: of.name, namespace: of.namespace },
};
/** Names its content as it is now. */
export const baseNow = async (writer: PolicyWriter) => (await writer.editable(of))?.base ?? "none";
/** What a person is told of an outcome. */
export const told = (outcome: WriteOutcome) => tell("text" in outcome ? outcome.text : outcome.kind, "en");

/** A fault for the first so many writes that count; the dry runs before them pass. @param reads whether looks at the policy afterwards fail too */
export function failingWrites(
  times: number,
  fault: (passing: Passing) => Fault,
  reads: boolean,
): (passing: Passing) => Fault | null {
  let left = times;
  let begun = false;
  return (passing) => {
    const write = passing.method !== "GET" && !passing.dry && passing.path.includes("authorizationpolicies");
    if (write) begun = true;
    if (!write && !(reads && begun && passing.path.endsWith("/trial"))) return null;
    return left-- > 0 ? fault(passing) : null;
  };
}
