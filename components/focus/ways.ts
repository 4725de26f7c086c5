import type { FocusGroup, How } from "../../server/contract/focus.ts";

/** How a pair passes, or that it is stopped. */
export type Way = How | "mixed" | "stopped";

/** From wide open to closed: what is most open is read first. */
export const ways = [
  "noProxy",
  "anyClient",
  "anyIdentity",
  "notDenied",
  "namespace",
  "address",
  "identity",
  "requests",
  "token",
  "mixed",
  "unknown",
  "stopped",
] as const satisfies readonly Way[];

export const wayOf = ({ how, outcome }: Pick<FocusGroup, "how" | "outcome">): Way =>
  outcome === "mixed" ? "mixed" : how;

/** Ways that let in callers whom nobody named: drawn with an open gate. */
export const openWays: ReadonlySet<Way> = new Set<Way>(["noProxy", "anyClient"]);
