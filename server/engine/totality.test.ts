import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { assembleSnapshot, mergeObjects } from "../cluster/capture/assemble.ts";
import { type ManifestObject, readManifestText } from "../cluster/capture/manifest-text.ts";
import { parseText, splitDocuments } from "../cluster/capture/yaml-text.ts";
import type { VerdictRequest } from "../contract/request.ts";
import type { Answer } from "../contract/verdict.ts";
import { edgeId } from "./edge-id.ts";
import { evaluateRequest } from "./evaluate.ts";
import { explainEdge, explainWorkload } from "./explain.ts";
import { buildGraph } from "./incremental.ts";
import { meshOf } from "./mesh.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/** Each seed spoils one to three fields of a recorded mesh; as many as fit into a minute and a half of two slow cores. */
const seeds = 10_000;
const perTest = 1000;
const nowSeconds = Date.parse("2026-11-24T09:00:00Z") / 1000;
const corpus = join(import.meta.dirname, "conformance", "corpus");

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const read = (file: string) => readFileSync(join(corpus, file), "utf8");
function values(text: string): readonly Json[] {
  return splitDocuments(text).map((document) => {
    const parsed = parseText(document.text);
    if (parsed.kind === "broken") throw new Error(parsed.text);
    return parsed.value as Json;
  });
}
const filesIn = (folder: string) => readdirSync(join(corpus, folder)).map((name) => join(folder, name));

function decode(raw: readonly Json[]): readonly ManifestObject[] {
  const list = { apiVersion: "v1", kind: "List", items: raw };
  return readManifestText(JSON.stringify(list), "mutated.json", false).objects;
}

interface Recorded {
  readonly file: string;
  readonly variant: string;
  readonly apply: readonly Json[];
  readonly requests: readonly VerdictRequest[];
}

const world = [...filesIn("world"), "variants/base/mesh-config.yaml"].flatMap((file) => values(read(file)));
const decodedWorld = world.map((object) => decode([object]));
// Policies that say much: those that were written by hand, and a part of the random ones.
const cases = [
  ...["authorization", "destination-rule", "gateway", "membership", "peer-authentication"],
  ...["request-authentication", "service-entry", "seed"],
]
  .flatMap((topic) => filesIn(join("cases", topic)))
  .concat(["mixed", "gateway"].flatMap((kind) => filesIn(join("generated", kind)).slice(0, 30)))
  .map((file) => ({ file, ...(values(read(file))[0] as object) }) as Recorded);

function snapshotOf(objects: readonly (readonly ManifestObject[])[]): MeshSnapshot {
  return assembleSnapshot({
    revision: "mutated",
    merged: mergeObjects(objects),
    coverage: [],
    problems: [],
    trustDomain: null,
  });
}

/** Mulberry32: the same seed spoils the same fields on every machine. */
function random(seed: number): (below: number) => number {
  let state = seed * 0x9e3779b1;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const nested = (depth: number, inside: Json): Json => {
  let value = inside;
  for (let i = 0; i < depth; i += 1) value = i % 2 === 0 ? { spec: value } : [value];
  return value;
};
const prototypeKeys = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];
const texts = [
  "",
  " ",
  "*",
  "**",
  "{*}",
  "/",
  "a/b/c/d/e",
  "()[",
  "\u0000",
  "💥",
  "%",
  "-1",
  "0",
  "99999999999",
];
const moreTexts = [
  "true",
  "null",
  "10.0.0.0/99",
  "::",
  "ns/*",
  "*.*",
  "~",
  ".",
  "{**}/{**}",
  "\\",
  "__proto__",
];

function spoil(value: Json, pick: (below: number) => number): Json | undefined {
  const garbage = [...texts, ...moreTexts];
  switch (pick(14)) {
    case 0:
    case 1:
      return undefined;
    case 2:
      return null;
    case 3:
      return [value];
    case 4:
      return { [prototypeKeys[pick(prototypeKeys.length)] ?? "constructor"]: value };
    case 5:
      return [1e308, -1, 0, 65536, 1.5, 2 ** 53, -0][pick(7)] ?? 0;
    case 6:
      return pick(2) === 0;
    case 7:
      return nested(pick(40) === 0 ? 1500 : 1 + pick(8), value);
    case 8:
      return typeof value === "string" ? "x".repeat(pick(20) === 0 ? 100_000 : 300) : {};
    case 9:
      return Array.isArray(value) ? [...value, ...value, null] : [];
    case 10:
      return typeof value === "string"
        ? value + garbage[pick(garbage.length)]
        : garbage[pick(garbage.length)];
    default:
      return garbage[pick(garbage.length)] ?? "";
  }
}

