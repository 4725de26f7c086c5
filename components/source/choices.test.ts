import { describe, expect, it } from "vitest";
import type { SourceChoice } from "../../server/contract/sources.ts";
import { choiceHref, chosen, shownChoices } from "./choices.ts";

const choice = (part: Partial<SourceChoice> & Pick<SourceChoice, "id" | "kind">): SourceChoice => ({
  name: part.id.replace(/^\w+\./, ""),
  cluster: null,
  user: null,
  start: false,
  state: "closed",
  problem: null,
  ...part,
});
const answer = {
  problem: null,
  sources: [
    choice({ id: "context.prod-eu", kind: "context", cluster: "eu", user: "admin" }),
    choice({ id: "folder.demo", kind: "folder", start: true }),
    choice({ id: "context.prod-us", kind: "context", cluster: "us", user: "viewer" }),
  ],
};

describe("the sources of the menu", () => {
  it("an address without a source means the start source, and an unknown one none", () => {
    expect(chosen(answer, null)?.id).toBe("folder.demo");
    expect(chosen(answer, "context.prod-us")?.id).toBe("context.prod-us");
    expect(chosen(answer, "context.gone")).toBeUndefined();
  });

  it("stand by kind, and are found by name, cluster and user", () => {
    expect(shownChoices(answer, "").map(({ id }) => id)).toEqual([
      "folder.demo",
      "context.prod-eu",
      "context.prod-us",
    ]);
    expect(shownChoices(answer, "viewer").map(({ id }) => id)).toEqual(["context.prod-us"]);
    expect(shownChoices(answer, "prod eu").map(({ id }) => id)).toEqual(["context.prod-eu"]);
  });

  it.each([
    ["/graph", "/graph?source=context.prod"],
    ["/focus/shop/cart", "/focus?source=context.prod"],
    ["/policies/AuthorizationPolicy/shop/cart", "/policies?source=context.prod"],
    ["/nowhere", "/graph?source=context.prod"],
  ])("%s of another source is its own section", (path, href) => {
    expect(choiceHref(path, "context.prod")).toBe(href);
  });
});
