import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import type { Duplex } from "node:stream";
import { ApiError, failureOfError, failureOfStatus, type Parties } from "./api-failure.ts";
import type { CredentialSource, Credentials } from "./credentials.ts";

/** A question to the API server. */
export interface Question {
  readonly path: string;
  readonly signal: AbortSignal;
  readonly accept?: string;
  /** GET, or POST where there is a body. */
  readonly method?: "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Which JSON it is: for a patch. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A whole answer. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly etag: string | null;
  /** What the API server and its webhooks have to say beside it. */
  readonly warnings: readonly string[];
}

/** The API server of one cluster. All requests share one pool of TLS connections. */
export interface Connection {
  readonly parties: Parties;
  /**
   * The answer as soon as its status is there; its body may go on for as long as it likes.
   * @param within milliseconds for the status to come
   * @throws ApiError for every status from 400
   */
  readonly open: (question: Question, within: number) => Promise<IncomingMessage>;
  /**
   * The whole answer.
   * @param within milliseconds for all of it: an answer that only trickles has stalled too
   * @returns text is empty for 304
   * @throws ApiError
   */
  readonly ask: (question: Question, within: number) => Promise<Answer>;
  /**
   * A WebSocket.
   * @param within milliseconds for it to stand
   * @throws ApiError
   */
  readonly upgrade: (
    question: Pick<Question, "path" | "signal">,
    protocol: string,
    within: number,
  ) => Promise<{ readonly socket: Duplex; readonly head: Buffer }>;
  readonly close: () => void;
}

/** Bytes of a refusal that are read; a Status is short. */
const MAX_REFUSAL = 64 * 1024;

/** @param server its URL */
export function connectionTo(server: string, user: string, credentials: CredentialSource): Connection {
  const base = server.replace(/\/+$/, "");
  const parties = { server: new URL(server).host, user };
  const pool = new Map<string, Agent>();

  const agentFor = ({ tls, agent }: Credentials) => {
    if (agent !== null && agent !== undefined) return agent;
    // A new certificate or authority needs connections of its own; the same one must never open a second pool.
    const key = createHash("sha256").update(JSON.stringify(tls)).digest("hex");
    const known = pool.get(key);
    if (known !== undefined) return known;
    for (const old of pool.values()) old.destroy();
    pool.clear();
    const made = new Agent({ ...tls, keepAlive: true, keepAliveMsecs: 30_000, maxFreeSockets: 8 });
    pool.set(key, made);
    return made;
  };

  const open: Connection["open"] = async (question, within) => {
    const given = await credentials.get();
    const text = question.body === undefined ? undefined : JSON.stringify(question.body);
    const response = await new Promise<IncomingMessage>((done, fail) => {
      const sent = request(`${base}${question.path}`, {
        ...given.tls,
        agent: agentFor(given),
        method: question.method ?? (text === undefined ? "GET" : "POST"),
        signal: question.signal,
        headers: {
          accept: question.accept ?? "application/json",
          "user-agent": "sekisho",
          ...question.headers,
          ...given.headers,
          ...(text === undefined
            ? {}
            : {
                "content-type": question.contentType ?? "application/json",
                "content-length": Buffer.byteLength(text),
              }),
        },
      });
      // Until TLS stands nothing of it has left; a kept connection stands already.
      let left = false;
      sent.on("socket", (socket) => {
        if (socket.connecting) socket.once("secureConnect", () => (left = true));
        else left = true;
      });
      const timer = setTimeout(() => sent.destroy(new ApiError(stalled(parties))), within);
      sent.on("response", (message) => {
        clearTimeout(timer);
        done(message);
      });
      sent.on("error", (error) => {
        clearTimeout(timer);
        fail(new ApiError(failureOfError(error, parties), { sent: left, answer: null }));
      });
      sent.end(text);
    });
    const status = response.statusCode ?? 0;
    if (status < 400) return response;
    if (status === 401) credentials.renew();
    const body = await textOf(response, parties, within, MAX_REFUSAL).catch(() => "");
    const failure = failureOfStatus(status, body, response.headers["retry-after"], parties);
    throw new ApiError(failure, { sent: true, answer: { status, body } });
  };

  const upgrade: Connection["upgrade"] = async ({ path, signal }, protocol, within) => {
    const given = await credentials.get();
    const answer = await new Promise<IncomingMessage | { socket: Duplex; head: Buffer }>((done, fail) => {
      const sent = request(`${base}${path}`, {
        ...given.tls,
        agent: agentFor(given),
        signal,
        headers: {
          "user-agent": "sekisho",
          ...given.headers,
          connection: "Upgrade",
          upgrade: "websocket",
          "sec-websocket-version": "13",
          "sec-websocket-key": randomBytes(16).toString("base64"),
          "sec-websocket-protocol": protocol,
        },
      });
      const timer = setTimeout(() => sent.destroy(new ApiError(stalled(parties))), within);
      sent.on("close", () => clearTimeout(timer));
      sent.on("upgrade", (_, socket, head) => {
        clearTimeout(timer);
        done({ socket, head });
      });
      sent.on("response", done);
      sent.on("error", (error) => fail(new ApiError(failureOfError(error, parties))));
      sent.end();
    });
    if ("socket" in answer && "head" in answer) return answer;
    const status = answer.statusCode ?? 0;
    if (status === 401) credentials.renew();
    const body = await textOf(answer, parties, within, MAX_REFUSAL).catch(() => "");
    const failure = failureOfStatus(status, body, answer.headers["retry-after"], parties);
    throw new ApiError(failure, { sent: true, answer: { status, body } });
  };

  return {
    parties,
    open,
    upgrade,
    ask: async (question, within) => {
      const began = performance.now();
      const response = await open(question, within);
      const left = Math.max(1, within - (performance.now() - began));
      const text = await textOf(response, parties, left, Number.POSITIVE_INFINITY);
      const warnings = (response.headersDistinct.warning ?? []).map(readWarning);
      return { status: response.statusCode ?? 0, text, etag: response.headers.etag ?? null, warnings };
    },
    close: () => {
      for (const agent of pool.values()) agent.destroy();
      pool.clear();
    },
  };
}

/** The text of a Warning header: `299 - "text"`. */
function readWarning(header: string): string {
  const quoted = /^\d{3} \S+ "((?:[^"\\]|\\.)*)"/.exec(header)?.[1];
  return quoted === undefined ? header : quoted.replaceAll(/\\(.)/g, "$1");
}

async function textOf(
  response: IncomingMessage,
  parties: Parties,
  within: number,
  most: number,
): Promise<string> {
  const timer = setTimeout(() => response.destroy(new ApiError(stalled(parties))), within);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > most) break;
    }
  } catch (error) {
    throw new ApiError(failureOfError(error, parties));
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** A connection that says nothing. */
export function stalled({ server }: Parties) {
  return {
    kind: "stalled",
    text: `The API server ${server} stopped answering on an open connection.`,
    cure: "It is tried again by itself; look at what stands between, a proxy for example, when it goes on.",
    retryAfterSeconds: null,
  } as const;
}

/** An answer that ends in the middle or is no JSON. */
export function broken({ server }: Parties) {
  return {
    kind: "broken",
    text: `The API server ${server} sent an answer that is cut off or no JSON.`,
    cure: "It is tried again by itself; look at what stands between, a proxy for example, when it goes on.",
    retryAfterSeconds: null,
  } as const;
}
