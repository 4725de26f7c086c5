import { expect, test } from "@playwright/test";
import type { GraphAnswer } from "../server/contract/graph.ts";
import { type PackedGraph, unpackGraph } from "../server/contract/packed-graph.ts";

test("an unchanged graph costs a 304", async ({ request }) => {
  const first = await request.get("/api/graph");
  const etag = first.headers().etag ?? "";
  expect(etag).toMatch(/^W\/".+"$/);
  expect((await request.get("/api/graph", { headers: { "if-none-match": etag } })).status()).toBe(304);
  expect(
    (await request.get("/api/graph?asked=shop%2Fcart", { headers: { "if-none-match": etag } })).status(),
  ).toBe(200);
});

test("the packed graph is the same graph", async ({ request }) => {
  const plain = (await (await request.get("/api/graph")).json()) as GraphAnswer;
  const packed = (await (await request.get("/api/graph?form=packed")).json()) as PackedGraph;
  expect(unpackGraph(packed)).toEqual(plain);
});

test("what is not there is a problem with a cure", async ({ request }) => {
  for (const path of [
    "/api/edges/a%2Fb%3Ec%2Fd%3A80",
    "/api/workloads/a%2Fb",
    "/api/policies/PeerAuthentication/a/b",
  ]) {
    const response = await request.get(path);
    expect(response.status(), path).toBe(404);
    expect(response.headers()["content-type"]).toContain("application/problem+json");
    expect(await response.json()).toMatchObject({
      status: 404,
      detail: expect.any(String),
      cure: expect.any(String),
    });
  }
});

test("a Secret is never shown", async ({ request }) => {
  expect((await request.get("/api/policies/Secret/shop/any")).status()).toBe(400);
});

test("a request is answered as on the command line; a broken one names its field", async ({ request }) => {
  const good = {
    id: "one",
    from: "default/test-client",
    to: { host: "my-nginx.sambaiz", port: 80 },
    http: { method: "GET", path: "/" },
  };
  const answered = await request.post("/api/verdict", { data: { requests: [good] } });
  expect(answered.status()).toBe(200);
  expect(await answered.json()).toMatchObject({ answers: [{ id: "one", outcome: "refused" }] });
  const broken = await request.post("/api/verdict", { data: { requests: [{ ...good, from: "nobody" }] } });
  expect(broken.status()).toBe(400);
  expect(((await broken.json()) as { detail: string }).detail).toContain("requests[0].from");
  expect(
    (
      await request.post("/api/verdict", { data: "{", headers: { "content-type": "application/json" } })
    ).status(),
  ).toBe(400);
});

test("health, readiness and the description of the API answer", async ({ request }) => {
  expect((await request.get("/api/healthz")).status()).toBe(200);
  expect(await (await request.get("/api/readyz")).json()).toMatchObject({ ready: true });
  const description = (await (await request.get("/api/openapi.json")).json()) as {
    paths: Record<string, unknown>;
  };
  expect(Object.keys(description.paths)).toContain("/api/verdict");
});
