import { describe, expect, it } from "vitest";
import { inBlock, parseCidr } from "./address.ts";

describe("an address in a block", () => {
  it.each([
    ["10.77.1.11", "10.77.1.11", true],
    ["10.77.1.11", "10.77.1.11/32", true],
    ["10.77.1.11", "10.77.1.12/32", false],
    ["10.77.1.11", "10.77.0.0/16", true],
    ["10.78.1.11", "10.77.0.0/16", false],
    // The bits behind the prefix do not count.
    ["10.77.9.9", "10.77.1.1/16", true],
    ["10.77.1.11", "0.0.0.0/0", true],
    ["2001:db8::1", "2001:db8::/32", true],
    ["2001:db9::1", "2001:db8::/32", false],
    ["2001:db8::1", "2001:DB8:0:0:0:0:0:1", true],
    ["::ffff:10.77.1.11", "10.77.0.0/16", true],
    // Families do not mix.
    ["2001:db8::1", "0.0.0.0/0", false],
    ["10.77.1.11", "::/0", false],
    ["no address", "0.0.0.0/0", false],
    ["10.77.1.11", "no block", false],
    ["", "", false],
  ])("%s in %s: %s", (address, block, expected) => {
    expect(inBlock(address, block)).toBe(expected);
  });
});

describe("a text that is no block", () => {
  it.each([
    "",
    "10.1",
    "10.1.1.1/33",
    "10.1.1.1/",
    "10.1.1.1/-1",
    "10.1.1.1/8/8",
    "10.1.1.256",
    "::/129",
    "a/8",
  ])("%j", (text) => {
    expect(parseCidr(text)).toBeNull();
  });
});
