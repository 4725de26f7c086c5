import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { assembleSnapshot, mergeObjects } from "../../cluster/capture/assemble.ts";
import { readManifestText } from "../../cluster/capture/manifest-text.ts";
import { type FindingCode, findingRows, severities } from "../../contract/findings.ts";
import type { Coverage } from "../../contract/graph.ts";
import { tell } from "../../contract/text.ts";
import type { MeshSnapshot } from "../snapshot.ts";
import { findingsOfChange } from "./change.ts";
import { examples } from "./examples.test-data.ts";
import { findingsOf } from "./findings.ts";
import { checks } from "./registry.ts";

const world = readFileSync(join(import.meta.dirname, "world.yaml"), "utf8");

/** The world of the examples with objects added. */
function snapshotOf(text: string, coverage: readonly Coverage[] = []): MeshSnapshot {
  const parts = [world, text].map((yaml) => readManifestText(yaml, "test.yaml", true).objects);
  return assembleSnapshot({
    revision: "test",
    merged: mergeObjects(parts),
    coverage,
    problems: [],
    trustDomain: null,
  });
}

const traffic = (client: string, server: string): MeshSnapshot["traffic"] => [
  {
    client,
    server,
    workloadPort: 8080,
    protocol: "HTTP",
    perSecond: 2,
    mutualTls: 0,
    plaintext: 2,
    denied: 0,
    refused: 0,
  },
];
const codesOf = (snapshot: MeshSnapshot) => new Set<string>(findingsOf(snapshot).map(({ code }) => code));

/** Only a change has these. */
const ofChanges = ["firstAllow", "disableToStrict"];
const ofReadings = examples.filter(({ code }) => !ofChanges.includes(code));

describe("every code", () => {
  it("has a check and an example", () => {
    const found = new Set<string>([...checks.flatMap((c) => c.codes), "undecodable", ...ofChanges]);
    expect([...found].toSorted()).toEqual(Object.keys(findingRows).toSorted());
    expect([...new Set(examples.map(({ code }) => code))].toSorted()).toEqual(
      Object.keys(findingRows).toSorted(),
    );
  });

  it.each(ofReadings)(
    "$code fires at its line and not where all is well: $why",
    ({ code, fires, silent, path }) => {
      const snapshot = snapshotOf(fires);
      const found = findingsOf(snapshot).filter((f) => f.code === code);
      expect(found.map((f) => f.path)).toContain(path);
      expect(found.every((f) => f.code === "undecodable" || f.line !== null)).toBe(true);
      expect([...codesOf(snapshotOf(silent))]).not.toContain(code);
    },
  );

  it.each(ofReadings)("$code says what its check may say, in both languages: $why", ({ code, fires }) => {
    for (const language of ["en", "ja"] as const) {
      for (const f of tell(findingsOf(snapshotOf(fires)), language).filter((x) => x.code === code)) {
        expect(`${f.text} ${f.cure}`).not.toMatch(/[{}\uFDD0-\uFDD3]/);
        expect(severities.indexOf(f.severity)).toBeGreaterThanOrEqual(
          severities.indexOf(findingRows[code].severity),
        );
      }
    }
  });
});

it("the table in docs/findings.md agrees with the registry", () => {
  const text = readFileSync(join(import.meta.dirname, "..", "..", "..", "docs", "findings.md"), "utf8");
  const rows = [...text.matchAll(/^\| `(\w+)` \| ([^|]+) \| (\w+) \|/gm)].map((m) => m.slice(1));
  const wanted = Object.entries(findingRows).map(([code, { known, severity }]) => [
    code,
    known.join(", "),
    severity,
  ]);
  expect(rows).toEqual(wanted);
});

it("nothing is found in a mesh without policies", () => {
  expect(findingsOf(snapshotOf(""))).toEqual([]);
});

