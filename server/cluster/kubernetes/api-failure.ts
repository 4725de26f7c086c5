import { isObject } from "../decode/field.ts";

/** Why a question to the API server had no good answer. */
export interface ApiFailure {
  /**
   * unauthorized 401, forbidden 403, notFound 404, gone 410 (the revision is too old), tooMany 429, refused another status;
   * unreachable: no connection; stalled: a connection that says nothing; broken: an answer that is cut off or no JSON;
   * credentials: there is nothing to identify oneself with.
   */
  readonly kind:
    | "unauthorized"
    | "forbidden"
    | "notFound"
    | "gone"
    | "tooMany"
    | "refused"
    | "unreachable"
    | "stalled"
    | "broken"
    | "credentials";
  /** One sentence: what happened. */
  readonly text: string;
  /** One sentence: what to do. */
  readonly cure: string;
  /** What the API server asked to wait; null when it did not say. */
  readonly retryAfterSeconds: number | null;
}

/** How far a question came before it failed. */
export interface Progress {
  /** The API server may have heard it. */
  readonly sent: boolean;
  /** What it answered; null when no whole answer came. */
  readonly answer: { readonly status: number; readonly body: string } | null;
}

/** A failure on its way up. */
export class ApiError extends Error {
  readonly failure: ApiFailure;
  readonly progress: Progress;

  constructor(failure: ApiFailure, progress: Progress = { sent: true, answer: null }) {
    super(failure.text);
    this.failure = failure;
    this.progress = progress;
  }
}

/** Whom one speaks to and as whom, for sentences. */
export interface Parties {
  /** `host:port` of the API server. */
  readonly server: string;
  /** The user of the kubeconfig. */
  readonly user: string;
}

const kinds: Readonly<Record<number, ApiFailure["kind"]>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "notFound",
  410: "gone",
  429: "tooMany",
};

const longestRetryAfter = 600;

/**
 * The failure that an HTTP answer tells.
 * @param body text of the answer, a Status as JSON where Kubernetes made it
 * @param retryAfter the header, in seconds
 */
export function failureOfStatus(
  status: number,
  body: string,
  retryAfter: string | undefined,
  { server, user }: Parties,
): ApiFailure {
  const kind = kinds[status] ?? "refused";
  const message = messageOf(body);
  const said = message === "" ? "" : `: ${message}`;
  const seconds = Number(retryAfter ?? Number.NaN);
  const retryAfterSeconds = seconds >= 0 ? Math.min(seconds, longestRetryAfter) : null;
  const texts: Readonly<Record<string, readonly [string, string]>> = {
    unauthorized: [
      `The API server ${server} does not accept the credentials of ${user} (401).`,
      "Log in again, or renew the token or certificate of that user in the kubeconfig.",
    ],
    forbidden: [`The API server refuses it (403)${said}.`, "Grant the right that is named."],
    notFound: [`The API server does not have it (404)${said}.`, "Install it, or look again later."],
    gone: ["The API server no longer knows the revision (410).", "It is read again by itself."],
    tooMany: [`The API server ${server} asks to wait (429).`, "It is tried again by itself."],
  };
  const [text, cure] = texts[kind] ?? [
    `The API server ${server} answers ${status}${said}.`,
    "It is tried again by itself; look at the API server's own log when it goes on.",
  ];
  return { kind, text, cure, retryAfterSeconds };
}

function messageOf(body: string): string {
  try {
    const status: unknown = JSON.parse(body);
    const message = isObject(status) ? status.message : undefined;
    return typeof message === "string" ? oneLine(message) : "";
  } catch {
    return "";
  }
}

/** One line of at most some 300 characters, without a period at its end. */
export function oneLine(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ").replace(/\.$/, "");
  return line.length > 300 ? `${line.slice(0, 297)}...` : line;
}

const connectionTexts: Readonly<Record<string, readonly [string, string]>> = {
  ECONNREFUSED: ["refuses the connection", "Start it, or correct the address of the cluster."],
  ENOTFOUND: [
    "has a name that is not known",
    "Correct the address of the cluster, or connect to its network.",
  ],
  EAI_AGAIN: [
    "has a name that could not be looked up",
    "Connect to the network, or correct its name server.",
  ],
  ETIMEDOUT: ["does not answer", "Connect to its network, or to the VPN that leads there."],
  EHOSTUNREACH: ["cannot be reached", "Connect to its network, or to the VPN that leads there."],
  ENETUNREACH: ["cannot be reached", "Connect to its network, or to the VPN that leads there."],
  ECONNRESET: ["closed the connection", "It is tried again by itself."],
  CERT_HAS_EXPIRED: [
    "shows a certificate that has expired",
    "Renew the API server's certificate, and look at this machine's clock.",
  ],
  CERT_NOT_YET_VALID: [
    "shows a certificate that does not hold yet",
    "Set this machine's clock; it seems to be behind.",
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    "shows a certificate for another name",
    "Use the name in the certificate, or set tls-server-name in the kubeconfig.",
  ],
};
const untrusted = [
  "shows a certificate of an authority that the kubeconfig does not name",
  "Set certificate-authority-data of the cluster in the kubeconfig to the authority's certificate.",
] as const;

/** The failure behind an error of the connection. */
export function failureOfError(error: unknown, { server }: Parties): ApiFailure {
  if (error instanceof ApiError) return error.failure;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const trust = /SELF_SIGNED|UNABLE_TO|LEAF_SIGNATURE/.test(code);
  const [what, cure] = trust
    ? untrusted
    : (connectionTexts[code] ?? [reasonOf(error), "It is tried again by itself."]);
  return { kind: "unreachable", text: `The API server ${server} ${what}.`, cure, retryAfterSeconds: null };
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? oneLine(error.message) : "";
  return `cannot be reached${message === "" ? "" : ` (${message})`}`;
}
