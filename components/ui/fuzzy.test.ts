import { expect, it } from "vitest";
import { fuzzyFilter, fuzzyScore } from "./fuzzy.ts";

const found = (query: string, all: string[]) => fuzzyFilter(query, all, (x) => x, 10);

it("a beginning comes before a part, a part before scattered letters", () => {
  expect(found("cart", ["shop/cart", "cart", "c-a-r-t", "db"])).toEqual(["cart", "shop/cart", "c-a-r-t"]);
});

it("words fit in any order, and all of them must", () => {
  expect(found("cart front", ["front/web -> shop/cart", "front/web -> shop/db"])).toEqual([
    "front/web -> shop/cart",
  ]);
  expect(fuzzyScore("zz", "front/web")).toBeNull();
});

it("without a query all come, up to the limit", () => {
  expect(fuzzyFilter("", ["a", "b", "c"], (x) => x, 2)).toEqual(["a", "b"]);
});