describe("what was not read", () => {
  /** Kinds that the checks of this code rely on, for the kinds of objects that it is found of. */
  const needsOf = (code: FindingCode, kinds: readonly string[]) =>
    checks
      .filter(
        (c) => (c.codes as readonly FindingCode[]).includes(code) && c.kinds.some((k) => kinds.includes(k)),
      )
      .flatMap((c) => c.needs);
  const relying = ofReadings.flatMap((example) => {
    const found = findingsOf(snapshotOf(example.fires)).filter((f) => f.code === example.code);
    const needs = new Set(
      needsOf(
        example.code,
        found.map((f) => f.object.kind),
      ),
    );
    return [...needs].map((kind) => ({ ...example, kind }));
  });

  it.each(relying)("$code is not told where $kind was refused: $why", ({ code, fires, kind }) => {
    const refused = { kind, namespace: null, state: "forbidden", because: "refused" } as const;
    expect([...codesOf(snapshotOf(fires, [refused]))]).not.toContain(code);
  });

  it("is asked of nearly every code", () => {
    expect(new Set(relying.map(({ code }) => code)).size).toBeGreaterThan(ofReadings.length / 2);
  });

  it("a folder of policies alone has nothing dead in it", () => {
    const only = examples.find(({ code }) => code === "deadPrincipal")?.fires ?? "";
    const objects = readManifestText(only, "test.yaml", true).objects;
    const alone = { revision: "test", coverage: [], problems: [], trustDomain: null };
    const snapshot = assembleSnapshot({ ...alone, merged: mergeObjects([objects]) });
    expect(findingsOf(snapshot)).toEqual([]);
  });
});

describe("traffic", () => {
  const strict = examples.find(({ code }) => code === "strictRefuses")?.fires ?? "";
  it("names those who were seen, and makes it a warning", () => {
    const snapshot = { ...snapshotOf(strict), traffic: traffic("legacy/old", "shop/cart") };
    expect(findingsOf(snapshot).filter((f) => f.code === "strictRefuses")).toMatchObject([
      { severity: "warning", affected: [{ id: "legacy/old", perSecond: 2 }], affectedCount: 1 },
    ]);
  });
  it("leaves out whoever was not seen where it was measured", () => {
    const snapshot = { ...snapshotOf(strict), traffic: traffic("front/web", "shop/cart") };
    expect([...codesOf(snapshot)]).not.toContain("strictRefuses");
  });
});

describe("a change", () => {
  it.each(examples.filter(({ code }) => ofChanges.includes(code)))(
    "$code is told of the step, not of the state",
    ({ code, before = "", fires, silent, path }) => {
      const change = findingsOfChange(snapshotOf(before), snapshotOf(fires));
      expect(change.own.filter((f) => f.code === code).map((f) => f.path)).toEqual([path]);
      const calm = findingsOfChange(snapshotOf(silent), snapshotOf(fires));
      expect(calm.own.map((f) => f.code)).not.toContain(code);
      expect([...codesOf(snapshotOf(fires))]).not.toContain(code);
    },
  );

  const mutual = examples.find(({ code }) => code === "plaintextToStrict");
  it("tells what it causes elsewhere, and what it solves", () => {
    const fires = snapshotOf(mutual?.fires ?? "");
    const before: MeshSnapshot = { ...fires, peerAuthentications: [] };
    const after: MeshSnapshot = { ...before, peerAuthentications: fires.peerAuthentications };
    const made = findingsOfChange(before, after);
    expect(made.caused).toMatchObject([{ code: "plaintextToStrict", object: { kind: "DestinationRule" } }]);
    expect(made.own.map((f) => f.object.kind)).not.toContain("DestinationRule");
    expect(findingsOfChange(after, before).solved.map((f) => f.code)).toContain("plaintextToStrict");
  });

  it("changes nothing where nothing changes", () => {
    const snapshot = snapshotOf(mutual?.fires ?? "");
    expect(findingsOfChange(snapshot, { ...snapshot })).toEqual({ own: [], caused: [], solved: [] });
  });
});
