import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { captureSource } from "../../../../server/cluster/capture/capture-source.ts";
import { showOnly } from "../../../../server/services/only-source.ts";
import { GET as rights } from "../../rights/route.ts";
import { GET as session } from "../../session/route.ts";
import { GET as history } from "../[kind]/[namespace]/[name]/history/route.ts";
import { GET as policySource } from "../[kind]/[namespace]/[name]/route.ts";
import { POST as batch } from "../batch/route.ts";
import { POST as write } from "./route.ts";

const address = "http://localhost:3000";
const policy = (name: string, spec: string, kind = "PeerAuthentication") =>
  `apiVersion: security.istio.io/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}\n`;
const strict = "{mtls: {mode: STRICT}}";
const change = (name: string, spec = strict, kind = "PeerAuthentication") => ({
  operation: "create",
  kind,
  namespace: "shop",
  name,
  yaml: policy(name, spec, kind),
  message: "why",
});

let folder = "";
let lines: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-"));
  writeFileSync(join(folder, "a.yaml"), policy("cart", "{mtls: {mode: PERMISSIVE}}"));
  showOnly(captureSource([folder]));
  lines = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => lines.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

type Route = (request: Request) => Promise<Response>;
const json = async (response: Response) => (await response.json()) as Record<string, unknown>;
const get = (route: Route, path: string, headers: Record<string, string> = {}) =>
  route(new Request(`${address}${path}`, { headers: { host: "localhost:3000", ...headers } }));

/** What a page of this server sends with each write. */
async function own(): Promise<Record<string, string>> {
  const response = await get(session, "/api/session", { "sec-fetch-site": "same-origin" });
  return {
    host: "localhost:3000",
    origin: address,
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
    cookie: (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "",
    "x-sekisho-token": String((await json(response)).token),
  };
}
const post = async (route: Route, body: unknown, headers: Record<string, string>) =>
  route(
    new Request(`${address}/api/policies/write`, { method: "POST", headers, body: JSON.stringify(body) }),
  );
const file = () => readFileSync(join(folder, "a.yaml"), "utf8");

describe("a write", () => {
  it("from a page of this server is done, and leaves a line without a word of the policy", async () => {
    const headers = await own();
    const source = await json(await get(policySource, "/api/policies/PeerAuthentication/shop/cart"));
    const { base } = source.edit as { base: string };
    const body = { change: { ...change("cart"), operation: "replace", base } };
    const dry = await post(write, { ...body, dryRun: true }, headers);
    expect(await json(dry)).toMatchObject({ outcome: { kind: "accepted" } });
    expect(lines).toEqual([]);
    const response = await post(write, body, headers);
    expect(response.status).toBe(200);
    expect(await json(response)).toMatchObject({ outcome: { kind: "written", file: "a.yaml" } });
    expect(file()).toBe(policy("cart", strict));
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0] ?? "");
    expect(line).toMatchObject({
      audit: "write",
      verb: "replace",
      object: "PeerAuthentication shop/cart",
      message: "why",
      outcome: "written",
    });
    expect(line.diff).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(lines.join("")).not.toMatch(new RegExp(`mtls|STRICT|${headers["x-sekisho-token"]}`));
    const kept = await json(await get(history, "/api/policies/PeerAuthentication/shop/cart/history"));
    expect(kept.revisions).toMatchObject([{ number: 2, why: "why", current: true }, { number: 1 }]);
  });

  it.each<[string, Record<string, string>]>([
    ["of another site", { "sec-fetch-site": "cross-site", origin: "https://evil.test" }],
    ["of another port of this machine", { "sec-fetch-site": "same-site", origin: "http://localhost:8080" }],
    ["by a browser that tells only the origin", { "sec-fetch-site": "", origin: "https://evil.test" }],
    ["of a page without an origin", { origin: "null" }],
    ["through a name that somebody points here", { host: "evil.test:3000", origin: "http://evil.test:3000" }],
    [
      "through such a name, as if a proxy stood between",
      { host: "evil.test:3000", "x-forwarded-host": "localhost:3000", origin: "http://evil.test:3000" },
    ],
    ["by a form", { "content-type": "text/plain" }],
    ["without a token", { "x-sekisho-token": "" }],
    ["with the token of another browser", { cookie: `sekisho-session=${"a".repeat(32)}` }],
    ["without its cookie", { cookie: "" }],
  ])("%s is refused", async (_, wrong) => {
    const headers = { ...(await own()), ...wrong };
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ""));
    for (const [route, body] of [
      [write, { change: change("web") }],
      [batch, { changes: [change("web")] }],
    ] as const) {
      const response = await post(route, body, sent);
      expect(response.status).toBe(403);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      const { detail, cure } = await json(response);
      expect([detail, cure].join()).not.toMatch(/[\uFDD0-\uFDD3]/);
      expect(cure).not.toBe("");
    }
    expect(lines).toEqual([]);
    expect(file()).toContain("PERMISSIVE");
  });

  it("by a program that is no browser needs the cookie and the token alone", async () => {
    const { origin: _o, "sec-fetch-site": _s, ...headers } = await own();
    expect((await post(write, { change: change("web") }, headers)).status).toBe(200);
  });

  it("of a server for others is taken under any name that it has", async () => {
    vi.stubEnv("SEKISHO_HOST", "0.0.0.0");
    const headers = { ...(await own()), host: "mesh.example.com", origin: "https://mesh.example.com" };
    expect((await post(write, { change: change("web") }, headers)).status).toBe(200);
  });

  it("is refused with its status: conflict, text, kind, view-only", async () => {
    const headers = await own();
    const status = async (body: unknown) => {
      const response = await post(write, body, headers);
      const answer = await json(response);
      expect(answer.cure).not.toBe("");
      return [response.status, (answer.outcome as { kind: string } | undefined)?.kind];
    };
    expect(await status({ change: change("cart") })).toEqual([409, "conflict"]);
    expect(await status({ change: change("web", "{mtls: {mode: NO}}") })).toEqual([422, "invalid"]);
    expect(await status({ change: { ...change("web"), kind: "Secret" } })).toEqual([422, "invalid"]);
    expect(await status({ change: { ...change("web"), base: "x" } })).toEqual([400, undefined]);
    expect(await status({})).toEqual([400, undefined]);
    vi.stubEnv("SEKISHO_VIEW_ONLY", "1");
    expect(await status({ change: change("web") })).toEqual([403, "readOnly"]);
    expect((await post(batch, { changes: [change("web")] }, headers)).status).toBe(409);
    const may = await json(await get(rights, "/api/rights?kind=PeerAuthentication&namespace=shop"));
    expect(may.verbs).toMatchObject({ create: { allowed: false }, replace: { allowed: false } });
    expect(await json(await get(session, "/api/session"))).toMatchObject({
      viewOnly: { text: expect.stringContaining("view-only") },
    });
    expect(readFileSync(join(folder, "a.yaml"), "utf8")).toContain("PERMISSIVE");
  });

  it("speaks the language that it is asked in", async () => {
    const headers = { ...(await own()), "accept-language": "ja" };
    expect((await json(await post(write, { change: change("cart") }, headers))).detail).toMatch(
      /既にあります/,
    );
  });
});

