import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolders } from "../cluster/capture/temporary-folder.ts";
import { answerRequests } from "./answer-requests.ts";
import { getEdge } from "./get-edge.ts";
import { getGraph } from "./get-graph.ts";
import { getPolicySource } from "./get-policy-source.ts";
import { getWorkload } from "./get-workload.ts";
import { openFolders } from "./open-folders.ts";

const temporaryFolder = temporaryFolders(onTestFinished);
const world = join(import.meta.dirname, "..", "engine", "conformance", "corpus", "world");
const nowSeconds = Date.parse("2026-11-24T12:00:00Z") / 1000;

const source = (files: Readonly<Record<string, string>>) => openFolders([world, temporaryFolder(files)]);

const allow = `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  rules:
  - from: [{source: {principals: [cluster.local/ns/front/sa/web]}}]
`;

describe("the graph", () => {
  it("has the revision, the source, and what was wrong", async () => {
    const result = await getGraph({ asked: [], nowSeconds }, source({ "a.yaml": allow, "b.yaml": "a: [" }));
    expect(result).toMatchObject({
      ok: true,
      value: { revision: expect.any(String), source: { trustDomain: "cluster.local" }, policies: 1 },
    });
    if (result.ok) expect(result.value.problems).toHaveLength(1);
  });

  it("is computed once for a revision", async () => {
    const mesh = source({ "a.yaml": allow });
    const [first, second] = [
      await getGraph({ asked: [], nowSeconds }, mesh),
      await getGraph({ asked: [], nowSeconds }, mesh),
    ];
    expect(first.ok && second.ok && first.value.edges === second.value.edges).toBe(true);
  });

  it("has the certificate of a workload whose proxy's dump is there: that of the pod that ends first", async () => {
    const dump = (expiration_time: string) =>
      JSON.stringify({
        certificates: [
          {
            cert_chain: [
              {
                serial_number: "01",
                subject_alt_names: [{ uri: "spiffe://cluster.local/ns/front/sa/web" }],
                valid_from: "2026-11-24T00:00:00Z",
                expiration_time,
              },
            ],
          },
        ],
      });
    const mesh = source({});
    const details = await getWorkload("front/web", mesh);
    const pod = details.ok ? (details.value.pods[0]?.name ?? "") : "";
    const result = await getGraph(
      { asked: [], nowSeconds },
      source({
        [`proxies/front/${pod}/certs.json`]: dump("2026-11-25T00:00:00Z"),
        "proxies/front/gone/certs.json": dump("2026-11-24T13:00:00Z"),
        "proxies/front/bad/certs.json": "{",
      }),
    );
    if (!result.ok) throw new Error(result.problem.detail);
    const certified = result.value.nodes.filter((node) => node.certificate !== null);
    expect(certified).toMatchObject([
      { id: "front/web", certificate: { share: 0.5, notAfter: "2026-11-25T00:00:00Z" } },
    ]);
    expect(result.value.problems).toMatchObject([{ text: expect.stringContaining("certs.json is no JSON") }]);
  });

  it("of a folder that is not there is a problem, not a graph", async () => {
    expect(await getGraph({ asked: [], nowSeconds }, openFolders(["no/such"]))).toEqual({
      ok: false,
      problem: {
        kind: "notFound",
        detail: "The folder no/such does not exist.",
        cure: "Name a capture, or any folder of manifests.",
      },
    });
  });
});

describe("details", () => {
  it("of an edge and of a workload carry the revision", async () => {
    const mesh = source({ "a.yaml": allow });
    const edge = await getEdge("front/web>shop/cart:8080", { nowSeconds }, mesh);
    expect(edge).toMatchObject({
      ok: true,
      value: { edge: { outcome: "allowed" }, revision: expect.any(String) },
    });
    expect(await getWorkload("shop/cart", mesh)).toMatchObject({
      ok: true,
      value: { node: { id: "shop/cart" } },
    });
  });

  it("of what is not there say so", async () => {
    const mesh = source({});
    expect(await getEdge("nonsense", { nowSeconds }, mesh)).toMatchObject({ problem: { kind: "notFound" } });
    expect(await getWorkload("no/body", mesh)).toMatchObject({ problem: { kind: "notFound" } });
  });
});

describe("the YAML of a policy", () => {
  it("comes with its place and its problems", async () => {
    const mesh = source({ "a.yaml": `# first\n---\n${allow.replace("principals", "principal")}` });
    const result = await getPolicySource("AuthorizationPolicy", "shop", "web", mesh);
    expect(result).toMatchObject({
      ok: true,
      value: {
        ref: { kind: "AuthorizationPolicy", namespace: "shop", name: "web", rule: null },
        firstLine: 3,
        text: expect.stringContaining("kind: AuthorizationPolicy"),
        problems: [
          { line: 9, path: "spec.rules[0].from[0].source.principal", cure: "Did you mean principals?" },
        ],
        origin: { line: 3 },
      },
    });
  });

  it("of a Namespace is found under any namespace", async () => {
    const result = await getPolicySource("Namespace", "-", "shop", source({}));
    expect(result).toMatchObject({
      ok: true,
      value: { ref: { kind: "Namespace", namespace: "", name: "shop" } },
    });
  });

  it("is refused for a kind that may hold secrets, and not found for what is not there", async () => {
    const mesh = source({});
    expect(await getPolicySource("Secret", "shop", "web", mesh)).toMatchObject({
      problem: { kind: "invalid" },
    });
    expect(await getPolicySource("PeerAuthentication", "a", "b", mesh)).toMatchObject({
      problem: { kind: "notFound", detail: "There is no PeerAuthentication a/b in this source." },
    });
  });
});

describe("requests", () => {
  it("may come as a list, under requests, or alone", async () => {
    const request = {
      id: "a",
      from: "front/web",
      to: { host: "cart.shop.svc.cluster.local", port: 80 },
      http: {},
    };
    const mesh = source({});
    for (const body of [request, [request], { requests: [request] }]) {
      const result = await answerRequests(body, { nowSeconds }, mesh);
      expect(result).toMatchObject({ ok: true, value: { answers: [{ id: "a", outcome: "allowed" }] } });
    }
  });

  it.each([null, 5, "text", {}, { requests: {} }])("that are none are refused: %j", async (body) => {
    expect(await answerRequests(body, { nowSeconds }, source({}))).toMatchObject({
      ok: false,
      problem: { kind: "invalid", detail: "There is no list of requests." },
    });
  });
});
