import { cpSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { captureSource } from "../cluster/capture/capture-source.ts";
import { temporaryFolders } from "../cluster/capture/temporary-folder.ts";
import type { DraftGraph } from "../contract/draft-graph.ts";
import { getDraftGraph, getGraph } from "./get-graph.ts";
import { demoFolder } from "./open-folder.ts";
import { writePolicy } from "./write-policy.ts";

const temporary = temporaryFolders(onTestFinished);
const now = { nowSeconds: 1_800_000_000 };

const yaml = `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: front}
spec: {mtls: {mode: STRICT}}
`;
const place = { kind: "PeerAuthentication", namespace: "front", name: "default" };
const asked = ["front/web"];

function demo() {
  const folder = temporary({});
  cpSync(demoFolder(), folder, { recursive: true });
  return captureSource([folder]);
}

async function withDrafts(source: ReturnType<typeof demo>, body: unknown): Promise<DraftGraph> {
  const result = await getDraftGraph(body, now, source);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

const edgesOf = async (source: ReturnType<typeof demo>) => {
  const result = await getGraph({ asked, ...now }, source);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
};

it("the graph with a draft in it is the one that comes of writing it, and leaves the mesh as it is", async () => {
  const source = demo();
  const before = await edgesOf(source);
  const promised = await withDrafts(source, { drafts: [{ ...place, yaml }], asked });
  expect(promised.revision).toBe(before.revision);
  expect(await edgesOf(source)).toEqual(before);
  const app = (graph: Pick<typeof before, "edges"> | null) =>
    graph?.edges.find(({ id }) => id === "legacy/app>front/web:8080")?.outcome;
  expect([app(before), app(promised.graph)]).toEqual(["allowed", "refused"]);

  await writePolicy({ change: { operation: "create", ...place, yaml } }, Date.now, source);
  const after = await edgesOf(source);
  expect(promised.graph?.edges).toEqual(after.edges);
  expect(promised.graph?.nodes.map(({ serverModes }) => serverModes)).toEqual(
    after.nodes.map(({ serverModes }) => serverModes),
  );
});

it("a draft that cannot be read gives its problem and no graph", async () => {
  const answer = await withDrafts(demo(), { drafts: [{ ...place, yaml: `${yaml}  nonsense: [` }] });
  expect(answer.graph).toBeNull();
  expect(answer.problems[0]?.object).toBe("PeerAuthentication front/default");
  const refused = await getDraftGraph({ drafts: [] }, now, demo());
  expect(refused).toMatchObject({ ok: false, problem: { kind: "invalid" } });
});
