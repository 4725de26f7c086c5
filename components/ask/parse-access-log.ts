import { type Left, nothingPasted, type Pasted, type Took } from "./pasted.ts";

/** The fields of one access-log line, by Envoy's operators in lower case; what was `-` is absent. */
type Fields = Readonly<Record<string, string>>;

/** Words, "quoted" words and a [bracketed] one, in order. */
function pieces(line: string): string[] {
  return [...line.matchAll(/\[([^\]]*)\]|"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? "");
}

const afterFlags = ["details", "termination", "failure"];
const numbers = ["received", "sent", "duration", "upstreamtime"];
const quoted = ["xff", "useragent", "requestid", "authority", "upstreamhost"];
const istio = ["cluster", "upstreamlocal", "local", "remote", "sni", "route"];

/** Istio's default text format, or Envoy's own, which lacks the details and everything behind the upstream host. */
export function parseTextLog(line: string): Pasted | null {
  const at = line.search(/\[\d{4}-\d\d-\d\dT[^\]]*\] "/);
  if (at < 0) return null;
  const [, request = "", ...rest] = pieces(line.slice(at));
  const names = [
    "code",
    "flags",
    ...(rest.length > 13 || /via_|[a-z]_[a-z]/.test(rest[2] ?? "") ? afterFlags : []),
    ...numbers,
    ...quoted,
    ...istio,
  ];
  const fields: Record<string, string> = {};
  for (const [i, name] of names.entries()) {
    const value = rest[i];
    if (value !== undefined && value !== "-" && value !== "") fields[name] = value;
  }
  const [method = "-", path = "-"] = request.split(" ");
  if (method !== "-") fields.method = method;
  if (path !== "-") fields.path = path;
  return fromFields("text", fields, rest.length < 11);
}

const jsonNames: Readonly<Record<string, string>> = {
  method: "method",
  path: "path",
  authority: "authority",
  x_forwarded_for: "xff",
  user_agent: "useragent",
  response_code: "code",
  response_code_details: "details",
  upstream_cluster: "cluster",
  upstream_host: "upstreamhost",
  downstream_local_address: "local",
  downstream_remote_address: "remote",
  requested_server_name: "sni",
  protocol: "protocol",
};

/** Istio's JSON encoding of the access log. */
export function parseJsonLog(text: string): Pasted | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const entries = Object.entries(value);
  if (
    !entries.some(
      ([key]) => key === "authority" || key === "upstream_cluster" || key === "downstream_remote_address",
    )
  )
    return null;
  const fields: Record<string, string> = {};
  for (const [key, given] of entries) {
    const name = jsonNames[key];
    if (name === undefined || given === null || given === "" || given === "-" || typeof given === "object")
      continue;
    fields[name] = String(given);
  }
  return fromFields("json", fields, false);
}

const split = (address: string): { readonly host: string; readonly port: string } | null => {
  const m = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(address);
  return m === null ? null : { host: m[1] ?? m[2] ?? "", port: m[3] ?? "" };
};

/** Where it went: by the cluster of the caller's proxy, else by the authority, else by the address that was dialled. */
function targetOf(f: Fields): { readonly host: string; readonly port: string } | null {
  const outbound = /^outbound\|(\d+)\|[^|]*\|(.+)$/.exec(f.cluster ?? "");
  if (outbound !== null) return { host: outbound[2] ?? "", port: outbound[1] ?? "" };
  if (f.authority !== undefined) return split(f.authority) ?? { host: f.authority, port: "80" };
  return split(f.local ?? "") ?? split(f.upstreamhost ?? "");
}

function fromFields(form: "text" | "json", f: Fields, short: boolean): Pasted {
  const took: Took[] = [];
  const left: Left[] = [];
  const target = targetOf(f);
  const tcp = f.method === undefined;
  const remote = split(f.remote ?? "");
  // The proxy of the caller writes its own pod's address; that of the server, the peer's: the caller's in both.
  const callerAddress = remote?.host ?? f.xff?.split(",").at(-1)?.trim() ?? null;
  if (callerAddress === null) left.push({ why: "noCaller", value: "" });
  else took.push({ what: "address", value: callerAddress });
  if (target === null) left.push({ why: "noTarget", value: "" });
  else took.push({ what: "target", value: `${target.host}:${target.port}` });
  if (tcp) took.push({ what: "protocol", value: "TCP" });
  else took.push({ what: "method", value: f.method ?? "" }, { what: "path", value: f.path ?? "/" });
  const headers = f.useragent === undefined || tcp ? [] : [{ name: "user-agent", value: f.useragent }];
  for (const { name, value } of headers) took.push({ what: "header", value: `${name}: ${value}` });
  if (f.code !== undefined && f.code !== "0")
    left.push({ why: "response", value: [f.code, f.details].filter((x) => x !== undefined).join(" ") });
  if (short) left.push({ why: "truncated", value: "" });
  const authority = f.authority;
  const host =
    authority !== undefined && target !== null && !tcp && !authority.startsWith(target.host)
      ? [{ name: "host", value: authority }]
      : [];
  return {
    ...nothingPasted,
    form,
    callerAddress,
    fields: {
      ...(target === null ? {} : { targetKind: "service", host: target.host, port: target.port }),
      protocol: tcp ? "tcp" : "http",
      ...(tcp ? {} : { method: f.method ?? "GET", path: f.path ?? "/", headers: [...host, ...headers] }),
      tokenKind: "none",
    },
    took,
    left,
  };
}
