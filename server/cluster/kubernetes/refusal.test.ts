import { describe, expect, it } from "vitest";
import { tell } from "../../contract/text.ts";
import type { KnownChange } from "../policy-writer.ts";
import { ApiError, failureOfStatus } from "./api-failure.ts";
import { refusalOf } from "./refusal.ts";

const yaml =
  "apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: a\n  namespace: b\nspec:\n  mtsl:\n    mode: STRICT\n";
const change: KnownChange = {
  operation: "create",
  kind: "PeerAuthentication",
  namespace: "b",
  name: "a",
  yaml,
  message: "",
};
const parties = { server: "s:1", user: "me" };
const refused = (status: number, body: unknown) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const failure = failureOfStatus(status, text, undefined, parties);
  return tell(
    refusalOf(new ApiError(failure, { sent: true, answer: { status, body: text } }), change, "me"),
    "en",
  );
};
const said = (message: string, causes: readonly object[] = []) => ({
  kind: "Status",
  message,
  details: { causes },
});

describe("a refusal of the API server", () => {
  it.each([
    [
      "by a webhook",
      403,
      said('admission webhook "rules.test" denied the request: spec.rules[0].from: no'),
      {
        kind: "refusedByAdmission",
        by: "rules.test",
        field: "spec.rules[0].from",
        text: "rules.test refuses it: spec.rules[0].from: no.",
      },
    ],
    [
      "by a webhook that cannot be asked",
      500,
      said('Internal error occurred: failed calling webhook "rules.test": connection refused'),
      { kind: "refusedByAdmission", by: "rules.test", field: null },
    ],
    [
      "by an admission policy",
      422,
      said("a is forbidden: ValidatingAdmissionPolicy 'strict-only' with binding 'all' denied request: no"),
      { kind: "refusedByAdmission", by: "ValidatingAdmissionPolicy 'strict-only'" },
    ],
    [
      "by strict validation, with the field that was meant",
      400,
      said('strict decoding error: unknown field "spec.mtsl"'),
      { kind: "invalid", problems: [{ path: "spec.mtsl", line: 7, cure: "Did you mean mtls?" }] },
    ],
    [
      "by a rule of the schema",
      422,
      said("invalid", [
        { field: "spec.mtls.mode", message: 'Unsupported value: "X"' },
        { field: "<nil>", message: "too long" },
      ]),
      { kind: "invalid", problems: [{ path: "spec.mtls.mode" }, { path: null }] },
    ],
    [
      "for want of a right",
      403,
      said('x is forbidden: User "me" cannot create resource "y"'),
      { kind: "forbidden", grant: expect.stringContaining('verbs: ["create"]') },
    ],
    [
      "for want of a quota",
      403,
      said("exceeded quota: pods"),
      { kind: "forbidden", text: expect.stringContaining("exceeded quota") },
    ],
    [
      "for want of the namespace",
      404,
      said('namespaces "b" not found'),
      { kind: "invalid", problems: [{ path: "metadata.namespace" }] },
    ],
    [
      "for want of the kind",
      404,
      "404 page not found",
      { kind: "invalid", problems: [{ path: "apiVersion" }] },
    ],
    ["of credentials", 401, said("Unauthorized"), { kind: "forbidden", grant: null }],
    ["of anything now", 429, said("slow down"), { kind: "unreachable" }],
  ])("%s", (_, status, body, wanted) => {
    expect(refused(status, body)).toMatchObject(wanted);
  });

  it("since it is no longer what it was takes a look at it", () => {
    expect(refused(409, said("the object has been modified"))).toBeNull();
  });
});
