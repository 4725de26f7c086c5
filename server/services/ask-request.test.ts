import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolders } from "../cluster/capture/temporary-folder.ts";
import type { AskAnswer, AskQuestion } from "../contract/ask.ts";
import { askBatch } from "./ask-batch.ts";
import { getAskChoices } from "./ask-choices.ts";
import { askRequest } from "./ask-request.ts";
import { openFolders } from "./open-folders.ts";

const temporaryFolder = temporaryFolders(onTestFinished);
const corpus = join(import.meta.dirname, "..", "engine", "conformance", "corpus");
const folders = [join(corpus, "world"), join(corpus, "variants", "base")];
const nowSeconds = Date.parse("2026-11-24T12:00:00Z") / 1000;

const policy = (name: string, spec: string, annotations = "{}") => `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: ${name}, namespace: shop, annotations: ${annotations}}
spec:
  selector: {matchLabels: {app: cart}}
  ${spec}
`;
const allowWeb = policy(
  "web",
  `action: ALLOW
  rules:
  - from: [{source: {principals: [cluster.local/ns/front/sa/web]}}]
    to: [{operation: {methods: [GET], paths: ["/api/*"]}}]`,
);
const tokens = `---
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: {name: tokens, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  jwtRules: [{issuer: "https://a.example", jwksUri: "https://a.example/keys"}]
`;

const cart = { host: "cart.shop", port: 80 } as const;

