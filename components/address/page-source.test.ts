import { expect, it } from "vitest";
import { fromHere, withSource } from "./page-source.ts";

it.each([
  ["/graph", "/graph?source=context.prod"],
  ["/graph?ns=shop", "/graph?ns=shop&source=context.prod"],
  ["/policies/a/b/c#L12", "/policies/a/b/c?source=context.prod#L12"],
  ["/policies/a/b/c?path=spec#L12", "/policies/a/b/c?path=spec&source=context.prod#L12"],
  ["#main", "#main"],
])("the address %s keeps the source", (href, wanted) => {
  expect(withSource(href, "context.prod")).toBe(wanted);
});

it("a name with any sign stays one value", () => {
  const id = "context.arn:aws:eks:eu-1:1:cluster/a&source=b#c";
  expect(new URL(withSource("/graph?q=x", id), "http://h").searchParams.getAll("source")).toEqual([id]);
});

it("the start source needs no name", () => {
  expect(withSource("/graph", null)).toBe("/graph");
  expect(fromHere("/graph")).toBe("/graph");
});
