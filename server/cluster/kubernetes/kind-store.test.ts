import { describe, expect, it } from "vitest";
import { kindStore } from "./kind-store.ts";
import type { RawObject, WatchEvent } from "./watch-events.ts";

const service = (name: string, version: string, port = 80, more: RawObject = {}): RawObject => ({
  metadata: { name, namespace: "shop", uid: version, resourceVersion: version, managedFields: [{}] },
  spec: { ports: [{ port }] },
  ...more,
});
const event = (type: WatchEvent["type"], object: RawObject): WatchEvent => ({
  type,
  object,
  resourceVersion: "9",
});

function store(kind = { apiVersion: "v1", kind: "Service", resource: "services" }, keep = false) {
  let changes = 0;
  const made = kindStore(kind, keep, () => {
    changes++;
  });
  return { made, changes: () => changes, names: () => made.objects().map(({ ref }) => ref.name) };
}

describe("the objects of a kind", () => {
  it("stand in the order of their names, whichever way they came", () => {
    const { made, names } = store();
    made.replace("", [service("b", "1"), service("c", "1")]);
    made.apply("", [event("ADDED", service("a", "2")), event("DELETED", service("c", "3"))]);
    expect(names()).toEqual(["a", "b"]);
    const other = store();
    other.made.replace("", [service("b", "7"), service("a", "8")]);
    expect(other.made.digest()).toBe(made.digest());
  });

  it("lose what another list no longer has", () => {
    const { made, names, changes } = store();
    made.replace("", [service("a", "1"), service("b", "1")]);
    made.replace("", [service("b", "1")]);
    expect([names(), changes()]).toEqual([["b"], 2]);
  });

  it("keep the decoded object, and tell nothing, when only what no one sees changed", () => {
    const { made, changes } = store();
    made.replace("", [service("a", "1")]);
    const [before] = made.objects();
    made.apply("", [event("MODIFIED", service("a", "2", 80, { status: { loadBalancer: {} } }))]);
    expect(made.objects()[0]).toBe(before);
    expect(changes()).toBe(1);
    made.apply("", [event("MODIFIED", service("a", "3", 81))]);
    expect(changes()).toBe(2);
  });

  it("are each collection's own until another takes them over", () => {
    const { made, names } = store();
    made.replace("shop", [service("a", "1")]);
    made.replace("", [service("a", "1"), service("b", "1")]);
    made.replace("shop", []);
    expect(names()).toEqual(["a", "b"]);
  });

  it("are undecodable one by one", () => {
    const { made } = store();
    made.replace("", [service("a", "1"), { ...service("b", "1"), spec: { ports: "none" } }]);
    expect(made.objects().map(({ result }) => result.kind)).toEqual(["decoded", "undecodable"]);
    expect(made.objects()[1]?.problems[0]).toMatchObject({ object: "Service shop/b", path: "spec.ports" });
  });

  it("keep no managed fields and no old copy of themselves", () => {
    const kind = { apiVersion: "security.istio.io/v1", kind: "PeerAuthentication", resource: "p" };
    const { made } = store(kind, true);
    const annotations = { "kubectl.kubernetes.io/last-applied-configuration": "{}", mine: "yes" };
    made.replace("", [
      {
        metadata: { name: "a", namespace: "shop", resourceVersion: "1", annotations, managedFields: [] },
        spec: {},
      },
    ]);
    expect(made.raw("shop", "a")?.metadata).toEqual({
      name: "a",
      namespace: "shop",
      resourceVersion: "1",
      annotations: { mine: "yes" },
    });
  });
});
