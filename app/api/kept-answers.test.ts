import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { keptAnswer } from "./kept-answers.ts";

const plain = new Request("http://127.0.0.1/api/x");
const zipping = new Request("http://127.0.0.1/api/x", { headers: { "accept-encoding": "br, gzip" } });
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

it("a large answer is made once for its tag, and is the same packed and not", async () => {
  const value = made(large);
  const first = await keptAnswer(plain, "a", { etag: "a", vary: "accept-language" }, value.make);
  expect(await first.json()).toEqual(large);
  expect([first.headers.get("content-type"), first.headers.get("vary")]).toEqual([
    "application/json",
    "accept-language, accept-encoding",
  ]);
  const packed = await keptAnswer(zipping, "a", { etag: "a" }, value.make);
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  expect(JSON.parse(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString())).toEqual(large);
  expect(value.times).toBe(1);
  await keptAnswer(plain, "b", {}, value.make);
  expect(value.times).toBe(2);
});

it("a small one is made anew, and only the last few are kept", async () => {
  const small = made({ a: 1 });
  for (const _ of [1, 2])
    expect(await (await keptAnswer(plain, "small", {}, small.make)).json()).toEqual({ a: 1 });
  expect(small.times).toBe(2);
  const value = made(large);
  for (const tag of ["t0", "t1", "t2", "t3", "t4", "t0"]) await keptAnswer(plain, tag, {}, value.make);
  expect(value.times).toBe(6);
  await keptAnswer(plain, "t4", {}, value.make);
  expect(value.times).toBe(6);
});
