import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolders } from "../cluster/capture/temporary-folder.ts";
import type { Draft, PreviewAnswer } from "../contract/preview.ts";
import { openFolders } from "./open-folders.ts";
import { previewPolicy } from "./preview-policy.ts";

const temporaryFolder = temporaryFolders(onTestFinished);
const corpus = join(import.meta.dirname, "..", "engine", "conformance", "corpus");
const folders = [join(corpus, "world"), join(corpus, "variants", "base")];
const nowSeconds = Date.parse("2026-11-24T12:00:00Z") / 1000;

const yamlOf = (name: string, spec: string) => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: ${name}
  namespace: shop
  creationTimestamp: "2026-11-20T09:00:00Z"
spec:
  selector: {matchLabels: {app: cart}}
${spec}
`;
const allowWeb = `  action: ALLOW
  rules:
  - from: [{source: {principals: [cluster.local/ns/front/sa/web]}}]
    to: [{operation: {methods: [GET], paths: ["/api/*"]}}]`;
const draftOf = (yaml: string, name = "web"): Draft => ({
  kind: "AuthorizationPolicy",
  namespace: "shop",
  name,
  yaml,
});

async function preview(drafts: readonly unknown[], already = ""): Promise<PreviewAnswer> {
  const source = openFolders(already === "" ? folders : [...folders, temporaryFolder({ "a.yaml": already })]);
  const result = await previewPolicy({ drafts }, { nowSeconds }, source);
  if (!result.ok) throw new Error(`${result.problem.detail} ${result.problem.cure}`);
  return result.value;
}

const flipsTo = (answer: PreviewAnswer, server: string) =>
  answer.preview?.servers.find((s) => s.server === server)?.flips ?? [];

describe("a draft", () => {
  it("that is the first ALLOW closes the workload for everyone else, with a request that shows it", async () => {
    const answer = await preview([draftOf(yamlOf("web", allowWeb))]);
    expect(answer.drafts).toEqual([
      { kind: "AuthorizationPolicy", namespace: "shop", name: "web", change: "added" },
    ]);
    expect(answer.problems).toEqual([]);
    expect(answer.preview?.changes).toBe("some");
    expect(answer.preview?.servers.map((s) => s.server)).toEqual(["shop/cart"]);
    const flip = flipsTo(answer, "shop/cart").find((f) => f.callers.some((c) => c.client === "front/web"));
    expect(flip).toMatchObject({
      via: "service",
      before: { outcome: "allowed" },
      after: { outcome: "depends" },
    });
    expect(flip?.example).toMatchObject({
      request: { from: "front/web", to: { host: "cart.shop.svc.cluster.local", port: 80 } },
      before: { outcome: "allowed", transport: "mtls" },
      after: { outcome: "denied", transport: "mtls" },
    });
    expect(flip?.example?.curl).toContain("curl -sS");
  });

  it("that says the same as the object that is there changes nothing, proven", async () => {
    const yaml = yamlOf("web", allowWeb);
    const answer = await preview([draftOf(`# a comment\n${yaml}`)], yaml);
    expect(answer.drafts[0]?.change).toBe("same");
    expect(answer.preview).toMatchObject({ changes: "none", servers: [], open: [] });
  });

  it("that says the same in other words changes nothing, proven", async () => {
    const other = `  action: ALLOW
  rules:
  - from: [{source: {principals: [cluster.local/ns/front/sa/web]}}]
    to:
    - operation: {methods: [GET], paths: [/api/a*]}
    - operation: {methods: [GET], paths: ["/api/*", /api/b]}`;
    const answer = await preview([draftOf(yamlOf("web", other))], yamlOf("web", allowWeb));
    expect(answer.drafts[0]?.change).toBe("replaced");
    expect(answer.preview).toMatchObject({ changes: "none", servers: [], open: [] });
  });

  it("that only widens a prefix flips the requests between the two, and shows one", async () => {
    const wider = allowWeb.replace("/api/*", "/ap*");
    const answer = await preview([draftOf(yamlOf("web", wider))], yamlOf("web", allowWeb));
    const [flip] = flipsTo(answer, "shop/cart");
    expect(flip?.callers.map((c) => c.client)).toContain("front/web");
    expect(flip?.example).toMatchObject({
      request: { http: { method: "GET", path: "/apx" } },
      before: { outcome: "denied" },
      after: { outcome: "allowed" },
    });
  });

  it("that goes away opens the workload again", async () => {
    const gone = { kind: "AuthorizationPolicy", namespace: "shop", name: "web", delete: true };
    const answer = await preview([gone], yamlOf("web", allowWeb));
    expect(answer.drafts[0]?.change).toBe("removed");
    const flips = flipsTo(answer, "shop/cart");
    expect(flips.some((f) => f.before.outcome === "denied" && f.after.outcome === "allowed")).toBe(true);
  });

  it("is read from an object as from its text", async () => {
    const object = {
      apiVersion: "security.istio.io/v1",
      kind: "PeerAuthentication",
      metadata: { name: "strict", namespace: "shop" },
      spec: { mtls: { mode: "STRICT" } },
    };
    const answer = await preview([{ kind: "PeerAuthentication", namespace: "shop", name: "strict", object }]);
    const flip = flipsTo(answer, "shop/cart").find((f) => f.callers.some((c) => c.client === "front/plain"));
    expect(flip).toMatchObject({
      before: { outcome: "allowed", transport: "plaintext" },
      after: { outcome: "refused" },
      example: { before: { outcome: "allowed" }, after: { outcome: "refused" } },
    });
  });

  it("together with another one is previewed as one change", async () => {
    const denyAll = yamlOf("none", "  {}").replace("  selector: {matchLabels: {app: cart}}\n", "");
    const both = [draftOf(yamlOf("web", allowWeb)), draftOf(denyAll, "none")];
    const answer = await preview(both);
    expect(answer.drafts.map((d) => d.change)).toEqual(["added", "added"]);
    const web = flipsTo(answer, "shop/cart").filter((f) => f.callers.some((c) => c.client === "front/web"));
    expect(web[0]?.after.outcome).toBe("depends");
    expect(flipsTo(answer, "shop/db")[0]?.after.outcome).toBe("denied");
  });
});

