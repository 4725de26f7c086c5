import { describe, expect, it } from "vitest";
import { tell } from "../../contract/text.ts";
import { coverageOf, type KindState, type ReadState } from "./read-state.ts";
import type { ReflectorState } from "./reflector.ts";

const resource = { kind: "AuthorizationPolicy", group: "security.istio.io", plural: "authorizationpolicies" };
const failure = {
  kind: "refused",
  text: "The API server h:1 answers 500.",
  cure: "It is tried again.",
  retryAfterSeconds: null,
} as const;
const at = (state: ReflectorState): ReadState => ({
  state,
  failure: state === "stale" || state === "failed" ? failure : null,
  since: 0,
});
const rows = (whole: ReflectorState, inside: Record<string, ReflectorState> = {}, everyNamespace = true) => {
  const byNamespace = new Map(Object.entries(inside).map(([name, state]) => [name, at(state)]));
  const kind: KindState = { resource, whole: at(whole), byNamespace, everyNamespace };
  return tell(coverageOf(kind, "reader"), "en");
};
const short = (...given: Parameters<typeof rows>) =>
  rows(...given).map(({ namespace, state }) => `${namespace ?? "all"} ${state}`);

describe("coverage of a kind", () => {
  it("has no row while the kind is followed", () => {
    expect(rows("synced")).toEqual([]);
  });

  it("tells what is not known yet, or may be another by now, and since when", () => {
    expect(short("connecting")).toEqual(["all stale"]);
    expect(short("failed")).toEqual(["all stale"]);
    expect(rows("stale")[0]?.because).toBe(
      "AuthorizationPolicy may have changed since 1970-01-01T00:00:00Z. The API server h:1 answers 500. It is tried again.",
    );
  });

  it("names each refused namespace with the rule to grant", () => {
    expect(short("forbidden", { shop: "synced", ops: "forbidden" })).toEqual(["ops forbidden"]);
    expect(rows("forbidden", { shop: "synced", ops: "forbidden" })[0]?.because).toBe(
      'reader may not list authorizationpolicies.security.istio.io in namespace ops. Grant it by a Role there: {apiGroups: ["security.istio.io"], resources: ["authorizationpolicies"], verbs: ["get", "list", "watch"]}.',
    );
  });

  it("is general where namespaces are not all known, with what is read as the exception", () => {
    expect(short("forbidden", { shop: "synced", ops: "stale" }, false)).toEqual([
      "all forbidden",
      "ops stale",
      "shop readable",
    ]);
  });

  it("is one row where nothing may be read, and where the cluster lacks the kind", () => {
    expect(short("forbidden", { shop: "forbidden", ops: "forbidden" })).toEqual(["all forbidden"]);
    expect(short("absent")).toEqual(["all absent"]);
  });
});
