import type { Step } from "../contract/verdict.ts";
import { applicablePolicies } from "./authorization.ts";
import type { Emission } from "./client-tls.ts";
import type { Mesh } from "./mesh.ts";
import type { EffectiveMode } from "./peer-authentication.ts";
import type { Endpoint } from "./registry.ts";
import { step } from "./step.ts";

/** What the client proxy sends, and which rules a nearer one hides. */
export function emissionStep(emission: Emission, values: Readonly<Record<string, string>>): readonly Step[] {
  return [
    step(
      emission.code,
      { ...values, ...emission.values },
      emission.by === null ? {} : { object: emission.by.object, path: emission.by.path },
    ),
    ...emission.shadowed.map((r) => step("clientTlsShadowed", {}, { object: r, path: "spec.host" })),
  ];
}

/** The mode of the server port, and what is shadowed or ignored. */
export function modeSteps(mode: EffectiveMode, server: string, port: number): readonly Step[] {
  const values = { server, port: String(port), mode: mode.mode ?? "" };
  const codes = {
    default: "serverModeDefault",
    mesh: "serverModeMesh",
    namespace: "serverModeNamespace",
    workload: "serverModeWorkload",
    port: "serverModePort",
  } as const;
  const decided = step(codes[mode.scope], values, { object: mode.policy, path: mode.path });
  return [
    // What was not read is no default.
    mode.mode === null ? step("unknownCoverage", { because: mode.because ?? "" }) : decided,
    ...mode.shadowed.map((p) => step("serverModeShadowed", { server }, { object: p, path: "spec.selector" })),
    ...mode.ignored.map((p) =>
      step("serverModeRootSelector", { server }, { object: p, path: "spec.selector" }),
    ),
  ];
}

/** Policies that would have been asked, told as not reached. */
export function notAsked(mesh: Mesh, e: Endpoint): readonly Step[] {
  if (e.pod === null || !e.pod.hasProxy) return [];
  const { pod } = e;
  const bound = applicablePolicies(mesh.snapshot, pod);
  return bound.length === 0
    ? [step("authorizationNotAsked", {}, { state: "notReached" })]
    : bound.map((p) => step("authorizationNotAsked", {}, { object: p, state: "notReached" }));
}
