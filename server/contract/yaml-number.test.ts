import { expect, it } from "vitest";
import { readYamlNumber } from "./yaml-number.ts";

it.each([
  ["0", 0],
  ["-0", 0],
  ["8080", 8080],
  ["+1", 1],
  ["-12", -12],
  ["1_000", 1000],
  ["010", 8],
  ["0o17", 15],
  ["08", 8],
  ["0x1F", 31],
  ["-0x1F", -31],
  ["0b11", 3],
  ["1.", 1],
  ["09.5", 9.5],
  ["-.5", -0.5],
  [".5e1", 5],
  ["1e3", 1000],
  [".inf", Number.POSITIVE_INFINITY],
  ["-.INF", Number.NEGATIVE_INFINITY],
  [".nan", Number.NaN],
])("%s without quotes is the number %d", (text, number) => {
  expect(readYamlNumber(text)).toBe(number);
});

// The first is a namespace in exportTo, the second ends many a hash.
it.each([
  ".",
  "e1",
  "1e",
  "-",
  "+",
  "._1",
  "22:30",
  "10.0.0.1",
  "1.2.3",
  "2026-11-24",
  "5m",
  "0x",
  "0b2",
  "1-2",
  "1.2e",
  "nan",
])("%s without quotes is a text", (text) => {
  expect(readYamlNumber(text)).toBeUndefined();
});
