import "server-only";
import { parseText } from "../cluster/capture/yaml-text.ts";
import { type ChangeClass, changeClasses } from "../contract/preview.ts";
import type { DraftKind } from "../contract/preview-kinds.ts";

/** A change with the text that it is about: the new one or, for a delete, the one that goes. */
export interface OrderedChange {
  readonly change: { readonly kind: DraftKind; readonly operation: "create" | "replace" | "delete" };
  readonly text: string;
}

/**
 * Changes in an order that is safe to apply one by one: plaintext is taken before it is no longer sent as mTLS, mTLS is sent before it
 * is required, a token is checked before it is required.
 * @returns indexes into `changes`, each with why it stands there; changes of one class keep their order
 */
export function safeOrder(
  changes: readonly OrderedChange[],
): readonly { readonly index: number; readonly class: ChangeClass }[] {
  const rank = (c: ChangeClass) => changeClasses.indexOf(c);
  return changes
    .map((change, index) => ({ index, class: classOf(change) }))
    .toSorted((a, b) => rank(a.class) - rank(b.class) || a.index - b.index);
}

function classOf({ change, text }: OrderedChange): ChangeClass {
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
