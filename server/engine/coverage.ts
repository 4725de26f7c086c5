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
 * A list that was read and is empty is a fact; one that was refused is not.
 */
export function notRead(
  snapshot: MeshSnapshot,
  kind: DecidingKind,
  namespaces: readonly string[],
): string | null {
  for (const c of snapshot.coverage) {
    if (c.state === "readable" || c.state === "absent") continue;
    if (c.kind !== kind && c.kind !== "*") continue;
    if (c.namespace === null || namespaces.includes(c.namespace)) {
      return (
        c.because ?? `${kind} could not be read${c.namespace === null ? "" : ` in namespace ${c.namespace}`}.`
      );
    }
  }
  for (const u of snapshot.undecodable) {
    // Without a readable namespace it may have been meant for any.
    if (u.kind === kind && (u.namespace === "" || namespaces.includes(u.namespace))) return u.because;
  }
  return null;
}