/** One field, anywhere in the object, becomes something else or goes away. */
function mutate(object: Json, pick: (below: number) => number): Json {
  const copy = structuredClone(object);
  let at: Json = copy;
  for (;;) {
    const keys: readonly (string | number)[] =
      typeof at === "object" && at !== null ? (Array.isArray(at) ? [...at.keys()] : Object.keys(at)) : [];
    const chosen = keys[pick(Math.max(keys.length, 1))];
    if (chosen === undefined) return copy;
    const holder = at as JsonObject;
    const child = holder[chosen] ?? null;
    if (typeof child === "object" && child !== null && pick(5) > 0) {
      at = child;
      continue;
    }
    const spoiled = spoil(child, pick);
    if (pick(12) === 0 && !Array.isArray(at))
      holder[prototypeKeys[pick(prototypeKeys.length)] ?? "constructor"] = child;
    if (spoiled !== undefined) holder[chosen] = spoiled;
    else if (Array.isArray(at)) at.splice(Number(chosen), 1);
    else delete holder[chosen];
    return copy;
  }
}

const policies = [
  ...["AuthorizationPolicy", "PeerAuthentication", "RequestAuthentication", "DestinationRule"],
  ...["VirtualService", "ServiceEntry", "Sidecar", "Pod"],
];
/** A policy whose namespace is known: without metadata nobody can tell whom it was for. */
const isKnownPolicy = ({ kind, path }: { readonly kind: string; readonly path: string }) =>
  policies.includes(kind) && !path.startsWith("metadata");

const outcomes = ["allowed", "denied", "unauthenticated", "refused", "depends", "unknown", "mixed"];
const closed = ["denied", "unauthenticated", "refused"];

function wellFormed(answer: Answer): void {
  expect(outcomes).toContain(answer.outcome);
  expect(answer.condition !== null).toBe(answer.outcome === "depends");
  if (answer.outcome === "unknown") expect(answer.because).toMatch(/\S/);
  for (const step of answer.steps) {
    expect(step.text).not.toMatch(/\bundefined\b|\[object |\{\w+\}/);
    expect(step.text).toMatch(/\S/);
  }
  JSON.stringify(answer);
}

interface Mutation {
  readonly recorded: Recorded;
  readonly before: MeshSnapshot;
  readonly after: MeshSnapshot;
  readonly requests: readonly VerdictRequest[];
  readonly spoiled: number;
}

const unspoiled = new Map<Recorded, MeshSnapshot>();

function mutation(seed: number): Mutation {
  const pick = random(seed);
  const recorded = cases[pick(cases.length)];
  if (recorded === undefined) throw new Error("There are no cases.");
  const apply = [...recorded.apply];
  const objects = [...decodedWorld];
  const spoiled = 1 + Math.max(0, pick(4) - 1);
  for (let left = spoiled; left > 0; left -= 1) {
    const i = pick(apply.length + 1);
    const policy = apply[i];
    if (policy !== undefined) apply[i] = mutate(policy, pick);
    else {
      const at = pick(world.length);
      objects[at] = decode([mutate(world[at] ?? null, pick)]);
    }
  }
  let before = unspoiled.get(recorded);
  if (before === undefined) {
    before = snapshotOf([...decodedWorld, decode(recorded.apply)]);
    unspoiled.set(recorded, before);
  }
  const from = pick(Math.max(recorded.requests.length, 1));
  const requests = [...recorded.requests.slice(from), ...recorded.requests.slice(0, from)].slice(0, 3);
  return { recorded, before, after: snapshotOf([...objects, decode(apply)]), requests, spoiled };
}

function explainSome(seed: number, mesh: MeshSnapshot): void {
  const asked = [...meshOf(mesh).workloads.keys()].slice(seed % 5, (seed % 5) + 1);
  const graph = buildGraph(mesh, { nowSeconds, asked });
  for (const [i, edge] of graph.edges.entries()) {
    expect(outcomes).toContain(edge.outcome);
    if ((i + seed) % 7 !== 0) continue;
    const details = explainEdge(mesh, edgeId(edge), { nowSeconds });
    expect(details?.edge.id).toBe(edge.id);
    expect(details?.sentence).toMatch(/\S/);
  }
  for (const id of asked) expect(explainWorkload(mesh, id)?.node.id).toBe(id);
}

describe("whatever stands in the manifests", () => {
  it.each(Array.from({ length: seeds / perTest }, (_, i) => ({ first: i * perTest })))(
    "the engine answers and never throws, from seed $first",
    { timeout: 120_000 },
    ({ first }) => {
      for (let seed = first; seed < first + perTest; seed += 1) {
        try {
          const { before, after, requests, spoiled } = mutation(seed);
          const options = { nowSeconds };
          for (const request of requests) {
            const answer = evaluateRequest(after, request, options);
            wellFormed(answer);
            // What could not be decoded may have been the very policy that closed the way; a second spoiled object that can
            // still be read may have opened it.
            const lost = spoiled === 1 && after.undecodable.some(isKnownPolicy);
            if (lost && answer.outcome === "allowed")
              expect(closed, `${request.id} turned green`).not.toContain(
                evaluateRequest(before, request, options).outcome,
              );
          }
          if (after.undecodable.length > 0) expect(after.problems.length).toBeGreaterThan(0);
          if (seed % 10 === 0) explainSome(seed, after);
        } catch (error) {
          const { recorded } = mutation(seed);
          throw new Error(`seed ${seed}, ${recorded.file}: ${String(error)}`, { cause: error });
        }
      }
    },
  );
});
