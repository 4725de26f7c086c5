import { expect, it } from "vitest";
import type { GraphEdge } from "../../server/contract/graph.ts";
import { exampleAnswer, exampleEdge } from "../graph/example.test-data.ts";
import { findsOf, sidesOf } from "./sides.ts";

const answer = (edges: readonly GraphEdge[]) => ({ ...exampleAnswer, edges });
const possible = { observed: false, perSecond: null, named: [], asked: true };
const ids = ({ edges }: { readonly edges: readonly GraphEdge[] }) => edges.map(({ id }) => id);

const quiet = exampleEdge("a/x", "a/y");
const flip = exampleEdge("a/y", "b/z");
const rare = exampleEdge("a/x", "b/z", { evidence: possible });
const other = exampleEdge("outside", "b/z", { evidence: possible });
const refused = { outcome: "refused", transport: "plaintext" } as const;

it("both sides have the same edges: what is drawn anyway, and what flips", () => {
  const disagrees = { share: 1, label: "all pass", text: "…" };
  const sides = sidesOf(
    answer([quiet, flip, rare, other]),
    answer([quiet, { ...flip, ...refused, disagrees }, { ...rare, ...refused }, other]),
    [],
  );
  expect(ids(sides.before)).toEqual([quiet.id, flip.id, rare.id]);
  expect(ids(sides.after)).toEqual(ids(sides.before));
  expect([...sides.flipped]).toEqual([flip.id, rare.id]);
  expect(sides.before.edges.map(({ outcome }) => outcome)).toEqual(["allowed", "allowed", "allowed"]);
  expect(sides.after.edges.map(({ outcome }) => outcome)).toEqual(["allowed", "refused", "refused"]);
  expect(sides.after.edges.map(({ evidence }) => evidence.asked)).toEqual([false, true, true]);
  expect(sides.after.edges.map((edge) => edge.disagrees)).toEqual([null, null, null]);
});

it("what the reader asked for stays", () => {
  const edges = [quiet, flip, rare, other];
  expect(ids(sidesOf(answer(edges), answer(edges), ["outside"]).after)).toEqual([
    quiet.id,
    flip.id,
    other.id,
  ]);
});

it("an edge that a draft names is no flip, and moves nothing", () => {
  const ref = { kind: "AuthorizationPolicy", namespace: "b", name: "p", rule: 0 };
  const named = exampleEdge("a/x", "b/z", { evidence: { ...possible, named: [ref], asked: false } });
  const sides = sidesOf(answer([quiet]), answer([quiet, named]), []);
  expect(sides.flips).toEqual([]);
  expect(ids(sides.after)).toEqual([quiet.id]);
});

it("who is shut out comes first, then who is let in", () => {
  const shut = exampleEdge("a/y", "a/x");
  const edges = [{ ...quiet, ...refused }, { ...flip, ...refused }, shut];
  const after = [{ ...quiet, ...refused, outcome: "denied" as const }, flip, { ...shut, ...refused }];
  const { flips } = sidesOf(answer(edges), answer(after), []);
  expect(flips.map(({ edge }) => edge)).toEqual([shut.id, flip.id, quiet.id]);
});

it("what flips stands in front, among what is looked for", () => {
  const sides = sidesOf(answer([quiet, flip]), answer([quiet, { ...flip, ...refused }]), []);
  const inFront = (finds: ReturnType<typeof findsOf>) => [quiet, flip].map((edge) => finds.edge(edge));
  expect(inFront(findsOf(sides, null))).toEqual([false, true]);
  expect(inFront(findsOf(sides, { edge: () => null, node: () => true }))).toEqual([false, null]);
});
