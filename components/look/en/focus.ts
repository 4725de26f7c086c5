import { many } from "./many.ts";

const few = 3;

/** `a, b, c and 4 more` */
const names = (values: readonly string[]): string =>
  values.length <= few
    ? values.join(", ")
    : `${values.slice(0, few).join(", ")} and ${values.length - few} more`;

/** The page "Focus": one node, who may call it, whom it may call. */
export const focus = {
  title: "Focus",
  titleOf: (id: string) => `Focus: ${id}`,
  /** In the palette. */
  entry: (id: string) => `Focus ${id}`,
  open: "Focus",
  openTip: "Who may call it, and whom it may call, over all pairs",
  picker: "Workload in focus",
  pickerHint: "namespace/name",
  noMatch: "No workload of that name",
  pick: "Choose a workload",
  pickText:
    "Focus shows who may call it and whom it may call: over all pairs of the mesh, not only the drawn edges.",
  loading: "Asking every pair of this workload",
  filter: "Filter peers",
  filterHint: "Namespace or name",
  side: "Direction",
  sides: { both: "Both", callers: "Callers", calls: "Calls" },
  strip: "Pairs by how they pass; each count is a filter",
  pairs: (n: number) => many(n, "pair", "pairs"),
  clear: "Show all",
  callers: "Who may call it",
  calls: "Whom it may call",
  ofAll: (passing: number, all: number) => `${passing.toLocaleString("en")} of ${all.toLocaleString("en")}`,
  none: "Nothing here passes the filters.",
  noCallers: {
    outside: "Callers outside the mesh are where calls begin: nothing here calls them.",
    noPorts: "No port is declared and no Service leads to it, so nobody is known to call it.",
  },
  noCalls: "A server outside the mesh: whom it calls is not known here.",
  /** Short, beside a count in the strip. */
  way: {
    noProxy: "no proxy",
    anyClient: "any client",
    anyIdentity: "any identity",
    notDenied: "not denied",
    namespace: "by namespace",
    address: "by address",
    identity: "by identity",
    requests: "some requests",
    token: "with a token",
    mixed: "endpoints differ",
    unknown: "unknown",
    stopped: "stopped",
  },
  /** Heads of the groups of callers. */
  by: {
    noProxy: "Anyone: no proxy stands in front",
    anyClient: "Any client, also without identity",
    anyIdentity: "Any identity of the mesh",
    notDenied: "Whoever no DENY rule names",
    namespace: (values: readonly string[]) =>
      values.length === 0
        ? "Its namespace is named"
        : `${values.length === 1 ? "Namespace" : "Namespaces"} ${names(values)}`,
    address: (values: readonly string[]) =>
      values.length === 0
        ? "Its address is named"
        : `${values.length === 1 ? "Address" : "Addresses"} ${names(values)}`,
    identity: (values: readonly string[]) =>
      values.length === 0
        ? "Its identity is named"
        : `${values.length === 1 ? "Identity" : "Identities"} ${names(values)}`,
    requests: "Only some requests",
    token: "Only with a token",
    mixed: "Endpoints differ",
    unknown: "Not known",
  },
  /** Heads of the groups of servers. */
  to: {
    noProxy: "No proxy there: nothing is asked",
    anyClient: "Open to any client",
    anyIdentity: "Open to any identity of the mesh",
    notDenied: "Open to whom no DENY rule names",
    namespace: "Its namespace is named there",
    address: "Its address is named there",
    identity: "Its identity is named there",
    requests: "Only some requests",
    token: "Only with a token",
    mixed: "Endpoints differ",
    unknown: "Not known",
  },
  rule: (n: number) => `rule ${n}`,
  morePolicies: (n: number) => `and ${n} more`,
  showPeers: (n: number) => (n === 1 ? "Show it" : `Show all ${n.toLocaleString("en")}`),
  hidePeers: "Show fewer",
  peersOf: (head: string) => `Peers: ${head}`,
  inGraphTip: (head: string) => `Show in the graph: ${head}`,
  edgeTip: (client: string, server: string, port: number) => `Edge ${client} to ${server} port ${port}`,
  askTip: (client: string, server: string) => `Ask a request from ${client} to ${server}`,
  focusTip: (id: string) => `Focus on ${id}`,
  observed: (rate: string) => `${rate}/s`,
  named: "named",
  port: (port: number) => `Port ${port}`,
  portCallers: (port: number) => `Callers of port ${port}`,
  whyOpen: "Why it is open",
  /** It still depends on the request. */
  whySome: "Why no identity is asked",
  change: "Would have to change:",
  fromOutside: "From outside:",
  policies: "Policies that apply, in order",
  inGraphNode: "Show in the graph",
  openToEveryone: "open to everyone",
  reason: {
    noProxy: ({ because = "" }: Readonly<Record<string, string>>) =>
      `No proxy stands in front of the port (${because}), so no policy is asked; a sidecar that reads it would have to be there.`,
    modeDefault: () =>
      "No PeerAuthentication sets a mode, so plaintext is let in; one with mtls.mode STRICT for the mesh, the namespace or the workload would refuse it.",
    modePolicy: ({ policy = "", mode = "" }: Readonly<Record<string, string>>) =>
      `${policy} makes it ${mode}, so plaintext is let in; STRICT there, or in a nearer one, would refuse it.`,
    noAllow: () =>
      "No ALLOW policy applies, so whoever connects is let in; the first one would close what it does not name.",
    allowsEveryone: ({ policy = "", rule = "", from = "" }: Readonly<Record<string, string>>) =>
      `${policy} lets in callers without identity: its rule ${rule} ${from === "none" ? "has no from" : "names none in its from"}.`,
  },
} as const;
