import { expect, it } from "vitest";
import { certificatesQuestion, decodeQuestion } from "./certificates.ts";

it("a time in a question is RFC 3339, with any offset, or missing", () => {
  for (const at of [undefined, "2026-11-24T08:25:00Z", "2026-11-24T17:25:00+09:00"])
    expect(certificatesQuestion.safeParse({ at }).success).toBe(true);
  for (const at of ["", "now", "2026-11-24", "1700000000"])
    expect(certificatesQuestion.safeParse({ at }).success).toBe(false);
});

it("a text to decode is neither empty nor endless", () => {
  expect(decodeQuestion.safeParse({ text: "x" }).success).toBe(true);
  for (const text of ["", "x".repeat(262_145)])
    expect(decodeQuestion.safeParse({ text }).success).toBe(false);
});