async function asked(yaml: string, question: Partial<AskQuestion>): Promise<AskAnswer> {
  const result = await askRequest(
    { from: "front/web", to: cart, http: {}, ...question },
    { nowSeconds },
    openFolders([...folders, temporaryFolder({ "a.yaml": yaml })]),
  );
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

describe("the caller", () => {
  it("may be a service account that no pod has: it has a sidecar and that identity", async () => {
    const own = await asked(allowWeb, { from: undefined, account: "front/web", http: { path: "/api/x" } });
    expect(own).toMatchObject({
      answer: { outcome: "allowed", principal: "cluster.local/ns/front/sa/web" },
      caller: { from: null, account: "front/web" },
    });
    const other = await asked(allowWeb, {
      from: undefined,
      account: "nowhere/new",
      http: { path: "/api/x" },
    });
    expect(other).toMatchObject({
      answer: { outcome: "denied", principal: "cluster.local/ns/nowhere/sa/new" },
    });
  });

  it("may be an address: that of a pod, else somebody outside", async () => {
    const choices = await getAskChoices(openFolders(folders));
    expect(choices.ok && choices.value.callers.map(({ id }) => id)).toContain("front/web");
    const pod = await asked(allowWeb, { from: undefined, address: "203.0.113.9" });
    expect(pod.caller.from).toBe("outside");
  });
});

describe("the policies on the way", () => {
  it("tell the field that failed first, what it wanted and what was there", async () => {
    const { policies, decider, gates } = await asked(allowWeb, { http: { method: "POST", path: "/api/x" } });
    expect(policies).toMatchObject([
      {
        ref: { name: "web" },
        state: "missed",
        rules: [{ state: "missed", miss: { field: "methods", wanted: ["GET"], was: "POST", line: 10 } }],
      },
    ]);
    expect(decider).toMatchObject({
      nearest: true,
      ref: { name: "web", rule: 0 },
      rule: { miss: { field: "methods" } },
    });
    expect(gates.map(({ gate, state, matched, of }) => `${gate} ${state} ${matched}/${of}`)).toEqual([
      "transport passes 0/0",
      "token none 0/0",
      "custom none 0/0",
      "deny none 0/0",
      "allow stops 0/1",
    ]);
  });

  it("of two, the nearest is the one that fails in fewer fields", async () => {
    const far = policy(
      "a-far",
      `action: ALLOW
  rules: [{from: [{source: {namespaces: [ops]}}], to: [{operation: {methods: [PUT]}}]}]`,
    );
    const { decider } = await asked(far + allowWeb, { http: { path: "/else" } });
    expect(decider).toMatchObject({ ref: { name: "web" }, rule: { miss: { field: "paths", was: "/else" } } });
  });

  it("name the alternative that came nearest, not the first one", async () => {
    const two = policy(
      "two",
      `action: ALLOW
  rules:
  - from:
    - source: {namespaces: [ops], principals: [cluster.local/ns/ops/sa/prober]}
    - source: {principals: [cluster.local/ns/front/sa/web]}
    to: [{operation: {methods: [GET]}}]`,
    );
    const { policies } = await asked(two, { http: { method: "PUT" } });
    expect(policies[0]?.rules[0]?.miss).toMatchObject({ field: "methods", was: "PUT" });
  });

  it("say who decides, who only watches, and who is not asked any more", async () => {
    const all = [
      policy("never", "action: DENY\n  rules: [{}]"),
      policy("watch", "action: AUDIT\n  rules: [{}]"),
      policy("dry", "action: DENY\n  rules: [{}]", '{"istio.io/dry-run": "true"}'),
      allowWeb,
    ].join("");
    const { policies } = await asked(all, {});
    expect(Object.fromEntries(policies.map((p) => [p.ref.name, p.state]))).toEqual({
      never: "decides",
      watch: "audit",
      dry: "dryRun",
      web: "notReached",
    });
  });

  it("are dropped or broader on TCP", async () => {
    const deny = policy(
      "wide",
      'action: DENY\n  rules: [{to: [{operation: {ports: ["9000"], methods: [GET]}}]}]',
    );
    const { policies } = await asked(deny + allowWeb, {
      to: { host: "cart.shop", port: 9000 },
      http: undefined,
      tcp: {},
    });
    expect(policies.map((p) => [p.ref.name, p.state, p.rules[0]?.widened])).toEqual([
      ["wide", "decides", true],
      ["web", "notReached", false],
    ]);
    const alone = await asked(allowWeb, { to: { host: "cart.shop", port: 9000 }, http: undefined, tcp: {} });
    expect(alone.policies[0]).toMatchObject({ state: "dropped", rules: [{ state: "dropped" }] });
  });

  it("are not reached where the connection ends before", async () => {
    const strict = `---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: strict, namespace: shop}
spec: {mtls: {mode: STRICT}}
`;
    const { answer, policies, decider, who } = await asked(strict + allowWeb, {
      from: "outside",
      to: { pod: "shop/cart", port: 8080 },
      who: true,
    });
    expect(answer.outcome).toBe("refused");
    expect(policies).toMatchObject([{ ref: { name: "web" }, state: "notReached" }]);
    expect(decider?.ref).toMatchObject({ kind: "PeerAuthentication", name: "strict" });
    expect(who.flatMap((g) => g.callers).find((c) => c.asked)).toMatchObject({
      id: "outside",
      reason: { code: "outside" },
    });
  });
});

describe("a token", () => {
  const needs =
    tokens +
    policy(
      "signed",
      'action: ALLOW\n  rules: [{when: [{key: "request.auth.claims[group]", values: [admins]}]}]',
    );

  it("given as claims is taken as accepted, with the issuer of the rule where it names none", async () => {
    const good = await asked(needs, { token: { claims: { group: ["admins"] } } });
    expect(good).toMatchObject({
      answer: { outcome: "allowed" },
      token: { state: "assumed", by: { name: "tokens" } },
    });
    const other = await asked(needs, { token: { claims: { group: "users" } } });
    expect(other.policies[0]?.rules[0]?.miss).toMatchObject({
      field: "request.auth.claims[group]",
      was: "users",
    });
  });

  it("of an issuer that nobody trusts cannot be good", async () => {
    const foreign = await asked(needs, { token: { claims: { iss: "https://b.example" } } });
    expect(foreign).toMatchObject({ answer: { outcome: "unauthenticated" }, token: { state: "rejected" } });
  });

  it("is read by nobody without a RequestAuthentication", async () => {
    expect(await asked(allowWeb, { token: { claims: {} } })).toMatchObject({ token: { state: "notRead" } });
  });

  it("that is pasted is nowhere in the answer", async () => {
    const answer = await asked(needs, {
      token: { jwt: "aaa.bbb.ccc" },
      http: { headers: { cookie: "s3cret" } },
    });
    expect(JSON.stringify(answer)).not.toMatch(/aaa\.bbb\.ccc|s3cret/);
    expect(answer.curl).toContain('-H "authorization: Bearer $TOKEN"');
  });
});

it("a curl line is quoted for a shell", async () => {
  const { curl } = await asked(allowWeb, {
    http: { method: "PUT", path: "/a?b='c'", headers: { "x-a": "b c" } },
  });
  expect(curl).toBe(
    `kubectl exec -n front deploy/web -- curl -sS -X PUT -H 'x-a: b c' 'http://cart.shop/a?b='\\''c'\\'''`,
  );
});

it("a file of requests is YAML or JSON; what is wrong has its line, or its request and field", async () => {
  const source = openFolders(folders);
  const yaml = "requests:\n- {id: a, from: front/web, to: {host: cart.shop, port: 80}, http: {}}\n";
  const good = await askBatch(yaml, { nowSeconds }, source);
  expect(good).toMatchObject({
    ok: true,
    value: { rows: [{ request: { id: "a" }, answer: { id: "a", outcome: "allowed" } }] },
  });
  expect(await askBatch("requests: [", { nowSeconds }, source)).toMatchObject({
    problem: { detail: expect.stringMatching(/^Line \d+ is no YAML/) },
  });
  expect(await askBatch(yaml.replace("front/web", "web"), { nowSeconds }, source)).toMatchObject({
    problem: { detail: "Request 1 (id a): requests[0].from: write namespace/workload, or outside." },
  });
});
