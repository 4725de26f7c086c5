import { describe, expect, it } from "vitest";
import { normalizePath } from "./normalize-path.ts";

describe("the path as rules see it", () => {
  it.each([
    // raw, NONE, BASE, MERGE_SLASHES, DECODE_AND_MERGE_SLASHES
    ["/a/../b", "/a/../b", "/b", "/b", "/b"],
    ["/a//b", "/a//b", "/a//b", "/a/b", "/a/b"],
    ["/a%2Fb", "/a%2Fb", "/a%2Fb", "/a%2Fb", "/a/b"],
    ["/a%2fb", "/a%2fb", "/a%2fb", "/a%2fb", "/a/b"],
    ["/a%5Cb", "/a%5Cb", "/a%5Cb", "/a%5Cb", "/a/b"],
    ["/%61", "/%61", "/a", "/a", "/a"],
    ["/%7Euser", "/%7Euser", "/~user", "/~user", "/~user"],
    ["/a%20b", "/a%20b", "/a%20b", "/a%20b", "/a%20b"],
    ["/a\\b", "/a\\b", "/a/b", "/a/b", "/a/b"],
    ["/a/./b/.", "/a/./b/.", "/a/b/", "/a/b/", "/a/b/"],
    ["/a/b/..", "/a/b/..", "/a/", "/a/", "/a/"],
    ["/../../a", "/../../a", "/a", "/a", "/a"],
    ["/%2e%2e/a", "/%2e%2e/a", "/a", "/a", "/a"],
    ["/a?x=/../b", "/a", "/a", "/a", "/a"],
    ["/a#f?x", "/a", "/a", "/a", "/a"],
    ["/", "/", "/", "/", "/"],
  ])("%s", (raw, none, base, merged, decoded) => {
    expect(normalizePath(raw, "NONE")).toBe(none);
    expect(normalizePath(raw, "BASE")).toBe(base);
    expect(normalizePath(raw, "MERGE_SLASHES")).toBe(merged);
    expect(normalizePath(raw, "DECODE_AND_MERGE_SLASHES")).toBe(decoded);
  });
});
