import { describe, expect, it } from "vitest";
import { en } from "../look/en/index.ts";
import { yamlProblems } from "./yaml-problems.ts";

const problems = (text: string, kind = "AuthorizationPolicy") =>
  yamlProblems(text, kind, en.change).map(({ from, to, text: said }) => `${text.slice(from, to)}: ${said}`);
const policy = (spec: string) =>
  `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a, namespace: b}\nspec:\n${spec}`;

describe("the YAML of a policy is told what is wrong, at its place:", () => {
  it.each<[string, string, RegExp]>([
    [
      "a field that is not there",
      "  rules:\n  - from:\n    - source: {principal: [a]}\n",
      /^principal: .*principals/,
    ],
    ["a text in place of a list", "  rules:\n  - to:\n    - operation: {methods: GET}\n", /^GET: methods/],
    ["a number in place of a text", "  rules:\n  - to:\n    - operation: {ports: [80]}\n", /^80: .*"80"/],
    ["a word that it does not know", "  action: allow\n", /^allow: action .*ALLOW/],
    ["a list in place of a map", "  selector: [a]\n", /^\[a\]: selector/],
    [
      "selector beside targetRefs",
      "  selector: {matchLabels: {a: b}}\n  targetRefs: []\n",
      /^\[\]: .*only one/i,
    ],
    [
      "accounts beside namespaces",
      "  rules:\n  - from:\n    - source: {serviceAccounts: [a/b], namespaces: [c]}\n",
      /serviceAccounts/,
    ],
    ["CUSTOM without a provider", "  action: CUSTOM\n", /^CUSTOM: .*provider/],
    ["a condition without a key", "  rules:\n  - when:\n    - values: [a]\n", /key/],
  ])("%s", (_, spec, wanted) => {
    expect(problems(policy(spec))).toEqual([expect.stringMatching(wanted)]);
  });

  it("broken syntax with its place", () => {
    const [found] = yamlProblems("spec:\n  rules: [\n", "AuthorizationPolicy", en.change);
    expect(found?.syntax).toBe(true);
  });

  it("modes of ports want a selector", () => {
    const text = "kind: PeerAuthentication\nspec:\n  portLevelMtls:\n    8080: {mode: STRICT}\n";
    expect(problems(text, "PeerAuthentication")).toHaveLength(1);
    expect(
      problems(text.replace("spec:", "spec:\n  selector: {matchLabels: {app: a}}"), "PeerAuthentication"),
    ).toEqual([]);
  });
});
