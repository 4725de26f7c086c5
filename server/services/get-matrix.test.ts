import { join } from "node:path";
import { expect, it } from "vitest";
import { readRows } from "../contract/matrix.ts";
import { getGraph } from "./get-graph.ts";
import { getMatrix, getMatrixCsv } from "./get-matrix.ts";
import { openFolders } from "./open-folders.ts";

const demo = join(import.meta.dirname, "..", "..", "demo");
const nowSeconds = Date.parse("2026-11-24T12:00:00Z") / 1000;

it("says of every drawn edge what the graph says, and has a column for it", async () => {
  const source = openFolders([demo]);
  const [graph, matrix] = [
    await getGraph({ asked: [], nowSeconds }, source),
    await getMatrix({ nowSeconds }, source),
  ];
  if (!graph.ok || !matrix.ok) throw new Error("The demo cannot be read.");
  const { clients, servers, legend } = matrix.value;
  const codes = readRows(matrix.value);
  const inMesh = graph.value.edges.filter(({ server }) => !server.startsWith("external/"));
  const cells = inMesh.map(({ id, client, server, workloadPort }) => {
    const j = servers.findIndex((s) => s.id === server && s.workloadPort === workloadPort);
    return { id, ...legend[codes[clients.indexOf(client) * servers.length + j] ?? -1] };
  });
  expect(inMesh.length).toBeGreaterThan(10);
  expect(inMesh.some(({ client }) => client === "outside")).toBe(true);
  expect(cells).toEqual(inMesh.map(({ id, outcome, transport }) => ({ id, outcome, transport })));
});

it("is computed once for a revision", async () => {
  const source = openFolders([demo]);
  const [first, second] = [await getMatrix({ nowSeconds }, source), await getMatrix({ nowSeconds }, source)];
  expect(first.ok && second.ok && first.value === second.value).toBe(true);
});

it("is a file with a line for each pair but those of a workload with itself", async () => {
  const source = openFolders([demo]);
  const [matrix, file] = [
    await getMatrix({ nowSeconds }, source),
    await getMatrixCsv({ nowSeconds }, source),
  ];
  if (!matrix.ok || !file.ok) throw new Error("The demo cannot be read.");
  const { clients, servers } = matrix.value;
  const lines = file.value.csv("en").trimEnd().split("\r\n");
  expect(lines.length - 1).toBe(clients.length * servers.length - servers.length);
  expect(lines).toContainEqual(expect.stringMatching(/^default\/test-client,sambaiz\/my-nginx,80,refused,/));
});
