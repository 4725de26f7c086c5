import "server-only";
import { parseText } from "../cluster/capture/yaml-text.ts";
import type { KnownChange } from "../cluster/policy-writer.ts";

/** A change with the text that it is about: the new one or, for a delete, the one that goes. */
export interface OrderedChange {
  readonly change: KnownChange;
  readonly text: string;
}

/**
 * When each kind of change is made. What lets through comes before what shuts out, so that nobody is shut out on the way who may pass at the
 * end: plaintext is taken before it is no longer sent as mTLS, mTLS is sent before it is required, a token is checked before it is required.
 */
const ranks = {
  permissive: 0,
  denyRemoved: 1,
  requestAuthentication: 2,
  allow: 3,
  destinationRule: 4,
  deny: 5,
  peerAuthenticationRemoved: 6,
  strict: 7,
  allowRemoved: 8,
  requestAuthenticationRemoved: 9,
} as const;

/**
 * Changes in an order that is safe to apply one by one.
 * @returns indexes into `changes`; changes of one rank keep their order
 */
export function safeOrder(changes: readonly OrderedChange[]): readonly number[] {
  const ranked = changes.map((change, index) => ({ index, rank: ranks[classOf(change)] }));
  return ranked.toSorted((a, b) => a.rank - b.rank || a.index - b.index).map(({ index }) => index);
}

function classOf({ change, text }: OrderedChange): keyof typeof ranks {
  const removed = change.operation === "delete";
  switch (change.kind) {
    case "PeerAuthentication":
      if (removed) return "peerAuthenticationRemoved";
      return modesIn(text).includes("STRICT") ? "strict" : "permissive";
    case "RequestAuthentication":
      return removed ? "requestAuthenticationRemoved" : "requestAuthentication";
    case "DestinationRule":
      return "destinationRule";
    case "AuthorizationPolicy": {
      const action = at(at(readValue(text), "spec"), "action");
      const shuts = action === "DENY" || action === "CUSTOM";
      if (removed) return shuts ? "denyRemoved" : "allowRemoved";
      return shuts ? "deny" : "allow";
    }
  }
}

/** Every mode that a PeerAuthentication sets. */
function modesIn(text: string): readonly unknown[] {
  const spec = at(readValue(text), "spec");
  const ports = at(spec, "portLevelMtls");
  const settings = typeof ports === "object" && ports !== null ? Object.values(ports) : [];
  return [at(spec, "mtls"), ...settings].map((setting) => at(setting, "mode"));
}

function readValue(text: string): unknown {
  const parsed = parseText(text);
  return parsed.kind === "value" ? parsed.value : null;
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
