import fc from "fast-check";
import { expect, it } from "vitest";
import type { GraphAnswer, GraphEdge } from "./graph.ts";
import { packGraph, unpackGraph } from "./packed-graph.ts";

const name = fc.constantFrom("a/x", "a/y", "b/x", "outside");
const refs = fc.array(
  fc.record({
    kind: fc.constantFrom("AuthorizationPolicy", "PeerAuthentication"),
    namespace: fc.constantFrom("a", "b"),
    name: fc.string({ maxLength: 3 }),
    rule: fc.option(fc.nat(2)),
  }),
  { maxLength: 2 },
);
const outcome = fc.constantFrom("allowed", "denied", "mixed", "depends");
const transport = fc.constantFrom("mtls", "plaintext", null);
const edge = fc
  .record({
    client: name,
    server: name,
    workloadPort: fc.constantFrom(80, 8080),
    host: fc.option(fc.string({ maxLength: 4 })),
    servicePort: fc.option(fc.constant(80)),
    protocol: fc.constantFrom("HTTP", "TCP"),
    evidence: fc.record({
      observed: fc.boolean(),
      perSecond: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0.5 })),
      named: refs,
      asked: fc.boolean(),
    }),
    transport,
    outcome,
    condition: fc.option(fc.string({ maxLength: 4 })),
    label: fc.option(fc.string({ maxLength: 4 })),
    decidedBy: refs,
    disagrees: fc.option(fc.record({ share: fc.constant(0.5), label: fc.string(), text: fc.string() })),
    endpoints: fc.array(fc.record({ pod: fc.string({ maxLength: 2 }), outcome, transport }), {
      maxLength: 2,
    }),
  })
  .map((e): GraphEdge => ({ id: `${e.client}>${e.server}:${e.workloadPort}`, ...e }) as GraphEdge);

const answerOf = (edges: GraphEdge[]): GraphAnswer => ({
  revision: "1",
  source: {
    name: "s",
    folder: null,
    takenAt: null,
    istioVersion: null,
    trustDomain: "t",
    rootNamespace: "r",
  },
  coverage: [],
  problems: [],
  namespaces: [],
  nodes: [],
  edges,
  policies: 0,
});

it("what is packed, sent and unpacked is the same graph", () => {
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 12 }), (edges) => {
      const answer = answerOf(edges);
      expect(unpackGraph(JSON.parse(JSON.stringify(packGraph(answer))))).toEqual(answer);
    }),
  );
});

it("what edges have in common is told once", () => {
  const [one] = fc.sample(edge, 1) as [GraphEdge];
  const { edges } = packGraph(answerOf([one, one, one]));
  expect([edges.routes.values.length, edges.verdicts.values.length, edges.routes.at]).toEqual([
    1,
    1,
    [0, 0, 0],
  ]);
});

it("a packed graph that is cut is refused", () => {
  const [one] = fc.sample(edge, 1) as [GraphEdge];
  const packed = packGraph(answerOf([one]));
  const cut = { ...packed, edges: { ...packed.edges, verdicts: { values: [], at: [] } } };
  expect(() => unpackGraph(cut)).toThrow("not whole");
});
