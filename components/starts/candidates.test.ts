import { describe, expect, it } from "vitest";
import type { AskAnswer, PolicyRow } from "../../server/contract/ask.ts";
import type { ChangeChoices } from "../../server/contract/change.ts";
import { candidatesOf } from "./candidates.ts";

const principal = "cluster.local/ns/front/sa/web";
const choices = {
  revision: "1",
  trustDomain: "cluster.local",
  rootNamespace: "istio-system",
  namespaces: ["shop"],
  workloads: [
    {
      id: "shop/cart",
      namespace: "shop",
      name: "cart",
      labels: { app: "cart" },
      account: "shop/cart",
      principal: "cluster.local/ns/shop/sa/cart",
      gateway: false,
      sidecar: true,
      peerAuthentication: null,
      closed: true,
      ports: [],
    },
  ],
  accounts: [],
  hosts: [],
  extensionProviders: [],
  issuers: [],
  taken: [],
} satisfies ChangeChoices;

const check = (field: string, path: string) => ({
  field,
  wanted: [],
  not: false,
  was: "",
  holds: false,
  path,
  line: null,
  valueLines: [],
});
const policy = (part: Pick<PolicyRow, "action" | "state" | "rules">): PolicyRow => ({
  ref: { kind: "AuthorizationPolicy", namespace: "shop", name: "cart", rule: null },
  at: "server",
  file: null,
  line: null,
  ...part,
});
const answer = (outcome: string, policies: readonly PolicyRow[], more: object = {}): AskAnswer =>
  ({
    answer: { outcome, decidedBy: [], serverMode: "PERMISSIVE", ...more },
    policies,
    caller: { from: "front/web", account: "front/web", principal },
    server: { id: "shop/cart", workloadPort: 8080, protocol: "HTTP" },
  }) as unknown as AskAnswer;
const asked = { method: "GET", path: "/a" };
const codes = (found: AskAnswer) => candidatesOf(found, asked, choices).map(({ code }) => code);

describe("changes that may let a request pass", () => {
  const missed = (field: string) => ({
    rule: 0,
    state: "missed" as const,
    widened: false,
    miss: check(field, `spec.rules[0].from[0].source.${field}`),
    checks: [],
    line: null,
  });

  it("are a source where only the caller is wrong, else a rule or a policy", () => {
    const allow = (field: string) => policy({ action: "ALLOW", state: "missed", rules: [missed(field)] });
    expect(codes(answer("denied", [allow("principals")]))).toEqual(["addSource", "addRule", "newPolicy"]);
    expect(codes(answer("denied", [allow("paths")]))).toEqual(["addRule", "newPolicy"]);
  });

  it.each([
    [
      "one that asks for a caller",
      [check("principals", "spec.rules[0].from[1].source.principals")],
      {
        kind: "insert",
        path: ["spec", "rules", 0, "from", 1, "source", "notPrincipals"],
        index: Number.MAX_SAFE_INTEGER,
        value: principal,
      },
    ],
    [
      "one that asks for none",
      [check("methods", "spec.rules[0].to[0].operation.methods")],
      {
        kind: "set",
        path: ["spec", "rules", 0, "from"],
        value: [{ source: { notPrincipals: [principal] } }],
      },
    ],
  ])("are an exception from the rule that denies: %s", (_, checks, edit) => {
    const matched = { rule: 0, state: "matched" as const, widened: false, miss: null, checks, line: null };
    const deny = policy({ action: "DENY", state: "decides", rules: [matched] });
    expect(candidatesOf(answer("denied", [deny]), asked, choices)).toMatchObject([
      { code: "exceptCaller", rule: 0, make: { edits: [edit] } },
    ]);
  });

  it("say no more than the request: its caller, method, path and port, for its server alone", () => {
    const twoRules = policy({
      action: "ALLOW",
      state: "missed",
      rules: [missed("paths"), { ...missed("paths"), rule: 1 }],
    });
    const atGateway: PolicyRow = { ...twoRules, at: "gateway" };
    const [added, made, ...more] = candidatesOf(answer("denied", [atGateway, twoRules]), asked, choices);
    expect(more).toEqual([]);
    const rule = {
      from: [{ source: { principals: [principal] } }],
      to: [{ operation: { methods: ["GET"], paths: ["/a"], ports: ["8080"] } }],
    };
    expect(added?.make).toEqual({
      how: "edit",
      edits: [{ kind: "insert", path: ["spec", "rules"], index: 2, value: rule }],
    });
    expect(made?.make).toEqual({
      how: "new",
      text: expect.stringMatching(
        /app: cart\n {2}action: ALLOW\n {2}rules:\n {4}- from:\n.*\n.*\n {14}- cluster\.local\/ns\/front\/sa\/web\n[\s\S]*- GET\n[\s\S]*- \/a\n[\s\S]*- "8080"\n$/,
      ),
    });
  });

  it("are plaintext that is taken or no longer sent, where mTLS is required", () => {
    const decidedBy = [{ kind: "DestinationRule", namespace: "front", name: "cart", rule: null }];
    expect(codes(answer("refused", [], { serverMode: "STRICT", decidedBy }))).toEqual([
      "stopPlaintext",
      "takePlaintext",
    ]);
    const [, takes] = candidatesOf(
      answer("refused", [], { serverMode: "STRICT", decidedBy }),
      asked,
      choices,
    );
    expect(takes?.make).toEqual({
      how: "new",
      text: expect.stringContaining('portLevelMtls:\n    "8080":\n      mode: PERMISSIVE\n'),
    });
    expect(codes(answer("refused", []))).toEqual([]);
  });

  it("are none for a wrong token, and none by identity for a caller that has none", () => {
    expect(codes(answer("unauthenticated", []))).toEqual([]);
    const nameless = answer("denied", []);
    expect(
      candidatesOf({ ...nameless, caller: { ...nameless.caller, principal: null } }, asked, choices),
    ).toEqual([]);
  });
});
