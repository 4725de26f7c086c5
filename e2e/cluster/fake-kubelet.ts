import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { ControlPlane } from "./control-plane.ts";

/** What a node would do for a port-forward: the API server asks it, and it asks the pod's loopback. */
export interface FakeKubelet {
  /** What was asked of pods: `namespace/pod:port GET /path`. */
  readonly asked: readonly string[];
  readonly stop: () => void;
}

/** What a pod's port answers: a body, or the words of a kubelet that cannot reach it. */
export type PodAnswer = { readonly body: string } | { readonly refused: string };

/**
 * Starts it and makes it the API server's Node `node-1`.
 * @param answer what the pod's own loopback would answer
 */
export async function startKubelet(
  plane: ControlPlane,
  answer: (pod: string, path: string) => PodAnswer | null,
): Promise<FakeKubelet> {
  const files = plane.authority.sign("kubelet", "/CN=kubelet");
  const asked: string[] = [];
  const open = new Set<Duplex>();
  const server = createServer({
    cert: readFileSync(files.certificateFile),
    key: readFileSync(files.keyFile),
  });
  server.on("upgrade", (request, socket: Duplex) => {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
    const url = new URL(request.url ?? "/", "https://kubelet");
    const [, , namespace, pod] = url.pathname.split("/");
    const accept = createHash("sha1")
      .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: ${request.headers["sec-websocket-protocol"]}\r\n\r\n`,
    );
    const port = Number(url.searchParams.get("port"));
    const begin = Buffer.from([port & 255, port >> 8]);
    for (const channel of [0, 1]) socket.write(frame(Buffer.concat([Buffer.from([channel]), begin])));
    let heard = Buffer.alloc(0);
    let question = "";
    socket.on("data", (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      for (let found = unmasked(heard); found !== null; found = unmasked(heard)) {
        heard = heard.subarray(found.length);
        if (found.opcode !== 2 || found.payload[0] !== 0) continue;
        question += found.payload.subarray(1).toString("latin1");
        if (!question.includes("\r\n\r\n")) continue;
        const line = /^(\S+ \S+)/.exec(question)?.[1] ?? "";
        asked.push(`${namespace}/${pod}:${port} ${line}`);
        const given = answer(`${namespace}/${pod}`, line.split(" ")[1] ?? "");
        if (given === null) continue;
        if ("refused" in given)
          socket.write(frame(Buffer.concat([Buffer.from([1]), Buffer.from(given.refused)])));
        else sendBody(socket, given.body);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const node = { apiVersion: "v1", kind: "Node", metadata: { name: "node-1" } };
  await plane.api.send("POST", "/api/v1/nodes", node);
  const status = {
    addresses: [{ type: "InternalIP", address: "127.0.0.1" }],
    daemonEndpoints: { kubeletEndpoint: { Port: port } },
  };
  await plane.api.send("PATCH", "/api/v1/nodes/node-1/status", { status }, "application/merge-patch+json");
  return {
    asked,
    stop: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

/** As Envoy's admin answers: in chunks, here in small and in large frames. */
function sendBody(socket: Duplex, body: string): void {
  const bytes = Buffer.from(body);
  const head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
  const whole = Buffer.concat([
    Buffer.from(`${head}${bytes.length.toString(16)}\r\n`),
    bytes,
    Buffer.from("\r\n0\r\n\r\n"),
  ]);
  const sizes = [10, 300, 70_000];
  for (let at = 0, i = 0; at < whole.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    socket.write(frame(Buffer.concat([Buffer.from([0]), whole.subarray(at, at + size)])));
    at += size;
  }
}

function frame(payload: Buffer): Buffer {
  const size = payload.length;
  const header =
    size < 126
      ? Buffer.from([130, size])
      : size < 65_536
        ? Buffer.from([130, 126, size >> 8, size & 255])
        : Buffer.concat([Buffer.from([130, 127]), Buffer.from(size.toString(16).padStart(16, "0"), "hex")]);
  return Buffer.concat([header, payload]);
}

function unmasked(bytes: Buffer): { opcode: number; payload: Buffer; length: number } | null {
  const [first = 0, second = 0] = bytes;
  const short = second & 127;
  const start = (short === 126 ? 4 : 2) + 4;
  if (bytes.length < start) return null;
  const size = short === 126 ? bytes.readUInt16BE(2) : short;
  if (bytes.length < start + size) return null;
  const mask = bytes.subarray(start - 4, start);
  const payload = Buffer.from(bytes.subarray(start, start + size)).map(
    (byte, i) => byte ^ (mask[i & 3] ?? 0),
  );
  return { opcode: first & 15, payload: Buffer.from(payload), length: start + size };
}
