import { describe, expect, it } from "vitest";
import type { TokenClaims } from "../facts.ts";
import { claimValues, matchRequestPrincipal } from "./request-principal.ts";

const token = (issuer: string, subject: string, claims: TokenClaims["claims"] = {}): TokenClaims => ({
  issuer,
  subject,
  claims,
  spaceDelimited: new Set(["scope"]),
});

describe("requestPrincipals", () => {
  const user = token("https://idp.example", "user-1");
  it.each([
    ["*", true],
    ["https://idp.example/user-1", true],
    ["https://idp.example/*", true],
    ["https://idp.example/user*", true],
    ["*/user-1", true],
    ["*idp.example/user-1", true],
    ["*-1", true],
    ["https://idp.example/other", false],
    ["https://other.example/*", false],
    // The last slash splits, so this is the issuer "https:/" with a subject that begins with "idp".
    ["https://idp*", false],
    ["*-2", false],
    ["user-1", false],
    // Only the first star counts, so these want a subject that is a star.
    ["*/*", false],
    ["*idp.example/*", false],
  ])("%s: %s", (pattern, expected) => {
    expect(matchRequestPrincipal(pattern, user)).toBe(expected);
    expect(matchRequestPrincipal(pattern, null)).toBe(false);
  });

  it("need both parts where they ask for any", () => {
    expect(matchRequestPrincipal("*", token("https://idp.example", ""))).toBe(false);
    expect(matchRequestPrincipal("*", token("", "user"))).toBe(false);
    expect(matchRequestPrincipal("idp", token("idp", ""))).toBe(true);
    expect(matchRequestPrincipal("idp", token("idp", "user"))).toBe(false);
    expect(matchRequestPrincipal("id*", token("idp", "user"))).toBe(true);
    expect(matchRequestPrincipal("id*", token("idp", ""))).toBe(false);
  });
});

describe("a claim", () => {
  const claims = {
    role: "admin",
    roles: ["a", 1, "b", null],
    age: 7,
    admin: true,
    scope: "read  write",
    nested: { groups: ["x"], scope: "read write", deep: { er: "y" } },
  };
  it.each([
    [["role"], ["admin"]],
    [["roles"], ["a", "b"]],
    [["scope"], ["read", "write"]],
    [["nested", "groups"], ["x"]],
    [["nested", "scope"], ["read write"]],
    [["nested", "deep", "er"], ["y"]],
    [["age"], []],
    [["admin"], []],
    [["none"], []],
    [["role", "none"], []],
    [["roles", "0"], []],
    [["constructor"], []],
    [["__proto__", "toString"], []],
  ])("%j has the values %j", (names, values) => {
    expect(claimValues(token("i", "s", claims), names)).toEqual(values);
  });
});
