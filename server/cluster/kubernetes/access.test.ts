import { describe, expect, it } from "vitest";
import { mayRead, readRules } from "./access.ts";

const review = (rules: readonly unknown[], incomplete = false) =>
  readRules({ status: { resourceRules: rules, incomplete } });
const rule = (
  verbs: readonly string[],
  groups: readonly string[],
  resources: readonly string[],
  names?: readonly string[],
) => ({
  verbs,
  apiGroups: groups,
  resources,
  ...(names === undefined ? {} : { resourceNames: names }),
});

describe("the rights in a namespace", () => {
  it.each([
    ["list and watch of the resource", [rule(["get", "list", "watch"], [""], ["pods"])], "yes"],
    [
      "the two in two rules",
      [rule(["list"], [""], ["pods"]), rule(["watch"], [""], ["pods", "services"])],
      "yes",
    ],
    ["everything", [rule(["*"], ["*"], ["*"])], "yes"],
    ["list without watch", [rule(["list"], [""], ["pods"])], "no"],
    ["another resource", [rule(["list", "watch"], [""], ["services"])], "no"],
    ["the same name in another group", [rule(["list", "watch"], ["apps"], ["pods"])], "no"],
    ["some objects by name", [rule(["list", "watch"], [""], ["pods"], ["one"])], "no"],
  ] as const)("%s", (_, rules, may) => {
    expect(mayRead(review(rules), "", "pods")).toBe(may);
  });

  it("are tried where the API server does not tell all of them", () => {
    expect(mayRead(review([], true), "", "pods")).toBe("maybe");
    expect(mayRead(readRules({}), "", "pods")).toBe("maybe");
  });
});
