import { expect, it } from "vitest";
import { readViewState, type ViewState, writeViewState } from "./view-state.ts";

const read = (text: string) => readViewState(new URLSearchParams(text));

it("an address without parameters is the whole graph", () => {
  expect(writeViewState(read(""))).toBe("");
  expect(read("").namespaces).toBeNull();
});

it("reading is the inverse of writing", () => {
  const state: ViewState = {
    namespaces: ["a", "b"],
    text: "x & y",
    highlight: true,
    outcomes: ["denied", "disagrees"],
    view: "table",
    edge: "a/x>b/z:80",
    node: null,
    asked: ["a/x", "b/z"],
    only: ["a/x>b/y:80", "a/x>b/z:8080"],
    preview: ["AuthorizationPolicy new a/p", "PeerAuthentication b/q"],
    side: "before",
    fold: { mode: "allBut", names: ["a"] },
    legend: false,
  };
  expect(read(writeViewState(state))).toEqual(state);
});

it("no namespace is another view than all namespaces", () => {
  expect(read(writeViewState({ ...read(""), namespaces: [] })).namespaces).toEqual([]);
});

it("nothing folded and everything folded are wishes of their own", () => {
  expect(read("").fold).toBeNull();
  for (const mode of ["only", "allBut"] as const) {
    const fold = { mode, names: [] };
    expect(read(writeViewState({ ...read(""), fold })).fold).toEqual(fold);
  }
});

it("what is no outcome is dropped", () => {
  expect(read("outcome=denied,nonsense").outcomes).toEqual(["denied"]);
});
