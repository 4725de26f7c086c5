import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { evaluateRequest } from "../evaluate.ts";
import { disagreements, wrongCertainties } from "./compare.ts";
import { meshWith, readCases } from "./corpus.ts";
import { nothingKnown, recordedPlace } from "./environment.ts";
import { unexplained } from "./unexplained.ts";

const cases = readCases();
const listed = (file: string, request: string) =>
  unexplained.some((entry) => entry.file === file && entry.request === request);
const counts = { asked: 0, agree: 0 };

/** The runner of the tests prints this file, since a count of tests does not say how many requests agree. */
const summaryFile = join(import.meta.dirname, "../../../node_modules/.cache/sekisho/conformance.txt");

afterAll(() => {
  const number = (n: number) => n.toLocaleString("en");
  const summary = `conformance: ${number(counts.agree)} of ${number(counts.asked)} requests agree; ${unexplained.length} listed in server/engine/conformance/unexplained.ts`;
  mkdirSync(join(summaryFile, ".."), { recursive: true });
  writeFileSync(summaryFile, `${summary}\n`);
  console.log(summary);
});

describe("the corpus", () => {
  it("is complete: 220 cases by hand, 357 generated, 4,931 requests, 15 refused objects", () => {
    const of = (folder: string) => cases.filter((c) => c.file.startsWith(`${folder}/`)).length;
    expect([of("cases"), of("generated")]).toEqual([220, 357]);
    expect(cases.flatMap((c) => c.requests)).toHaveLength(4931);
    expect(cases.filter((c) => c.rejected)).toHaveLength(15);
    expect(cases.filter((c) => c.requests.length === 0 && !c.rejected)).toEqual([]);
  });

  it("has every listed request, and no more than three are listed", () => {
    expect(unexplained.length).toBeLessThanOrEqual(3);
    for (const { file, request } of unexplained) {
      const known = cases.find((c) => c.file === file)?.requests.some((r) => r.request.id === request);
      expect(known, `${file} ${request}`).toBe(true);
    }
  });
});

describe("the engine says what the mesh did", () => {
  it.each(cases.filter((c) => !c.rejected))("$file: $title", ({ file, variant, objects, requests }) => {
    const mesh = meshWith(variant, objects);
    const wrong: Record<string, readonly string[]> = {};
    for (const recorded of requests) {
      const { request } = recorded;
      const found = disagreements(evaluateRequest(mesh, request, recordedPlace(request)), recorded);
      counts.asked += 1;
      counts.agree += found.length === 0 ? 1 : 0;
      // A listed request that agrees is a stale entry of the list.
      const asListed = listed(file, request.id) === found.length > 0;
      if (!asListed) wrong[request.id] = found.length > 0 ? found : ["agrees now: take it off the list"];
    }
    expect(wrong).toEqual({});
  });
});

describe("without the facts of the recording's place the engine is never wrong, only less certain", () => {
  it.each(cases.filter((c) => !c.rejected))("$file", ({ file, variant, objects, requests }) => {
    const mesh = meshWith(variant, objects);
    const wrong: Record<string, readonly string[]> = {};
    for (const recorded of requests) {
      const { request } = recorded;
      if (listed(file, request.id)) continue;
      const bare = evaluateRequest(mesh, request, nothingKnown);
      const told = evaluateRequest(mesh, request, recordedPlace(request));
      const found = [...wrongCertainties(bare, recorded)];
      const sure = bare.outcome !== "depends" && bare.seen !== null;
      if (sure && bare.outcome !== told.outcome)
        found.push(`${bare.outcome}, with the facts ${told.outcome}`);
      if (found.length > 0) wrong[request.id] = found;
    }
    expect(wrong).toEqual({});
  });
});