describe("the session", () => {
  it("gives a cookie that scripts and other sites do not have, once", async () => {
    const first = await get(session, "/api/session");
    expect(first.headers.get("set-cookie")).toMatch(
      /^sekisho-session=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(first.headers.get("cache-control")).toBe("no-store");
    const cookie = (first.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const again = await get(session, "/api/session", { cookie });
    expect(again.headers.get("set-cookie")).toBeNull();
    expect((await json(again)).token).toBe((await json(first)).token);
    const secure = await get(session, "/api/session", { "x-forwarded-proto": "https" });
    expect(secure.headers.get("set-cookie")).toMatch(/; Secure$/);
    expect((await get(session, "/api/session", { "sec-fetch-site": "cross-site" })).status).toBe(403);
  });
});

describe("a set of changes", () => {
  const allow = (name: string, action: string) =>
    change(name, `{action: ${action}, rules: [{}]}`, "AuthorizationPolicy");

  it("is applied in a safe order", async () => {
    const changes = [
      change("strict"),
      allow("deny", "DENY"),
      allow("allow", "ALLOW"),
      change("open", "{mtls: {mode: PERMISSIVE}}"),
    ];
    const answer = await json(await post(batch, { changes }, await own()));
    expect(answer).toMatchObject({
      kind: "applied",
      steps: [{ change: 3 }, { change: 2 }, { change: 1 }, { change: 0 }],
    });
    expect(lines.map((line) => JSON.parse(line).object)).toEqual([
      "PeerAuthentication shop/open",
      "AuthorizationPolicy shop/allow",
      "AuthorizationPolicy shop/deny",
      "PeerAuthentication shop/strict",
    ]);
  });

  it("of which one would be refused writes nothing", async () => {
    const response = await post(batch, { changes: [allow("allow", "ALLOW"), change("cart")] }, await own());
    expect(response.status).toBe(409);
    expect(await json(response)).toMatchObject({
      kind: "stopped",
      detail: expect.stringContaining("Change 2"),
    });
    expect(lines).toEqual([]);
    const twice = await post(batch, { changes: [allow("a", "ALLOW"), allow("a", "DENY")] }, await own());
    expect(twice.status).toBe(400);
  });

  it("of which one is refused late is taken back, and says so", async () => {
    const real = captureSource([folder]);
    const inner = real.writer;
    if (inner === null) throw new Error("no writer");
    const refused = { kind: "refusedByAdmission", by: "w", field: null, text: "No.", cure: "Ask." } as const;
    showOnly({
      ...real,
      writer: { ...inner, write: async (c, when) => (c.name === "late" ? refused : inner.write(c, when)) },
    });
    const { base } = (await inner.editable({
      kind: "PeerAuthentication",
      namespace: "shop",
      name: "cart",
    })) ?? { base: "" };
    const before = file();
    const response = await post(
      batch,
      {
        changes: [
          { ...change("cart", "{mtls: {mode: DISABLE}}"), operation: "replace", base },
          allow("new", "ALLOW"),
          allow("late", "DENY"),
          change("never"),
        ],
      },
      await own(),
    );
    const answer = await json(response);
    expect(answer).toMatchObject({
      kind: "stopped",
      detail: "Change 3 was refused, so the 2 before it were taken back: No.",
      steps: [
        { change: 0, outcome: { kind: "written" }, rolledBack: { kind: "written" } },
        { change: 1, outcome: { kind: "written" }, rolledBack: { kind: "written" } },
        { change: 2, outcome: { kind: "refusedByAdmission" }, rolledBack: null },
        { change: 3, outcome: null, rolledBack: null },
      ],
    });
    expect(file()).toBe(before);
    expect((await real.read()).places).toHaveLength(1);
  });
});
