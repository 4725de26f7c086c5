import { describe, expect, it } from "vitest";
import type { PolicyRef } from "../contract/refs.ts";
import { tell } from "../contract/text.ts";
import type { Seen } from "../contract/verdict.ts";
import { combine, judge, type Path } from "./answer.ts";
import { type Expression, no, yes } from "./expression.ts";
import type { StageGate } from "./gate.ts";

const answers: Seen = { kind: "http", status: 200 };
const forbidden: Seen = { kind: "http", status: 403, body: "RBAC: access denied" };
const open: Expression = {
  op: "test",
  test: { field: "methods", wanted: ["GET"], path: "", ask: () => undefined, was: () => "" },
};
const unread: Expression = { op: "unknown", because: "It was not read." };
const ref = (name: string): PolicyRef => ({ kind: "AuthorizationPolicy", namespace: "shop", name, rule: 0 });
const outcomes = {
  route: "refused",
  transport: "refused",
  custom: "denied",
  token: "unauthenticated",
  deny: "denied",
  allow: "denied",
  application: "refused",
} as const;
const gate = (name: StageGate["gate"], expression: Expression): StageGate => ({
  gate: name,
  expression,
  failure: { outcome: outcomes[name], seen: forbidden },
  decidedBy: [ref(name)],
  hangsOn: [ref(`${name}-open`)],
  at: "server",
});

describe("gates in their order", () => {
  it.each<[string, readonly StageGate[], object]>([
    ["none let pass", [], { outcome: "allowed", seen: answers, decidedBy: [] }],
    [
      "that all say yes let pass, by the policy that allows",
      [gate("deny", yes), gate("allow", yes)],
      { outcome: "allowed", seen: answers, decidedBy: [ref("allow")], residual: yes },
    ],
    [
      "stop at the first no",
      [gate("transport", yes), gate("token", no), gate("deny", no)],
      { outcome: "unauthenticated", seen: forbidden, decidedBy: [ref("token")] },
    ],
    [
      "that are open hang on the request",
      [gate("deny", open), gate("allow", yes)],
      { outcome: "depends", seen: null, condition: "only GET", decidedBy: [ref("deny-open")] },
    ],
    [
      "of which one was not read are unknown, even beside an open one",
      [gate("deny", open), gate("allow", unread)],
      { outcome: "unknown", seen: null, condition: null, because: "It was not read." },
    ],
    [
      "stay shut behind one that was not read",
      [gate("deny", unread), gate("allow", no)],
      { outcome: "denied", decidedBy: [ref("allow")], because: null },
    ],
    [
      "of which an open one may stop it otherwise do not say what the caller sees",
      [gate("token", open), gate("allow", no)],
      { outcome: "denied", seen: null },
    ],
    [
      "that would end alike keep status and lose the text",
      [gate("custom", open), gate("allow", no)],
      { outcome: "denied", seen: { kind: "http", status: 403 } },
    ],
  ])("%s", (_, gates, expected) => {
    expect(tell(judge(gates, answers), "en")).toMatchObject(expected);
  });
});

describe("several endpoints", () => {
  const path = (pod: string, expression: Expression): Path => ({
    pod,
    gates: [gate("allow", expression)],
    steps: [],
    hop: null,
    seen: answers,
  });

  it("that agree are one answer", () => {
    expect(combine("q", [path("a/1", yes), path("a/2", yes)])).toMatchObject({
      outcome: "allowed",
      endpoints: [],
    });
  });

  it("that differ are mixed, with an answer for each", () => {
    const answer = combine("q", [path("a/1", yes), path("a/2", no)]);
    expect(answer).toMatchObject({ id: "q", outcome: "mixed", seen: null, decidedBy: [ref("allow")] });
    expect(answer.endpoints.map((e) => [e.pod, e.outcome])).toEqual([
      ["a/1", "allowed"],
      ["a/2", "denied"],
    ]);
  });

  it("that are none are unknown", () => {
    expect(combine("q", [])).toMatchObject({ outcome: "unknown", because: expect.stringMatching(/\S/) });
  });
});
