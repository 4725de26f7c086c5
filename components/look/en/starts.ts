import { many } from "./many.ts";

/** What a new policy can be begun with. */
export const starts = {
  title: "Start from a template",
  about: "Each opens the form with a draft; nothing is written before you apply it.",
  pick: "What the templates are about",
  needs: {
    namespace: "Namespace",
    server: "Workload that is called",
    port: "Its container port",
    client: "Caller",
    host: "Host",
  },
  missing: {
    namespace: "The template needs a namespace",
    server: "The template needs a workload of this mesh",
    client: "The template needs a caller with an identity",
    port: "The template needs a container port",
    host: "The template needs a host",
  },
  groups: {
    reach: "Let somebody in",
    close: "Keep somebody out",
    tokens: "Ask for a token",
    mtls: "mTLS",
    empty: "From nothing",
  },
  names: {
    allow: "Allow one caller",
    allowRead: "Allow one caller to read",
    sameNamespace: "Allow the own namespace",
    fromGateways: "Allow the gateways",
    deny: "Deny one caller",
    denyNameless: "Deny callers without identity",
    denyAll: "Allow nothing",
    acceptTokens: "Accept tokens of an issuer",
    requireToken: "Require a token",
    mtls: "Require mTLS on one port",
    strict: "Require mTLS in a namespace",
    strictExcept: "Require mTLS but on one port",
    permissive: "Take plaintext too, while you migrate",
    sendMtls: "Send Istio's mTLS to a host",
    sendPlaintext: "Send plaintext to a host",
  },
  does: {
    allow: (server: string, client: string, port: string, _ns: string, _host: string) =>
      `${client} may call ${server} on port ${port}. The first ALLOW of a workload closes it for all others.`,
    allowRead: (server: string, client: string, port: string, _ns: string, _host: string) =>
      `${client} may send GET and HEAD to ${server} on port ${port}, and nothing else.`,
    sameNamespace: (_server: string, _client: string, _port: string, ns: string, _host: string) =>
      `Workloads of ${ns} are called from ${ns} only.`,
    fromGateways: (server: string, _client: string, _port: string, _ns: string, _host: string) =>
      `${server} is called by the gateways of this mesh only.`,
    deny: (server: string, client: string, port: string, _ns: string, _host: string) =>
      `${client} is refused at ${server}, port ${port}, whatever allows it.`,
    denyNameless: (server: string, _client: string, port: string, _ns: string, _host: string) =>
      `Who comes without mTLS is refused at ${server}, port ${port}.`,
    denyAll: (_server: string, _client: string, _port: string, ns: string, _host: string) =>
      `Nothing passes to workloads of ${ns} but what another ALLOW lets in.`,
    acceptTokens: (server: string, _client: string, _port: string, _ns: string, _host: string) =>
      `${server} checks tokens of one issuer. A wrong one is refused, a request without one still passes.`,
    requireToken: (server: string, _client: string, _port: string, _ns: string, _host: string) =>
      `A request to ${server} without a token that was accepted is refused.`,
    mtls: (server: string, _client: string, port: string, _ns: string, _host: string) =>
      `${server} takes only mTLS on port ${port}; its other ports stay as they are.`,
    strict: (_server: string, _client: string, _port: string, ns: string, _host: string) =>
      `Workloads of ${ns} take only mTLS. Callers without a sidecar are refused.`,
    strictExcept: (server: string, _client: string, port: string, _ns: string, _host: string) =>
      `${server} takes only mTLS, but on port ${port} plaintext too.`,
    permissive: (_server: string, _client: string, _port: string, ns: string, _host: string) =>
      `Workloads of ${ns} take mTLS and plaintext until all callers have a sidecar.`,
    sendMtls: (_server: string, _client: string, _port: string, _ns: string, host: string) =>
      `Clients send Istio's mTLS to ${host}.`,
    sendPlaintext: (_server: string, _client: string, _port: string, _ns: string, host: string) =>
      `Clients send plaintext to ${host}, for a server that cannot speak mTLS.`,
  },
  deny: {
    title: (namespace: string) => `Close ${namespace}, keep what is observed`,
    about:
      "One ALLOW for each workload with the callers that were seen, then a policy that allows nothing. They wait in the change set.",
    why: (namespace: string) => `close ${namespace}, keep what is observed`,
    closed: (namespace: string) => `${namespace} is closed already.`,
    lets: (n: number) => `lets in ${many(n, "observed caller", "observed callers")} by identity`,
    kept: (n: number) =>
      `${many(n, "observed caller stays", "observed callers stay")} let in by a policy that is there`,
    nameless: (n: number) =>
      `${many(n, "observed caller has", "observed callers have")} no identity and will be denied`,
    begin: (n: number) => `Make ${many(n, "draft", "drafts")}`,
  },
  smallest: {
    title: "What would let it pass",
    look: "Find the smallest change",
    about:
      "Changes are tried on the whole mesh; only those that let this request pass are shown, the one that flips least first.",
    looking: (done: number, of: number) => (of === 0 ? "Looking …" : `Trying ${done + 1} of ${of} …`),
    none: (tried: number) =>
      `${many(tried, "change was", "changes were")} tried, and none lets it pass by itself: the steps above say what stands in its way.`,
    noneKnown: "No small change of one policy lets it pass: the steps above say what stands in its way.",
    token: "The token is refused. Send one that is accepted: no policy should let a wrong one pass.",
    onlyThis: "Nothing else flips.",
    flips: (n: number) => `${many(n, "edge flips", "edges flip")} in all:`,
    open: "Not everything could be compared.",
    begin: "Open as a draft",
    does: {
      addSource: (policy: string, rule: string) => `Let the caller into ${policy}, ${rule}`,
      addRule: (policy: string, _rule: string) => `Add a rule for this request to ${policy}`,
      newPolicy: (policy: string, _rule: string) => `A new policy ${policy} for this request`,
      exceptCaller: (policy: string, rule: string) => `Except the caller from ${policy}, ${rule}`,
      takePlaintext: (policy: string, _rule: string) => `Take plaintext too on this port, by ${policy}`,
      stopPlaintext: (policy: string, _rule: string) => `No longer send plaintext, by ${policy}`,
    },
  },
  edge: {
    title: "Change this",
    allow: "Allow this",
    deny: "Deny this",
    denyNameless: "Deny callers without identity",
    mtls: "Require mTLS here",
    noProxy: (server: string) => `${server} has no proxy, so no policy is asked there.`,
    nameless: (client: string) => `${client} comes without an identity here, so no policy can name it alone.`,
  },
} as const;
