import { describe, expect, it } from "vitest";
import { backOff } from "./times.ts";

const times = { backOffFirst: 500, backOffLongest: 30_000 };

describe("the wait before another try", () => {
  it("doubles up to a limit, and half of it is chance", () => {
    expect([1, 2, 3, 7, 40].map((failures) => backOff(failures, null, 1, times))).toEqual([
      500, 1000, 2000, 30_000, 30_000,
    ]);
    expect(backOff(3, null, 0, times)).toBe(1000);
  });

  it("is never shorter than what the API server asked for", () => {
    expect(backOff(1, 12, 0, times)).toBe(12_000);
    expect(backOff(1, 12, 1, times)).toBeCloseTo(13_200);
    expect(backOff(9, 1, 1, times)).toBe(30_000);
  });
});
