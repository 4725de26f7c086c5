import { many } from "./many.ts";

/** What changed while the page is open. */
export const push = {
  lost: "Not live: reconnecting",
  lastRevision: (when: string) => `last change ${when}`,
  edge: (client: string, server: string, port: number) => `${client} → ${server}:${port}`,
  flip: (edge: string, before: string, after: string) => `${edge}: ${before} → ${after}`,
  notThere: "not there",
  gone: "gone",
  to: "becomes",
  flipped: (n: number) => `${many(n, "edge", "edges")} flipped`,
  more: (n: number) => `and ${n.toLocaleString("en")} more`,
  none: "Files changed, no edge flipped",
  show: "Show",
  showTip: "Show only these edges",
  dismiss: "Dismiss",
  toast: "What flipped",
  changes: "Changes",
  changesTip: (n: number) => `${many(n, "edge", "edges")} flipped while this page is open`,
  history: "Flips of this session",
  nothing: "Nothing changed since this page was opened.",
  only: (n: number) =>
    n === 1 ? "Only one edge is shown" : `Only ${n.toLocaleString("en")} edges are shown`,
  showAll: "Show all edges",
} as const;
