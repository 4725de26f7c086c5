import type { Transport } from "../../server/contract/verdict.ts";
import type { Words } from "./words.ts";

export interface TransportLook {
  readonly line: "solid" | "dashed" | "dotted" | "double";
  /** A lock only where it is news: mTLS is the quiet case. */
  readonly lock: "open" | "closed" | null;
}

/** How each transport is drawn. */
export const transportLook = {
  mtls: { line: "solid", lock: null },
  plaintext: { line: "dashed", lock: "open" },
  tls: { line: "dotted", lock: "closed" },
  hbone: { line: "double", lock: null },
} satisfies Record<Transport, TransportLook>;

/** The word for a transport, or for none that is known. */
export const transportWord = (transport: Transport | null, words: Words): string =>
  words.transport[transport ?? "none"];

/** Dash pattern of a line style for a line of this width, in px; null for an unbroken line. */
export function dashPattern(line: TransportLook["line"], width: number): readonly [number, number] | null {
  if (line === "dashed") return [2 * width + 3, width + 2.5];
  if (line === "dotted") return [0.1, 2.1 * width];
  return null;
}

/** Width in px of an observed line. */
export const observedWidth = (perSecond: number): number =>
  Math.min(4.6, 1.5 + 1.15 * Math.log10(1 + perSecond));

/** Width in px of a line that only a policy or a route names. */
export const namedWidth = 1.25;
