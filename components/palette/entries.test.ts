import { expect, it } from "vitest";
import type { AskChoices } from "../../server/contract/ask.ts";
import { en } from "../look/en/index.ts";
import { askLine } from "./ask-line.ts";
import { entriesOf, found, sourceEntries } from "./entries.ts";

const choices: AskChoices = {
  revision: "r",
  callers: [
    { id: "front/web", account: "front/web", principal: null },
    { id: "shop/cart", account: "shop/cart", principal: null },
  ],
  accounts: [],
  hosts: [
    {
      host: "cart.shop.svc.cluster.local",
      namespace: "shop",
      ports: [
        { port: 80, protocol: "HTTP" },
        { port: 9000, protocol: "TCP" },
      ],
    },
  ],
  pods: [{ id: "legacy/app", ports: [8080] }],
  policies: [{ kind: "AuthorizationPolicy", namespace: "shop", name: "cart" }],
  gateways: [],
};

it("a line with an arrow is a question", () => {
  expect(askLine("ask front/web -> shop/cart GET /x", choices)).toMatchObject({
    workload: "front/web",
    host: "cart.shop.svc.cluster.local",
    port: "80",
    method: "GET",
    path: "/x",
  });
  expect(askLine("web -> cart:9000", choices)).toMatchObject({
    workload: "front/web",
    port: "9000",
    protocol: "tcp",
  });
  expect(askLine("outside → legacy/app POST", choices)).toMatchObject({
    callerKind: "outside",
    targetKind: "pod",
    pod: "legacy/app",
    port: "8080",
    method: "POST",
  });
});

it("nobody of that name, or no arrow, is none", () => {
  expect(askLine("zzz -> cart", choices)).toBeNull();
  expect(askLine("cart", choices)).toBeNull();
});

it("the question comes first, then what the words fit", () => {
  const all = entriesOf(undefined, choices, en);
  expect(found("web -> cart", all, choices, en)[0]).toMatchObject({
    kind: "ask",
    href: expect.stringContaining("/ask?from=front%2Fweb"),
  });
  expect(found("cart", all, choices, en)[0]).toMatchObject({
    kind: "policy",
    href: "/policies/AuthorizationPolicy/shop/cart",
  });
});

it("a query with a field is looked for in the graph", () => {
  expect(found("ns:shop verdict:denied", [], choices, en)).toEqual([
    {
      kind: "find",
      text: "Find ns:shop verdict:denied in the graph",
      href: "/graph?q=ns%3Ashop+verdict%3Adenied",
    },
  ]);
  expect(found("cart:80", [], choices, en)).toEqual([]);
});

it("another source can be gone to where there is one, and keeps the page that is open", () => {
  const choice = { kind: "context", cluster: "c", user: "u", state: "closed", problem: null } as const;
  const one = { ...choice, id: "context.eu", name: "eu", start: true };
  const two = { ...choice, id: "context.us", name: "us", start: false };
  expect(sourceEntries({ sources: [one], problem: null }, "/matrix")).toEqual([]);
  expect(sourceEntries({ sources: [one, two], problem: null }, "/matrix")).toEqual([
    { kind: "source", text: "eu", href: "/matrix?source=context.eu" },
    { kind: "source", text: "us", href: "/matrix?source=context.us" },
  ]);
});
