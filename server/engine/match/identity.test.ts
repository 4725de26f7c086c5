import { describe, expect, it } from "vitest";
import {
  expandTrustDomain,
  expandTrustDomainValue,
  matchNamespace,
  matchPrincipal,
  matchServiceAccount,
  matchTrustDomain,
} from "./identity.ts";

const web = "cluster.local/ns/front/sa/web";

describe("principals", () => {
  it.each([
    [web, true],
    ["*", true],
    ["cluster.local/ns/front/*", true],
    ["cluster.local/ns/fr*", true],
    ["*/sa/web", true],
    ["*/ns/front/sa/web", true],
    ["*web", true],
    ["cluster.local/ns/front/sa/we", false],
    ["cluster.local/ns/other/*", false],
    ["*/sa/other", false],
    ["CLUSTER.LOCAL/ns/front/sa/web", false],
    // A star within the text is literal, and the scheme is never written.
    ["cluster.local/ns/*/sa/web", false],
    [`spiffe://${web}`, false],
    ["spiffe://*", false],
  ])("%s: %s", (pattern, expected) => {
    expect(matchPrincipal(pattern, web)).toBe(expected);
    expect(matchPrincipal(pattern, null)).toBe(false);
  });
});

describe("namespaces", () => {
  it.each([
    ["front", true],
    ["fro*", true],
    ["*nt", true],
    ["f*t", true],
    ["*", true],
    ["fron", false],
    ["front-dev", false],
    ["web", false],
    ["f.ont", false],
  ])("%s: %s", (pattern, expected) => {
    expect(matchNamespace(pattern, web)).toBe(expected);
    expect(matchNamespace(pattern, null)).toBe(false);
  });
});

describe("service accounts", () => {
  it.each([
    ["front/web", "shop", true],
    ["web", "front", true],
    // Without a namespace the policy's own is meant.
    ["web", "shop", false],
    ["front/*", "shop", false],
    ["*", "front", false],
    ["other/web", "front", false],
    ["front/we", "front", false],
  ])("%s in a policy of %s: %s", (value, namespace, expected) => {
    expect(matchServiceAccount(value, namespace, web)).toBe(expected);
    expect(matchServiceAccount(value, namespace, null)).toBe(false);
  });
});

describe("trust domains", () => {
  it.each([
    ["cluster.local", true],
    ["*", true],
    ["cluster*", true],
    ["*.local", true],
    ["cluster", false],
    ["old.example", false],
    // A star stays within the part of the trust domain.
    ["*web", false],
  ])("%s: %s", (pattern, expected) => {
    expect(matchTrustDomain(pattern, web)).toBe(expected);
    expect(matchTrustDomain(pattern, null)).toBe(false);
  });
});

describe("aliases of the trust domain", () => {
  const names = ["new.example", "cluster.local", "old.example"];
  const all = names.map((name) => `${name}/ns/front/sa/web`);

  it.each(["new.example", "cluster.local", "old.example"])("%s stands for every name of the mesh", (name) => {
    expect(expandTrustDomain(`${name}/ns/front/sa/web`, names)).toEqual(all);
    expect(expandTrustDomainValue(name, names)).toEqual(names);
  });

  it("do not reach a foreign trust domain", () => {
    expect(expandTrustDomain("other.example/ns/front/sa/web", names)).toEqual([
      "other.example/ns/front/sa/web",
    ]);
    expect(expandTrustDomainValue("other.example", names)).toEqual(["other.example"]);
  });

  it("take cluster.local for the local trust domain even where the mesh has another", () => {
    expect(expandTrustDomain(web, ["prod", "old"])).toEqual(["prod/ns/front/sa/web", "old/ns/front/sa/web"]);
  });

  it("replace a star at the end of the trust domain and leave one at its start", () => {
    expect(expandTrustDomain("new*/ns/front/sa/web", names)).toEqual(all);
    expect(expandTrustDomain("*.example/ns/front/sa/web", names)).toEqual([
      "*.example/ns/front/sa/web",
      "cluster.local/ns/front/sa/web",
      "*.example/ns/front/sa/web",
    ]);
  });

  it.each(["*", "*/ns/front/sa/web", "cluster.local/ns/front/*", "cluster.local/*", "a"])(
    "leave %s, which does not have five parts or begins with a bare star",
    (value) => {
      expect(expandTrustDomain(value, names)).toEqual([value]);
    },
  );
});