describe("a draft that cannot be read", () => {
  it("names object, field, line and cure, and is not previewed", async () => {
    const answer = await preview([draftOf(yamlOf("web", "  action: ALOW"))]);
    expect(answer.preview).toBeNull();
    expect(answer.problems).toEqual([
      {
        draft: 0,
        object: "AuthorizationPolicy shop/web",
        path: "spec.action",
        line: 9,
        text: expect.stringContaining("spec.action"),
        cure: expect.stringContaining("ALLOW"),
        note: false,
      },
    ]);
  });

  it("because it is no YAML says the line", async () => {
    const answer = await preview([draftOf("apiVersion: x\nkind: [")]);
    expect(answer.preview).toBeNull();
    expect(answer.problems[0]).toMatchObject({ path: null, line: 2, note: false });
  });

  it("because it is another object says which", async () => {
    const answer = await preview([draftOf(yamlOf("other", allowWeb))]);
    expect(answer.preview).toBeNull();
    expect(answer.problems[0]?.text).toContain("AuthorizationPolicy shop/other");
  });

  it("because it is empty or several says so", async () => {
    const two = await preview([draftOf(`${yamlOf("web", allowWeb)}---\n${yamlOf("web2", allowWeb)}`)]);
    expect([two.preview, two.problems.map((p) => p.text)]).toEqual([
      null,
      ["The draft holds several objects."],
    ]);
    const none = await preview([draftOf("# nothing yet\n")]);
    expect([none.preview, none.problems.length]).toEqual([null, 1]);
  });
});

it("a question that is no list of drafts is refused with the cure", async () => {
  const source = openFolders(folders);
  for (const body of [
    null,
    {},
    { drafts: [] },
    { drafts: [{ kind: "Secret", namespace: "a", name: "b", yaml: "" }] },
  ]) {
    const result = await previewPolicy(body, { nowSeconds }, source);
    expect(result).toMatchObject({
      ok: false,
      problem: { kind: "invalid", cure: expect.stringContaining("drafts") },
    });
  }
});
