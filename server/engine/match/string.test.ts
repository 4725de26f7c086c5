import { describe, expect, it } from "vitest";
import { matchSome, matchString, starPattern } from "./string.ts";

describe("a text in a policy", () => {
  it.each([
    ["*", "a", true],
    ["*", "", false],
    ["abc*", "abc", true],
    ["abc*", "abcd", true],
    ["abc*", "ab", false],
    ["abc*", "xabc", false],
    ["*abc", "abc", true],
    ["*abc", "xabc", true],
    ["*abc", "abcx", false],
    ["abc", "abc", true],
    ["abc", "ABC", false],
    ["abc", "abcd", false],
    ["", "", true],
    ["", "a", false],
    // Only the first star of a text that begins with one counts, or else the last.
    ["*b*", "ab*", true],
    ["*b*", "abc", false],
    ["a*c*", "a*cd", true],
    ["a*c*", "abcd", false],
    ["a*c", "abc", false],
    ["a*c", "a*c", true],
    ["**", "x*", true],
    ["**", "x", false],
    [".*", "abc", false],
  ])("%j against %j: %s", (pattern, value, expected) => {
    expect(matchString(pattern, value)).toBe(expected);
  });

  it("matches no value that is missing, whatever it asks", () => {
    expect(matchSome(["*", "a", "*a", ""], null)).toBe(false);
  });

  it("matches when one of several does", () => {
    expect(matchSome(["x", "b*"], "bc")).toBe(true);
    expect(matchSome(["x", "b*"], "c")).toBe(false);
    expect(matchSome([], "c")).toBe(false);
  });
});

describe("a text whose every star is any text", () => {
  it.each([
    ["fro*", "front", true],
    ["*", "", true],
    ["f*nt", "front", true],
    ["f*nt", "fronts", false],
    ["a.c", "abc", false],
    ["a.c", "a.c", true],
    ["a(b", "a(b", true],
    ["*a*", "1\na\n2", true],
  ])("%j against %j: %s", (pattern, value, expected) => {
    expect(starPattern(pattern).test(value)).toBe(expected);
  });
});
