import { expect, it } from "vitest";
import type { Check, Decider, RuleRow } from "../../server/contract/ask.ts";
import { excerptOf } from "./excerpt.ts";

const text = `kind: AuthorizationPolicy
metadata: {name: a}
spec:
  rules:
  - from:
    - source:
        principals:
        - one
        - two
    to:
    - operation:
        methods: [GET]
`;

const check = (field: string, line: number, holds: boolean | null, valueLines: readonly number[]): Check => ({
  field,
  wanted: ["x"],
  not: false,
  was: `was ${field}`,
  holds,
  path: `spec.${field}`,
  line,
  valueLines,
});

const decider = (rule: Partial<RuleRow> | null, line: number | null = null): Decider => ({
  ref: { kind: "AuthorizationPolicy", namespace: "n", name: "a", rule: 0 },
  nearest: true,
  rule:
    rule === null
      ? null
      : { rule: 0, state: "missed", widened: false, miss: null, checks: [], line: null, ...rule },
  selectorLines: [],
  line,
});

it("the field that failed first is the band: each of its values, and behind the last what the request had", () => {
  const missed = check("principals", 16, false, [17, 18]);
  const holds = check("methods", 21, true, [21]);
  const { folded, lines } = excerptOf(text, 10, decider({ miss: missed, checks: [missed, holds] }));
  expect(folded).toMatchObject({ from: 10, to: 11 });
  expect(lines[0]).toMatchObject({ number: 12, text: "spec:" });
  expect(lines.filter(({ mark }) => mark !== null)).toMatchObject([
    { number: 17, mark: "bad", was: null },
    { number: 18, mark: "bad", was: "was principals" },
    { number: 21, mark: "good", was: "was methods" },
  ]);
});

it("in a rule that matched, alternatives that did not are no news", () => {
  const checks = [check("principals", 16, false, [17]), check("methods", 21, true, [21])];
  const { lines } = excerptOf(text, 10, decider({ state: "matched", checks }));
  expect(lines.filter(({ mark }) => mark !== null)).toMatchObject([{ number: 21, mark: "good" }]);
});

it("without a rule the deciding line itself is marked", () => {
  expect(excerptOf(text, 1, decider(null, 4)).lines.find(({ mark }) => mark !== null)).toMatchObject({
    number: 4,
    mark: "here",
  });
});
