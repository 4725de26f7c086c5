import { expect, it } from "vitest";
import { tell } from "../contract/text.ts";
import { modeSteps } from "./hop-steps.ts";
import type { EffectiveMode } from "./peer-authentication.ts";

const unread: EffectiveMode = {
  mode: null,
  because: "The account may not list it.",
  scope: "default",
  decidedBy: [],
  policy: null,
  path: null,
  shadowed: [],
  ignored: [],
};

it("a mode that is not known is told by its reason, never as Istio's default", () => {
  expect(modeSteps(unread, "cart", 8080).map(({ text }) => tell(text, "en"))).toEqual([
    "The account may not list it.",
  ]);
  const usual = modeSteps({ ...unread, mode: "PERMISSIVE", because: null }, "cart", 8080);
  expect(usual.map(({ text }) => tell(text, "en"))).toEqual([
    "cart port 8080 is PERMISSIVE: no PeerAuthentication applies.",
  ]);
});
