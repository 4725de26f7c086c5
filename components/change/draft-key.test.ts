import { describe, expect, it } from "vitest";
import { type DraftPlace, draftKey, draftScope, placeOf } from "./draft-key.ts";

const scope = draftScope("folder 2", "A folder with spaces");
const places: readonly DraftPlace[] = [
  { operation: "replace", kind: "PeerAuthentication", namespace: "shop", name: "default" },
  { operation: "delete", kind: "AuthorizationPolicy", namespace: "shop", name: "cart.v1" },
  { operation: "create", kind: "DestinationRule", namespace: "shop", name: null },
  { operation: "create", kind: "AuthorizationPolicy", namespace: "shop", name: "cart-callers" },
];

describe("where drafts are kept", () => {
  it.each(places)("is told again from the key: $operation $kind $namespace/$name", (place) => {
    expect(placeOf(scope, draftKey(scope, place))).toEqual(place);
  });

  it("is one place for each draft", () => {
    expect(new Set(places.map((place) => draftKey(scope, place))).size).toBe(places.length);
  });

  it.each(["", "Secret shop/a", "AuthorizationPolicy", "AuthorizationPolicy shop"])(
    "is not read from %j",
    (rest) => {
      expect(placeOf(scope, scope + rest)).toBeNull();
    },
  );
});
