import { describe, expect, it } from "vitest";
import type { GraphEdge } from "../../server/contract/graph.ts";
import { en } from "../look/en/index.ts";
import { flipSentence } from "./flip-words.ts";
import { flips } from "./flips.ts";
import { addChange, type Change } from "./history.ts";

const edge = (part: Partial<GraphEdge> = {}): GraphEdge => ({
  id: "front/web>shop/cart:8080",
  client: "front/web",
  server: "shop/cart",
  workloadPort: 8080,
  host: null,
  servicePort: null,
  protocol: "HTTP",
  evidence: { observed: true, perSecond: 1, named: [], asked: false },
  transport: "mtls",
  outcome: "allowed",
  condition: null,
  label: null,
  decidedBy: [],
  disagrees: null,
  endpoints: [],
  ...part,
});

const between = (before: readonly GraphEdge[], after: readonly GraphEdge[]) =>
  flips({ edges: before }, { edges: after });
const said = (before: readonly GraphEdge[], after: readonly GraphEdge[]) =>
  between(before, after).map((flip) => flipSentence(flip, en));

describe("a flip", () => {
  it("is an edge that ends otherwise", () => {
    expect(said([edge()], [edge({ outcome: "denied" })])).toEqual([
      "front/web → shop/cart:8080: allowed → denied",
    ]);
  });

  it("is another transport, and says both when both changed", () => {
    expect(said([edge()], [edge({ transport: "plaintext" })])).toEqual([
      "front/web → shop/cart:8080: mTLS → plaintext",
    ]);
    expect(said([edge()], [edge({ transport: "plaintext", outcome: "refused" })])).toEqual([
      "front/web → shop/cart:8080: allowed, mTLS → refused, plaintext",
    ]);
  });

  it("is another condition, one that comes and one that goes", () => {
    const get = edge({ outcome: "depends", condition: "only GET" });
    const post = edge({ outcome: "depends", condition: "only POST" });
    expect(said([get], [post])).toEqual(["front/web → shop/cart:8080: only GET → only POST"]);
    expect(said([edge()], [get])).toEqual(["front/web → shop/cart:8080: allowed → depends, only GET"]);
    expect(said([get], [edge()])).toEqual(["front/web → shop/cart:8080: depends, only GET → allowed"]);
  });

  it("is an edge that is new, or gone", () => {
    expect(said([], [edge()])).toEqual(["front/web → shop/cart:8080: not there → allowed, mTLS"]);
    expect(said([edge()], [])).toEqual(["front/web → shop/cart:8080: allowed, mTLS → gone"]);
  });

  it("is an endpoint that ends otherwise, whatever the pods are called", () => {
    const pod = (name: string, outcome: GraphEdge["outcome"]) => ({
      pod: name,
      outcome,
      transport: "mtls" as const,
    });
    const mixed = edge({ outcome: "mixed", endpoints: [pod("a", "allowed"), pod("b", "denied")] });
    const renamed = edge({ outcome: "mixed", endpoints: [pod("c", "denied"), pod("d", "allowed")] });
    const worse = edge({
      outcome: "mixed",
      endpoints: [pod("a", "denied"), pod("b", "denied"), pod("c", "allowed")],
    });
    expect(said([mixed], [renamed])).toEqual([]);
    expect(said([mixed], [worse])).toEqual([
      "front/web → shop/cart:8080: 1 allowed mTLS, 1 denied mTLS → 2 denied mTLS, 1 allowed mTLS",
    ]);
  });

  it("is neither traffic, nor evidence, nor who decides", () => {
    const busier = edge({
      evidence: { observed: false, perSecond: null, named: [], asked: false },
      decidedBy: [{ kind: "AuthorizationPolicy", namespace: "shop", name: "cart", rule: null }],
    });
    expect(between([edge()], [busier])).toEqual([]);
  });

  it("comes in this order: outcomes, other changes, new ones, gone ones", () => {
    const [a, b, c, d] = ["a", "b", "c", "d"].map((id) => edge({ id }));
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error();
    const after = [d, { ...b, transport: "plaintext" as const }, { ...c, outcome: "denied" as const }];
    expect(between([a, b, c], after).map((flip) => flip.edge)).toEqual(["c", "b", "d", "a"]);
  });
});

describe("the history", () => {
  const change = (revision: string, ids: readonly string[], at = 0): Change => ({
    revision,
    at,
    flips: between(
      [],
      ids.map((id) => edge({ id })),
    ),
  });
  const told = (history: readonly Change[]) =>
    history.map(({ revision, flips }) => [revision, flips.map((flip) => flip.edge)]);

  it("has the newest first", () => {
    expect(told(addChange([change("r1", ["a"])], change("r2", ["b"])))).toEqual([
      ["r2", ["b"]],
      ["r1", ["a"]],
    ]);
  });

  it("joins what two questions tell of one revision, each edge once", () => {
    const history = addChange([change("r1", ["a"], 1)], change("r1", ["a", "b"], 2));
    expect(told(history)).toEqual([["r1", ["a", "b"]]]);
    expect(history[0]?.at).toBe(1);
  });

  it("keeps a revision that comes back as a change of its own", () => {
    const there = addChange([change("r1", ["a"])], change("r2", ["a"]));
    expect(told(addChange(there, change("r1", ["a"])))).toHaveLength(3);
  });

  it("forgets the oldest, and never the newest", () => {
    const many = Array.from({ length: 1500 }, (_, n) => `${n}`);
    let history: readonly Change[] = [];
    for (const revision of ["r1", "r2", "r3"]) history = addChange(history, change(revision, many));
    expect(told(history).map(([revision]) => revision)).toEqual(["r3"]);
    for (let n = 0; n < 200; n++) history = addChange(history, change(`s${n}`, []));
    expect(history).toHaveLength(100);
  });
});
