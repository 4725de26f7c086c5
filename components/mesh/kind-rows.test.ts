import { expect, it } from "vitest";
import type { CollectionState } from "../../server/contract/sources.ts";
import { kindRows, secondsBetween } from "./kind-rows.ts";

const collection = (kind: string, group: string, namespace: string | null): CollectionState => ({
  kind,
  group,
  namespace,
  state: "synced",
  objects: 1,
  certainAt: null,
  changedAt: null,
  resourceVersion: null,
});
const read = (kind: string) => ({
  kind,
  count: 3,
  undecodable: 0,
  state: "readable" as const,
  partly: false,
  because: [],
});

it("a kind that is read as a whole has one state, one that is read in parts has them below it", () => {
  const rows = kindRows(
    [read("Pod"), read("Gateway")],
    [
      collection("Gateway", "networking.istio.io", null),
      collection("Gateway", "gateway.networking.k8s.io", null),
      collection("Pod", "", null),
      collection("Sidecar", "networking.istio.io", null),
    ],
  );
  expect(
    rows.map(({ kind, live, parts }) => [kind.kind, kind.count, live?.kind ?? null, parts.length]),
  ).toEqual([
    ["Gateway", 3, null, 2],
    ["Pod", 3, "Pod", 0],
    ["Sidecar", 0, "Sidecar", 0],
  ]);
});

it("a source that is not followed has its kinds alone", () => {
  expect(kindRows([read("Pod")], [])).toEqual([{ kind: read("Pod"), live: null, parts: [] }]);
});

it("a server whose clock is behind tells no time of the future", () => {
  expect(secondsBetween("2026-01-01T00:00:05Z", "2026-01-01T00:01:05Z")).toBe(60);
  expect(secondsBetween("2026-01-01T00:00:05Z", "2026-01-01T00:00:01Z")).toBe(0);
});
