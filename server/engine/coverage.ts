import { say } from "../contract/text.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/** Kinds whose absence can change a verdict. */
export type DecidingKind =
  | "AuthorizationPolicy"
  | "PeerAuthentication"
  | "RequestAuthentication"
  | "DestinationRule"
  | "VirtualService"
  | "Gateway"
  | "ServiceEntry"
  | "Sidecar"
  | "MeshConfig"
  | "Service"
  | "EndpointSlice"
  | "Pod"
  | "Namespace";

/** True when everything was read, so that no namespace differs from another in what is known of it. */
export function isComplete(snapshot: MeshSnapshot): boolean {
  return (
    snapshot.undecodable.length === 0 &&
    snapshot.coverage.every((c) => c.state === "readable" || c.state === "absent")
  );
}

/**
 * Why what these namespaces hold of one kind is not fully known; null when it was all read.
 * A list that was read and is empty is a fact; one that was refused is not. A row of a namespace says more than the row of the whole source:
 * who may not list a kind everywhere may still read it in some namespaces.
 */
export function notRead(
  snapshot: MeshSnapshot,
  kind: DecidingKind,
  namespaces: readonly string[],
): string | null {
  for (const c of snapshot.coverage) {
    if (c.state === "readable" || c.state === "absent") continue;
    if (c.kind !== kind && c.kind !== "*") continue;
    const matters =
      c.namespace === null
        ? namespaces.length === 0 || namespaces.some((name) => !exceptions(snapshot).has(`${c.kind}/${name}`))
        : namespaces.includes(c.namespace);
    if (matters) {
      return (
        c.because ??
        (c.namespace === null
          ? say("kindNotRead", { kind })
          : say("kindNotReadIn", { kind, namespace: c.namespace }))
      );
    }
  }
  for (const u of snapshot.undecodable) {
    // Without a readable namespace it may have been meant for any.
    if (u.kind === kind && (u.namespace === "" || namespaces.includes(u.namespace))) return u.because;
  }
  return null;
}

const exceptionsOf = new WeakMap<MeshSnapshot["coverage"], ReadonlySet<string>>();

/** `kind/namespace` of what was read although the whole was not. */
function exceptions({ coverage }: MeshSnapshot): ReadonlySet<string> {
  const known =
    exceptionsOf.get(coverage) ??
    new Set(coverage.flatMap((c) => (c.state === "readable" ? [`${c.kind}/${c.namespace}`] : [])));
  exceptionsOf.set(coverage, known);
  return known;
}

/** Kinds that say which pods there are and what leads to them. */
const ways: readonly DecidingKind[] = ["Pod", "Service", "EndpointSlice", "Namespace"];

/** Why pods and ways of these namespaces may be others by now; null when they are as they were read. */
export function outdated(snapshot: MeshSnapshot, namespaces: readonly string[]): string | null {
  for (const c of snapshot.coverage) {
    if (c.state !== "stale" || !ways.some((kind) => kind === c.kind)) continue;
    if (c.namespace === null || namespaces.includes(c.namespace))
      return c.because ?? say("mayHaveChanged", { what: c.kind });
  }
  return null;
}
