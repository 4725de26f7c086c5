import "server-only";
import { request } from "node:http";
import { Duplex } from "node:stream";
import { say } from "../../contract/text.ts";
import { publicDump } from "../decode/public-dump.ts";
import type { DumpResult } from "../proxy-dump.ts";
import { ApiError, oneLine } from "./api-failure.ts";
import type { Connection } from "./connection.ts";
import { ruleOf } from "./refusal.ts";
import { type Messages, readMessages } from "./web-socket.ts";

/** Where the admin interface of Envoy and of ztunnel listens, on the pod's own loopback. */
const ADMIN_PORT = 15_000;
/** Bytes of an answer; the whole state of a ztunnel is some megabytes. */
const MOST = 32 * 1024 * 1024;

/** The only questions that are put to a proxy. None is ever made of what a browser sends. */
const questions = {
  envoy: "/config_dump?mask=dynamic_active_secrets,dynamic_warming_secrets",
  ztunnel: "/config_dump",
} as const;

/**
 * Asks a pod's proxy for its certificates, by a port-forward through the API server with the rights of whoever the source reads as. Private
 * keys are redacted by the proxy, and whatever is no certificate is left out here, before anyone sees it.
 * @param pod `namespace/name`
 * @throws never
 */
export async function askProxy(
  connection: Connection,
  pod: string,
  kind: keyof typeof questions,
  signal: AbortSignal,
  within: number,
): Promise<DumpResult> {
  const [namespace = "", name = ""] = pod.split("/");
  const limit = AbortSignal.any([signal, AbortSignal.timeout(within)]);
  let forward: Forward | null = null;
  try {
    forward = await openForward(connection, namespace, name, limit, within);
    const text = await get(forward.stream, questions[kind], limit);
    return { ok: true, dump: publicDump(JSON.parse(text)) };
  } catch (error) {
    if (signal.aborted) return failed("cancelled", say("dump.cancelled", { pod }), say("dump.cancelledCure"));
    if (forward !== null) return noAnswer(pod, forward.trouble());
    return refusal(error, pod);
  } finally {
    forward?.stream.destroy();
    forward?.messages.close();
  }
}

interface Forward {
  readonly stream: Duplex;
  readonly messages: Messages;
  /** What the kubelet says of the port; "" when nothing. */
  readonly trouble: () => string;
}

/** @source Kubernetes' port-forward over WebSocket: even channels carry data and odd ones errors; each begins with the port */
async function openForward(
  connection: Connection,
  namespace: string,
  name: string,
  signal: AbortSignal,
  within: number,
): Promise<Forward> {
  const pod = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}`;
  const { socket, head } = await connection.upgrade(
    { path: `${pod}/portforward?ports=${ADMIN_PORT}`, signal },
    "v4.channel.k8s.io",
    within,
  );
  const begun = [false, false];
  let trouble = "";
  let messages: Messages | null = null;
  const stream = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _, done) => {
      messages?.send(Buffer.concat([Buffer.from([0]), chunk]));
      done();
    },
  });
  // Nobody listens once the answer is there.
  stream.on("error", () => {});
  messages = readMessages(socket, head, {
    message: (message) => {
      const channel = message[0] ?? 0;
      if (channel > 1) return;
      const from = begun[channel] ? 1 : 3;
      begun[channel] = true;
      const bytes = message.subarray(from);
      if (channel === 1) trouble += bytes.toString("utf8").slice(0, 1000);
      else if (bytes.length > 0) stream.push(Buffer.from(bytes));
      if (trouble !== "") stream.destroy(new Error("port-forward"));
    },
    end: () => void (stream.destroyed || stream.push(null)),
  });
  return { stream, messages, trouble: () => trouble };
}

function get(stream: Duplex, path: string, signal: AbortSignal): Promise<string> {
  return new Promise((done, fail) => {
    const sent = request(
      {
        method: "GET",
        path,
        signal,
        headers: { host: "localhost", connection: "close" },
        createConnection: () => stream,
      },
      (response) => {
        if (response.statusCode !== 200) return fail(new Error(String(response.statusCode)));
        const parts: Buffer[] = [];
        let size = 0;
        response.on("data", (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size > MOST) sent.destroy(new Error("too long"));
        });
        response.on("end", () => done(Buffer.concat(parts).toString("utf8")));
        response.on("error", fail);
      },
    );
    sent.on("error", fail);
    sent.end();
  });
}

const failed = (
  kind: Extract<DumpResult, { readonly ok: false }>["kind"],
  text: string,
  cure: string,
  grant: string | null = null,
): DumpResult => ({ ok: false, kind, text, cure, grant });

function noAnswer(pod: string, said: string): DumpResult {
  const because = said === "" ? "" : `: ${oneLine(said)}`;
  return failed("noAnswer", say("dump.noAnswer", { pod, because }), say("dump.noAnswerCure"));
}

function refusal(error: unknown, pod: string): DumpResult {
  if (!(error instanceof ApiError)) return noAnswer(pod, "");
  const { failure, progress } = error;
  if (progress.answer?.status === 403) {
    // Before 1.35 a WebSocket takes get, since then create.
    const grant = ruleOf("", "pods/portforward", "get", "create");
    return failed("forbidden", say("dump.forbidden", { pod }), say("write.mayNotCure", { grant }), grant);
  }
  if (progress.answer?.status === 404)
    return failed("notFound", say("dump.notFound", { pod }), say("dump.notFoundCure"));
  return failed("unreachable", failure.text, failure.cure);
}
