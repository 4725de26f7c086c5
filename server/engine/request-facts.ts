import type { Facts } from "./facts.ts";
import { parseCidr } from "./match/address.ts";
import { normalizePath } from "./match/normalize-path.ts";
import type { MeshConfig } from "./objects.ts";

/** What is known of the request itself; undefined for an edge without a request. */
export interface RequestShape {
  readonly method: string | undefined;
  /** As sent, with query. */
  readonly path: string | undefined;
  readonly authority: string | undefined;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** Headers that a hop before sets to something not known here, e.g. X-Forwarded-For of a caller without address. */
  readonly unsureHeaders?: readonly string[];
  /** Claims of a token that is taken as accepted wherever one is read. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
}

/** A request of which nothing is known: every rule about it stays a residual. */
export const anyRequest: RequestShape = {
  method: undefined,
  path: undefined,
  authority: undefined,
  headers: undefined,
};

/** What one proxy knows of the connection. */
export interface ConnectionShape {
  readonly principal: string | null | undefined;
  readonly sourceIp: string | null | undefined;
  readonly remoteIp: string | null | undefined;
  readonly destinationIp: string | null | undefined;
  readonly destinationPort: number;
  readonly sni: string | undefined;
}

/** Facts of one proxy: connection and request together; the token is added by the token check. */
export function factsOf(
  connection: ConnectionShape,
  request: RequestShape,
  mesh: MeshConfig,
  assumedFacts: Readonly<Record<string, boolean>>,
): Facts {
  return {
    ...connection,
    method: request.method,
    path: request.path === undefined ? undefined : normalizePath(request.path, mesh.pathNormalization),
    rawPath: request.path,
    authority: request.authority,
    headers: request.headers,
    unsureHeaders: request.unsureHeaders ?? [],
    token: undefined,
    assumed: assumedFacts,
  };
}

/** The address that `remoteIpBlocks` sees: the right-most forwarded one at a sidecar, else the peer. */
export function remoteAddress(
  peer: string | null | undefined,
  request: Pick<RequestShape, "headers" | "unsureHeaders">,
  trusted: number,
): string | null | undefined {
  const { headers } = request;
  if (trusted === 0) return peer;
  if (headers === undefined || request.unsureHeaders?.includes("x-forwarded-for")) return undefined;
  const forwarded = (headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((x) => x.trim())
    .filter((x) => x !== "");
  const last = forwarded.length >= trusted ? forwarded[forwarded.length - trusted] : undefined;
  // What is no address is passed over, as Envoy does.
  return last !== undefined && parseCidr(last) !== null && !last.includes("/") ? last : peer;
}

const certificateHeader = "x-forwarded-client-cert";

/**
 * The request with the certificate header as a proxy leaves it: its own element behind mTLS, nothing otherwise.
 * @param before elements that are kept in front, from a gateway on the way
 * @source Istio proxyHeaders.forwardedClientCert, Envoy forward_client_cert_details; recorded x-forwarded-client-cert
 */
export function withCertificateHeader(
  request: RequestShape,
  server: string | null,
  client: string | null,
  before: string | undefined,
): RequestShape {
  if (request.headers === undefined) return request;
  const { [certificateHeader]: _, ...headers } = request.headers;
  if (client === null) return { ...request, headers };
  // Nobody can write a policy about the hash of a certificate that changes every day.
  const own = `By=spiffe://${server ?? ""};Hash=;Subject="";URI=spiffe://${client}`;
  const value = before === undefined ? own : `${before},${own}`;
  return { ...request, headers: { ...headers, [certificateHeader]: value } };
}

export const certificateHeaderOf = (request: RequestShape) => request.headers?.[certificateHeader];
