import { describe, expect, it } from "vitest";
import { isPathTemplate, pathTemplate } from "./path-template.ts";

describe("a path template", () => {
  it.each([
    ["/allow/admin/{**}", "/allow/admin/", true],
    ["/allow/admin/{**}", "/allow/admin/x/y.txt", true],
    ["/allow/admin/{**}", "/allow/admin", false],
    ["/allow/admin/{**}", "/allow/user/", false],
    ["/foo/{*}/bar/{**}", "/foo/buzz/bar/bat", true],
    ["/foo/{*}/bar/{**}", "/foo/buzz/bar/a/b.txt", true],
    ["/foo/{*}/bar/{**}", "/foo//bar/bat.txt", false],
    ["/foo/{*}/bar/{**}", "/foo/bar/bat.txt", false],
    ["/store/{**}/cart", "/store//cart", true],
    ["/store/{**}/cart", "/store/a/b/cart", true],
    ["/store/{**}/cart", "/store/cart", false],
    ["/api/{*}", "/api/x", true],
    ["/api/{*}", "/api/x/", false],
    ["/api/{*}", "/api/", false],
    ["/api/{*}", "/API/x", false],
    // Characters that the operators do not take.
    ["/api/{*}", "/api/a=b", false],
    ["/api/{*}", "/api/a*b", false],
    ["/a.b/{*}", "/axb/c", false],
  ])("%s matches %s: %s", (template, path, expected) => {
    expect(isPathTemplate(template)).toBe(true);
    expect(pathTemplate(template).test(path)).toBe(expected);
  });

  it.each(["/api/*", "*", "/api/{id}", "/{}"])("%s is none", (value) => {
    expect(isPathTemplate(value)).toBe(false);
  });
});
