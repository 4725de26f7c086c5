import { expect, it } from "vitest";
import type { Flip, Preview } from "../../server/contract/preview.ts";
import { damageOf } from "./damage.ts";

const verdict = (outcome: Flip["before"]["outcome"]): Flip["before"] => ({
  outcome,
  transport: "mtls",
  condition: null,
  because: null,
  decidedBy: [],
});
const flip = (
  before: Flip["before"]["outcome"],
  after: Flip["before"]["outcome"],
  evidence: readonly ("observed" | "possible")[],
  via: Flip["via"] = "service",
): Flip => ({
  workloadPort: 80,
  otherPorts: false,
  via,
  before: verdict(before),
  after: verdict(after),
  example: null,
  callers: evidence.map((kind, i) => ({
    client: `c${i}`,
    edge: `c${i}>s:80`,
    evidence: kind,
    perSecond: null,
  })),
  callerCount: evidence.length,
});
const preview = (flips: readonly Flip[]): Preview => ({
  changes: "some",
  servers: [{ server: "s", flips }],
  counts: {
    observed: flips.flatMap(({ callers }) => callers).filter(({ evidence }) => evidence === "observed")
      .length,
    named: 0,
    possible: 0,
  },
  otherwise: 0,
  open: [],
});

it("observed callers are counted alone; without any, all are", () => {
  expect(damageOf(preview([flip("allowed", "denied", ["observed", "possible"])]))).toMatchObject({
    observed: true,
    refused: 1,
    family: "denied",
  });
  expect(damageOf(preview([flip("allowed", "denied", ["possible", "possible"])]))).toMatchObject({
    observed: false,
    refused: 2,
  });
});

it("what lets more pass is an opening, what changes the way only is neither", () => {
  expect(damageOf(preview([flip("denied", "depends", ["observed"])]))).toMatchObject({
    opened: 1,
    family: "depends",
  });
  expect(damageOf(preview([flip("allowed", "depends", ["observed"])]))).toMatchObject({ refused: 1 });
  expect(damageOf(preview([flip("allowed", "allowed", ["observed"])]))).toMatchObject({
    other: 1,
    family: "allowed",
  });
});

it("calls by address alone are no damage in numbers", () => {
  expect(damageOf(preview([flip("allowed", "denied", ["possible"], "address")]))).toMatchObject({
    family: "none",
  });
});
