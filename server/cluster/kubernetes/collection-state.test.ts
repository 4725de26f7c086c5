import { expect, it } from "vitest";
import { collectionsOf } from "./collection-state.ts";
import type { ReadState } from "./read-state.ts";

const state = (of: ReadState["state"]): ReadState => ({ state: of, failure: null, since: 0 });
const resource = { kind: "Pod", group: "", plural: "pods" };

it("a kind that is refused as a whole is told namespace by namespace, with what each is known of", () => {
  const kind = {
    resource,
    whole: state("forbidden"),
    byNamespace: new Map([
      ["shop", state("stale")],
      ["bank", state("forbidden")],
    ]),
    everyNamespace: true,
  };
  const progress = { certainAt: 0, changedAt: 60_000, resourceVersion: "12" };
  const rows = collectionsOf(kind, (namespace) =>
    namespace === "shop" ? { objects: 3, progress } : { objects: 0, progress: null },
  );
  expect(rows).toEqual([
    {
      kind: "Pod",
      group: "",
      namespace: null,
      state: "forbidden",
      objects: 0,
      certainAt: null,
      changedAt: null,
      resourceVersion: null,
    },
    {
      kind: "Pod",
      group: "",
      namespace: "bank",
      state: "forbidden",
      objects: 0,
      certainAt: null,
      changedAt: null,
      resourceVersion: null,
    },
    {
      kind: "Pod",
      group: "",
      namespace: "shop",
      state: "stale",
      objects: 3,
      certainAt: "1970-01-01T00:00:00.000Z",
      changedAt: "1970-01-01T00:01:00.000Z",
      resourceVersion: "12",
    },
  ]);
});
