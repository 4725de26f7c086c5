import type { VerdictRequest } from "../contract/request.ts";
import type { AskedCaller } from "./ask-caller.ts";
import type { Mesh } from "./mesh.ts";
import { findPods, payloadOf } from "./target.ts";

/** Safe in a POSIX shell. */
const quoted = (text: string) =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** Headers that carry a secret: a curl line that is passed on names a variable instead. */
const secret = /^(authorization|proxy-authorization|cookie)$/i;

function dialled(mesh: Mesh, { to }: VerdictRequest): { readonly host: string; readonly port: number } {
  if ("host" in to) return { host: to.host, port: to.port };
  if ("gateway" in to) return { host: "$GATEWAY", port: to.port };
  return { host: findPods(mesh, to.pod)[0]?.ip ?? "$POD_IP", port: to.port };
}

/**
 * The request as a line to be run at its caller.
 * @param token whether one is given beside the headers; it stands there as $TOKEN
 */
export function curlLine(mesh: Mesh, request: VerdictRequest, by: AskedCaller, token: boolean): string {
  const pod = by.callers[0]?.pod ?? null;
  const at =
    by.from === null || pod === null
      ? ""
      : `kubectl exec -n ${pod.namespace} deploy/${by.from.slice(by.from.indexOf("/") + 1)} -- `;
  const { host, port } = dialled(mesh, request);
  const payload = payloadOf(request);
  if (payload === "tcp") return `${at}nc -vz ${host} ${port}`;
  const { method = "GET", path = "/", host: authority, headers = {} } = request.http ?? request.https ?? {};
  const parts = ["curl -sS"];
  if (method === "HEAD") parts.push("-I");
  else if (method !== "GET") parts.push(`-X ${quoted(method)}`);
  if (authority !== undefined && authority !== host) parts.push(`-H ${quoted(`host: ${authority}`)}`);
  const names = Object.keys(headers);
  for (const name of names) {
    const value = headers[name] ?? "";
    const shown = /^bearer /i.test(value) ? "Bearer $TOKEN" : "$TOKEN";
    parts.push(secret.test(name) ? `-H "${name}: ${shown}"` : `-H ${quoted(`${name}: ${value}`)}`);
  }
  if (token && !names.some((n) => n.toLowerCase() === "authorization"))
    parts.push('-H "authorization: Bearer $TOKEN"');
  const https = payload === "https";
  const shownPort = port === (https ? 443 : 80) ? "" : `:${port}`;
  const url = `${https ? "https" : "http"}://${host}${shownPort}${path}`;
  parts.push(host.startsWith("$") ? `"${url.replaceAll('"', "%22")}"` : quoted(url));
  return at + parts.join(" ");
}
