import { expect, it } from "vitest";
import { edgeId, parseEdgeId } from "./edge-id.ts";

it.each([
  ["front/web>shop/cart:8080", { client: "front/web", server: "shop/cart", workloadPort: 8080 }],
  ["outside>shop/cart:80", { client: "outside", server: "shop/cart", workloadPort: 80 }],
  [
    "a/b>external/api.example.com:443",
    { client: "a/b", server: "external/api.example.com", workloadPort: 443 },
  ],
])("%s has its three parts", (id, key) => {
  expect(parseEdgeId(id)).toEqual(key);
  expect(edgeId(key)).toBe(id);
});

it.each(["", "a", "a>b", "a>b:", "a>b:x", ">b:1", "a>:1", "a>b:123456"])("%j is none", (id) => {
  expect(parseEdgeId(id)).toBeNull();
});
