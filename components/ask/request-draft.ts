import type { VerdictRequest } from "../../server/contract/request.ts";
import { type Draft, emptyDraft } from "./draft.ts";

/** The form filled with one request of a file; its bearer token goes where tokens are masked. */
export function draftOfRequest({ from, to, http, https, tcp }: VerdictRequest): Draft {
  const body = http ?? https ?? {};
  const rows = Object.entries(body.headers ?? {}).map(([name, value]) => ({ name, value }));
  const bearer = rows.find(({ name, value }) => /^authorization$/i.test(name) && /^bearer\s+\S/i.test(value));
  const host = body.host;
  const asHeader = host === undefined || "gateway" in to ? [] : [{ name: "host", value: host }];
  return {
    ...emptyDraft,
    callerKind: from === "outside" ? "outside" : "workload",
    workload: from === "outside" ? "" : from,
    targetKind: "host" in to ? "service" : "pod" in to ? "pod" : "gateway",
    host: "host" in to ? to.host : "",
    pod: "pod" in to ? to.pod : "",
    gateway: "gateway" in to ? to.gateway : "",
    gatewayHost: "gateway" in to ? (host ?? "") : "",
    port: String(to.port),
    protocol: tcp !== undefined ? "tcp" : https !== undefined ? "https" : "http",
    method: body.method ?? "GET",
    path: body.path ?? "/",
    headers: [...asHeader, ...rows.filter((row) => row !== bearer)],
    tokenKind: bearer === undefined ? "none" : "jwt",
    jwt: bearer?.value.replace(/^bearer\s+/i, "") ?? "",
  };
}
