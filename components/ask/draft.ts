import type { AskQuestion } from "../../server/contract/ask.ts";

export type CallerKind = "workload" | "account" | "outside";
export type TargetKind = "service" | "pod" | "gateway";
export type Protocol = "http" | "https" | "tcp";
export type TokenKind = "none" | "jwt" | "claims";

export interface HeaderRow {
  readonly name: string;
  readonly value: string;
}

/** The form as it stands, also what a switched-away part of it held. */
export interface Draft {
  readonly callerKind: CallerKind;
  readonly workload: string;
  readonly account: string;
  readonly address: string;
  readonly targetKind: TargetKind;
  readonly host: string;
  readonly pod: string;
  readonly gateway: string;
  readonly gatewayHost: string;
  readonly port: string;
  readonly protocol: Protocol;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly HeaderRow[];
  readonly tokenKind: TokenKind;
  readonly jwt: string;
  readonly claims: string;
}

export const emptyDraft: Draft = {
  callerKind: "workload",
  workload: "",
  account: "",
  address: "",
  targetKind: "service",
  host: "",
  pod: "",
  gateway: "",
  gatewayHost: "",
  port: "",
  protocol: "http",
  method: "GET",
  path: "/",
  headers: [],
  tokenKind: "none",
  jwt: "",
  claims: "",
};

/** Headers that carry a secret: no link may hold them. */
export const isSecretHeader = (name: string): boolean =>
  /^(authorization|proxy-authorization|cookie)$|api-?key|token|secret|password/i.test(name.trim());

/** What a link leaves out of a draft. */
export const hasSecrets = (draft: Draft): boolean =>
  (draft.tokenKind === "jwt" && draft.jwt !== "") ||
  draft.headers.some(({ name, value }) => isSecretHeader(name) && value !== "") ||
  draft.path !== withoutTokenParameter(draft.path);

/** Envoy reads a token in this parameter by default. */
const withoutTokenParameter = (path: string): string =>
  path.replace(/([?&])access_token=[^&#]*&?/g, "$1").replace(/[?&](?=#|$)/, "");

function claimsOf(text: string): Record<string, never> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, never>)
      : null;
  } catch {
    return null;
  }
}

/** True while the claims are typed and not yet JSON. */
export const claimsBroken = ({ tokenKind, claims }: Draft): boolean =>
  tokenKind === "claims" && claims.trim() !== "" && claimsOf(claims) === null;

export type Missing = "caller" | "target" | "port" | "claims";

function callerOf(d: Draft): Pick<AskQuestion, "from" | "account" | "address"> | null {
  if (d.callerKind === "outside") {
    const address = d.address.trim();
    // The server knows whose address it is; nobody's is that of a caller from outside.
    return address === "" ? { from: "outside" } : { address };
  }
  const id = (d.callerKind === "workload" ? d.workload : d.account).trim();
  if (!/^[^/\s]+\/[^/\s]+$/.test(id)) return null;
  return d.callerKind === "workload" ? { from: id } : { account: id };
}

function targetOf(d: Draft, port: number): AskQuestion["to"] | null {
  const [host, pod, gateway] = [d.host.trim(), d.pod.trim(), d.gateway.trim()];
  if (d.targetKind === "service") return host === "" ? null : { host, port };
  const id = d.targetKind === "pod" ? pod : gateway;
  if (!/^[^/\s]+\/[^/\s]+$/.test(id)) return null;
  return d.targetKind === "pod" ? { pod: id, port } : { gateway: id, port };
}

/** The question that a draft asks, or the first thing that it still lacks. */
export function questionOf(d: Draft): { readonly ask: AskQuestion } | { readonly missing: Missing } {
  const caller = callerOf(d);
  if (caller === null) return { missing: "caller" };
  const port = Number(d.port);
  const to = targetOf(d, port);
  if (to === null) return { missing: "target" };
  if (!/^\d+$/.test(d.port.trim()) || port < 1 || port > 65535) return { missing: "port" };
  if (d.protocol === "tcp") return { ask: { ...caller, to, tcp: {} } };
  const claims = d.tokenKind === "claims" ? claimsOf(d.claims.trim() === "" ? "{}" : d.claims) : {};
  if (claims === null) return { missing: "claims" };
  const host = d.targetKind === "gateway" ? d.gatewayHost.trim() : "";
  const headers = Object.fromEntries(
    d.headers.filter(({ name }) => name.trim() !== "").map(({ name, value }) => [name.trim(), value]),
  );
  const request = {
    method: d.method.trim() === "" ? "GET" : d.method.trim(),
    path: d.path.startsWith("/") || d.path === "*" ? d.path : `/${d.path}`,
    ...(host === "" ? {} : { host }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
  };
  const token =
    d.tokenKind === "jwt" && d.jwt.trim() !== ""
      ? { token: { jwt: d.jwt.trim().replace(/^bearer\s+/i, "") } }
      : d.tokenKind === "claims"
        ? { token: { claims } }
        : {};
  return { ask: { ...caller, to, [d.protocol]: request, ...token } };
}

/** The address of a question; what is at its default is left out, and every secret is. Inverse of `readDraft`. */
export function writeDraft(d: Draft): string {
  const search = new URLSearchParams();
  const set = (name: string, value: string, usual = "") => {
    if (value !== usual) search.set(name, value);
  };
  if (d.callerKind === "workload") set("from", d.workload);
  else if (d.callerKind === "account") set("account", d.account);
  else {
    search.set("from", "outside");
    set("address", d.address);
  }
  if (d.targetKind === "service") set("host", d.host);
  else if (d.targetKind === "pod") set("pod", d.pod);
  else {
    set("gateway", d.gateway);
    set("authority", d.gatewayHost);
  }
  set("port", d.port);
  set("as", d.protocol, "http");
  if (d.protocol !== "tcp") {
    set("method", d.method, "GET");
    set("path", withoutTokenParameter(d.path), "/");
    for (const { name, value } of d.headers)
      if (name !== "" && !isSecretHeader(name)) search.append("h", `${name}: ${value}`);
    if (d.tokenKind === "claims") search.set("claims", d.claims);
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

/** A draft from an address; what the address does not say is at its default. */
export function readDraft(search: URLSearchParams): Draft {
  const text = (name: string, usual = "") => search.get(name) ?? usual;
  const as = search.get("as");
  return {
    ...emptyDraft,
    callerKind: search.has("account") ? "account" : text("from") === "outside" ? "outside" : "workload",
    workload: text("from") === "outside" ? "" : text("from"),
    account: text("account"),
    address: text("address"),
    targetKind: search.has("pod") ? "pod" : search.has("gateway") ? "gateway" : "service",
    host: text("host"),
    pod: text("pod"),
    gateway: text("gateway"),
    gatewayHost: text("authority"),
    port: text("port"),
    protocol: as === "tcp" || as === "https" ? as : "http",
    method: text("method", "GET"),
    path: text("path", "/"),
    headers: search.getAll("h").map((row) => {
      const at = row.indexOf(":");
      return at < 0
        ? { name: row, value: "" }
        : { name: row.slice(0, at), value: row.slice(at + 1).replace(/^ /, "") };
    }),
    tokenKind: search.has("claims") ? "claims" : "none",
    claims: text("claims"),
  };
}
