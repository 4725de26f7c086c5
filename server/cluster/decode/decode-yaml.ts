import { parse } from "yaml";
import { type DecodeResult, decodeObject } from "./object.ts";

/** Decodes one YAML text, for the tests of this folder. */
export function decodeYaml(text: string): DecodeResult {
  const value: unknown = parse(text, { version: "1.1" });
  return decodeValue(value);
}

/** Decodes one value of any kind, for the tests of this folder. */
export function decodeValue(value: unknown): DecodeResult {
  const place = { origin: { file: "test.yaml", line: 1 }, lineOf: () => 1 };
  return decodeObject(value, place, (text) => {
    try {
      return { value: parse(text) };
    } catch {
      return { error: "line 1: broken" };
    }
  });
}
