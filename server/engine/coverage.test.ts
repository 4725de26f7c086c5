import { describe, expect, it } from "vitest";
import type { Coverage } from "../contract/graph.ts";
import { tell } from "../contract/text.ts";
import { notRead, outdated } from "./coverage.ts";
import type { MeshSnapshot, Undecodable } from "./snapshot.ts";

const row = (
  kind: string,
  namespace: string | null,
  state: Coverage["state"],
  because: string | null = null,
) => ({
  kind,
  namespace,
  state,
  because,
});
const of = (coverage: readonly Coverage[], undecodable: readonly Undecodable[] = []) =>
  ({ coverage, undecodable }) as unknown as MeshSnapshot;
const asked = ["istio-system", "shop"];

describe("what was not read", () => {
  it.each<[string, Coverage, boolean]>([
    ["a refused list of the namespace", row("AuthorizationPolicy", "shop", "forbidden"), true],
    ["a refused list of the root namespace", row("AuthorizationPolicy", "istio-system", "forbidden"), true],
    ["a refused list of everything", row("AuthorizationPolicy", null, "forbidden"), true],
    ["a list that is behind", row("AuthorizationPolicy", "shop", "stale"), true],
    ["a text that could not be parsed", row("*", null, "undecodable"), true],
    ["another namespace", row("AuthorizationPolicy", "front", "forbidden"), false],
    ["another kind", row("PeerAuthentication", "shop", "forbidden"), false],
    ["a list that was read", row("AuthorizationPolicy", "shop", "readable"), false],
    // A kind that the cluster does not have is a fact.
    ["a kind that is not there", row("AuthorizationPolicy", "shop", "absent"), false],
  ])("%s", (_, coverage, unknown) => {
    expect(notRead(of([coverage]), "AuthorizationPolicy", asked) !== null).toBe(unknown);
  });

  it("is told in the words of the source, or else by kind and namespace", () => {
    const said = row("AuthorizationPolicy", "shop", "forbidden", "The account may not list it.");
    expect(notRead(of([said]), "AuthorizationPolicy", asked)).toBe("The account may not list it.");
    const silent = row("AuthorizationPolicy", "shop", "forbidden");
    expect(tell(notRead(of([silent]), "AuthorizationPolicy", asked), "en")).toBe(
      "AuthorizationPolicy could not be read in namespace shop.",
    );
  });

  it("is an object that could not be decoded, in its namespace", () => {
    const object = (namespace: string) => ({
      kind: "AuthorizationPolicy",
      namespace,
      name: "a",
      path: "spec",
      because: "It cannot be read.",
    });
    expect(notRead(of([], [object("shop")]), "AuthorizationPolicy", asked)).toBe("It cannot be read.");
    expect(notRead(of([], [object("front")]), "AuthorizationPolicy", asked)).toBeNull();
    expect(notRead(of([], [object("shop")]), "PeerAuthentication", asked)).toBeNull();
    // Its namespace could not be read either, so it may have been meant for any.
    expect(notRead(of([], [object("")]), "AuthorizationPolicy", asked)).toBe("It cannot be read.");
  });

  it("is not the namespace that was read although the whole was refused", () => {
    const general = row("AuthorizationPolicy", null, "forbidden");
    const but = (...names: readonly string[]) =>
      names.map((name) => row("AuthorizationPolicy", name, "readable"));
    const told = (...rows: readonly Coverage[]) => notRead(of(rows), "AuthorizationPolicy", asked) !== null;
    expect(told(general, ...but("shop", "istio-system"))).toBe(false);
    expect(told(general, ...but("shop"))).toBe(true);
    expect(told(general, ...but("shop", "istio-system"), row("AuthorizationPolicy", "shop", "stale"))).toBe(
      true,
    );
    expect(notRead(of([general, ...but("shop")]), "AuthorizationPolicy", [])).not.toBeNull();
  });
});

describe("pods and ways", () => {
  it.each<[string, Coverage, boolean]>([
    ["that are behind", row("Pod", null, "stale"), true],
    ["whose endpoints are behind in one of the namespaces", row("EndpointSlice", "shop", "stale"), true],
    ["that are behind elsewhere", row("Service", "front", "stale"), false],
    ["that were refused are not there at all", row("Pod", "shop", "forbidden"), false],
    ["of which a policy is behind", row("PeerAuthentication", "shop", "stale"), false],
  ])("%s", (_, coverage, unknown) => {
    expect(outdated(of([coverage]), asked) !== null).toBe(unknown);
  });
});
