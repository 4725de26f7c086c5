import { expect, it } from "vitest";
import { matrixOf } from "../server/engine/all-pairs.ts";
import { evaluateEdge } from "../server/engine/edge.ts";
import { buildGraph } from "../server/engine/incremental.ts";
import { meshOf } from "../server/engine/mesh.ts";
import { forgotten, meshOfSize } from "./meshes.ts";
import { randomOf } from "./random.ts";

const nowSeconds = 1_795_000_000;
const { snapshot } = meshOfSize("L");

it("a large mesh's matrix says of a pair what its edge says", () => {
  const { clients, servers, codes, legend } = matrixOf(snapshot, { nowSeconds, ports: "usual" });
  const random = randomOf(11);
  const sample = Array.from({ length: 3000 }, () => [
    random.below(clients.length),
    random.below(servers.length),
  ]);
  const other = meshOf(forgotten(snapshot));
  for (const [i = 0, j = 0] of sample) {
    const server = servers[j];
    const client = clients[i];
    if (server === undefined || client === undefined) throw new Error("The sample is outside of the matrix.");
    const key = { client, server: server.id, workloadPort: server.workloadPort };
    const answer = evaluateEdge(other, key, { nowSeconds })?.answer;
    const end = { outcome: answer?.outcome, transport: answer?.transport };
    expect({ key, ...legend[codes[i * servers.length + j] ?? 0] }).toEqual({ key, ...end });
  }
}, 60_000);

it("a large mesh's drawn edges are each what the edge alone says", () => {
  const { edges } = buildGraph(snapshot, { nowSeconds, asked: [] });
  const other = meshOf(forgotten(snapshot));
  for (const edge of edges.filter((_, i) => i % 7 === 0)) {
    const observed = snapshot.traffic.find(
      (t) => t.client === edge.client && t.server === edge.server && t.workloadPort === edge.workloadPort,
    )?.protocol;
    const result = evaluateEdge(other, edge, { nowSeconds, observed });
    const { outcome, transport, condition, decidedBy } = edge;
    const alone = result?.answer;
    expect({ id: edge.id, label: edge.label, outcome, transport, condition, decidedBy }).toEqual({
      id: edge.id,
      label: result?.label,
      outcome: alone?.outcome,
      transport: alone?.transport,
      condition: alone?.condition,
      decidedBy: alone?.decidedBy,
    });
  }
}, 60_000);
