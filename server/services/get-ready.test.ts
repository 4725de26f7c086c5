import { expect, it } from "vitest";
import type { ClusterSource, SourceReading } from "../cluster/source.ts";
import type { SourceHealth } from "../contract/sources.ts";
import { getReady } from "./get-ready.ts";

/** @param read null for a source that is still being read */
const source = (health: SourceHealth, read: SourceReading | null = {} as SourceReading) => {
  const reading = read === null ? new Promise<SourceReading>(() => {}) : Promise.resolve(read);
  const part: Partial<ClusterSource> = { read: () => reading, health: () => health };
  return part as ClusterSource;
};

it("a source that was read is ready, also while a part of it is behind", async () => {
  expect(await getReady(1000, source({ state: "synced", problem: null }))).toEqual({
    ok: true,
    value: { ready: true },
  });
  expect(await getReady(1000, source({ state: "stale", problem: null }))).toMatchObject({ ok: true });
});

it("a source that is still being read is not ready, and the probe is answered all the same", async () => {
  expect(await getReady(1, source({ state: "connecting", problem: null }, null))).toMatchObject({
    ok: false,
    problem: { kind: "unreachable", detail: expect.stringContaining("for the first time") },
  });
});

it("a source that cannot be read is not ready, and says why and what to do", async () => {
  const problem = { text: "The folder /x does not exist.", cure: "Name another." };
  expect(await getReady(1000, source({ state: "failed", problem }))).toEqual({
    ok: false,
    problem: { kind: "unreachable", detail: problem.text, cure: problem.cure },
  });
});
