import type { PolicyRef } from "../contract/refs.ts";
import { say } from "../contract/text.ts";
import type { Seen } from "../contract/verdict.ts";
import { assumed, serverCertificateVerifies } from "./assumption.ts";
import type { Emission } from "./client-tls.ts";
import { type Expression, no, reduce, yes } from "./expression.ts";
import type { Facts } from "./facts.ts";
import type { StageGate } from "./gate.ts";
import { principalOf } from "./membership.ts";
import type { Mesh } from "./mesh.ts";
import type { Way } from "./outbound.ts";
import type { Endpoint } from "./registry.ts";
import { failed, texts } from "./seen.ts";
import type { Arrival, Outer, Payload } from "./transport.ts";

/** Is a certificate check of the client open? "yes" when nothing is verified or it verifies for sure. */
export function verification(
  mesh: Mesh,
  emission: Emission | null,
  e: Endpoint,
  outer: Outer,
  name: string,
): { readonly expression: Expression; readonly why: string } {
  const settings = emission?.settings ?? null;
  if (outer === "none" || settings === null) return { expression: yes, why: "" };
  if (outer === "istio") {
    const principal = e.pod === null ? null : principalOf(e.pod, mesh.snapshot.meshConfig);
    if (settings.subjectAltNames.length === 0 || principal === null) return { expression: yes, why: "" };
    return {
      expression: settings.subjectAltNames.includes(`spiffe://${principal}`) ? yes : no,
      why: say("otherIdentity"),
    };
  }
  if (settings.insecureSkipVerify) return { expression: yes, why: "" };
  const against = settings.caCertificates ?? say("systemAuthorities");
  const fact = serverCertificateVerifies(name);
  return {
    expression: {
      op: "test",
      test: {
        field: "serverCertificate",
        wanted: [against],
        path: "spec.trafficPolicy.tls",
        assumes: fact,
        ask: (f) => assumed(f, fact),
        was: () => say("notKnown"),
      },
    },
    why: say("against", { authority: against }),
  };
}

/** What the application itself makes of the bytes, when that is not sure to be an answer. */
export function applicationGate(
  arrival: Arrival,
  outer: Outer,
  payload: Payload,
  way: Way,
  facts: Facts,
  server: string,
  gate: (e: Expression, seen: Seen | null, by: readonly PolicyRef[], name: StageGate["gate"]) => StageGate,
): readonly StageGate[] {
  if (arrival.application === "answers") return [];
  const seen =
    outer === "none" && payload === "https"
      ? ({ kind: "reset" } as const)
      : failed(way.http, texts.retriedFailure);
  if (arrival.application === "refuses") return [gate(no, seen, [], "application")];
  const name = `${server} speaks TLS there`;
  const e: Expression = {
    op: "test",
    test: {
      field: "serverCertificate",
      wanted: [say("speaksTls", { server })],
      path: "",
      assumes: name,
      ask: (f) => assumed(f, name),
      was: () => say("notKnown"),
    },
  };
  return [gate(reduce(e, facts), seen, [], "application")];
}
