import { expect, it } from "vitest";
import { keptAnswer } from "./kept-answers.ts";

const large = { values: Array.from({ length: 20_000 }, (_, i) => i) };

/** Counts how often the value is made. */
function made(value: unknown) {
  const counted = { times: 0, make: () => value };
  counted.make = () => {
    counted.times += 1;
    return value;
  };
  return counted;
}

it("a large answer is made once for its tag", async () => {
  const value = made(large);
  for (const _ of [1, 2]) {
    const answer = keptAnswer("a", { etag: "a" }, value.make);
    expect(await answer.json()).toEqual(large);
    expect([answer.headers.get("content-type"), answer.headers.get("etag")]).toEqual([
      "application/json",
      "a",
    ]);
  }
  expect(value.times).toBe(1);
  keptAnswer("b", {}, value.make);
  expect(value.times).toBe(2);
});

it("a small one is made anew, and only the last few are kept", async () => {
  const small = made({ a: 1 });
  for (const _ of [1, 2]) expect(await keptAnswer("small", {}, small.make).json()).toEqual({ a: 1 });
  expect(small.times).toBe(2);
  const value = made(large);
  for (const tag of ["t0", "t1", "t2", "t3", "t4", "t0"]) keptAnswer(tag, {}, value.make);
  expect(value.times).toBe(6);
  keptAnswer("t4", {}, value.make);
  expect(value.times).toBe(6);
});
