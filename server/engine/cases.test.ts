import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { assembleSnapshot, mergeObjects } from "../cluster/capture/assemble.ts";
import { type ManifestObject, readManifestText } from "../cluster/capture/manifest-text.ts";
import { parseText, splitDocuments } from "../cluster/capture/yaml-text.ts";
import { type VerdictRequest, verdictRequest } from "../contract/request.ts";
import { tell } from "../contract/text.ts";
import type { Answer } from "../contract/verdict.ts";
import { evaluateRequest } from "./evaluate.ts";

/** One worked example: objects added to `mesh.yaml`, and requests with a part of their answers. */
interface Example {
  readonly title: string;
  readonly apply: readonly unknown[];
  readonly ask: readonly (Omit<VerdictRequest, "id"> & {
    readonly expect: Partial<Answer>;
    /** Codes that the explanation gives, in this order, others between them. */
    readonly steps?: readonly string[];
  })[];
}

const folder = join(import.meta.dirname, "cases");
const nowSeconds = 1_795_000_000;

function readObjects(text: string): readonly ManifestObject[] {
  const { objects, problems } = readManifestText(text, "cases", true);
  expect(problems).toEqual([]);
  return objects;
}
const readText = (name: string) => readFileSync(join(folder, name), "utf8");
const mesh = readObjects(readText("mesh.yaml"));

function examplesIn(name: string): readonly Example[] {
  return splitDocuments(readText(name)).map((document) => {
    const parsed = parseText(document.text);
    if (parsed.kind === "broken") throw new Error(`${name}: ${parsed.text}`);
    return parsed.value as Example;
  });
}

const topics = readdirSync(folder).filter((name) => name !== "mesh.yaml");

describe.each(topics)("%s", (topic) => {
  it.each(examplesIn(topic))("$title", ({ apply, ask }) => {
    const list = JSON.stringify({ apiVersion: "v1", kind: "List", items: apply });
    const snapshot = assembleSnapshot({
      revision: topic,
      merged: mergeObjects([mesh, readObjects(list)]),
      coverage: [],
      problems: [],
      trustDomain: null,
    });
    for (const { expect: expected, steps, ...rest } of ask) {
      const request = verdictRequest.parse({ id: JSON.stringify(rest), ...rest });
      const answer = tell(evaluateRequest(snapshot, request, { nowSeconds }), "en");
      expect(answer, request.id).toMatchObject({ ...expected, id: request.id });
      const codes = answer.steps.map((s) => s.code);
      if (steps !== undefined)
        expect(
          codes.filter((code) => steps.includes(code)),
          request.id,
        ).toEqual(steps);
    }
  });
});
