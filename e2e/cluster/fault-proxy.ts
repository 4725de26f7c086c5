import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Agent, createServer, request } from "node:https";
import type { Socket } from "node:net";
import type { ControlPlane } from "./control-plane.ts";
import type { CertificateFiles } from "./pki.ts";

/** A request on its way through the proxy. */
export interface Passing {
  /** Without its query. */
  readonly path: string;
  readonly method: string;
  /** A dry run: nothing is stored. */
  readonly dry: boolean;
  readonly watch: boolean;
  /** Its fieldSelector; "" when it has none. */
  readonly selector: string;
  readonly authorization: string;
}

/** What happens to a request. */
export type Fault =
  /** The proxy answers in the API server's place. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** The connection is reset at once. */
  | { readonly kind: "reset" }
  /** It is passed on, and the connection is reset in the place of the answer. */
  | { readonly kind: "swallow" }
  /** It waits in the proxy for a while. */
  | { readonly kind: "hold"; readonly until: Promise<void> }
  /** The connection is reset at once, and the request is passed on later all the same. */
  | { readonly kind: "late"; readonly until: Promise<void>; readonly told: (status: number) => void }
  /** Nothing is answered, and the connection stays open. */
  | { readonly kind: "silence" }
  /** The answer ends in its middle, as if it were whole. */
  | { readonly kind: "truncate" }
  /** The connection is cut in the middle of the answer's next piece. */
  | { readonly kind: "cut" }
  /** A few bytes at a time. */
  | { readonly kind: "trickle"; readonly bytes: number; readonly everyMilliseconds: number }
  /** Another text is passed on than the API server sent. */
  | { readonly kind: "rewrite"; readonly change: (text: string) => string };

/** Stands between the source and the API server, and does what networks and busy servers do. */
export interface FaultProxy {
  readonly address: string;
  /** How many requests came, by what `count` says of them. */
  readonly requests: Passing[];
  /** Asked for every request from now on; null lets it pass. */
  fault: (passing: Passing) => Fault | null;
  /** While true nothing of open answers is passed on. */
  readonly freeze: (frozen: boolean) => void;
  /** Shows this certificate on every connection from now on. */
  readonly show: (certificate: CertificateFiles) => void;
  /** Cuts every connection. */
  readonly cutAll: () => void;
  /** How many connections were opened. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** Starts a proxy with a certificate of the control plane's authority. Clients need a token: certificates end at the proxy. */
export async function faultProxy(plane: ControlPlane): Promise<FaultProxy> {
  const certificate = plane.authority.sign(`proxy-${Math.random().toString(36).slice(2)}`, "/CN=proxy");
  const agent = new Agent({ ca: plane.authority.certificate, keepAlive: true });
  const sockets = new Set<Socket>();
  const held: (() => void)[] = [];
  let frozen = false;
  let opened = 0;
  const requests: Passing[] = [];

  const server = createServer(pemOf(certificate), (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "/", plane.address);
    const passing: Passing = {
      path: url.pathname,
      method: incoming.method ?? "GET",
      dry: url.searchParams.has("dryRun"),
      watch: url.searchParams.get("watch") === "1",
      selector: url.searchParams.get("fieldSelector") ?? "",
      authorization: incoming.headers.authorization ?? "",
    };
    requests.push(passing);
    const fault = proxy.fault(passing);
    if (fault?.kind === "reset") incoming.socket.destroy();
    else if (fault?.kind === "answer") answer(outgoing, fault);
    else if (fault?.kind === "hold") void fault.until.then(() => pass(incoming, outgoing, null));
    else if (fault?.kind === "late") void late(incoming, fault);
    else if (fault?.kind !== "silence") pass(incoming, outgoing, fault);
  });
  server.on("secureConnection", (socket) => {
    opened++;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });

  const pass = (incoming: IncomingMessage, outgoing: ServerResponse, fault: Fault | null) => {
    const { host: _, connection: _c, ...headers } = incoming.headers;
    const options = { method: incoming.method, headers, agent };
    const sent = request(`${plane.address}${incoming.url}`, options, (response) => {
      const { "content-length": _l, "transfer-encoding": _t, ...kept } = response.headers;
      if (fault?.kind !== "swallow") {
        outgoing.writeHead(response.statusCode ?? 502, kept);
        outgoing.flushHeaders();
      }
      if (fault?.kind === "swallow") response.on("end", () => outgoing.destroy()).resume();
      else if (fault === null) stream(response, outgoing);
      else if (fault.kind === "cut") cut(response, outgoing);
      else {
        // A watch that is mangled ends some day by being cut.
        const nothing = () => outgoing.destroy();
        whole(response).then((text) => mangle(text, outgoing, fault), nothing);
      }
    });
    sent.on("error", () => outgoing.destroy());
    outgoing.on("close", () => sent.destroy());
    incoming.pipe(sent);
  };

  const late = async (incoming: IncomingMessage, { until, told }: Extract<Fault, { kind: "late" }>) => {
    const { host: _, connection: _c, ...headers } = incoming.headers;
    const body = await whole(incoming);
    incoming.socket.destroy();
    await until;
    const sent = request(`${plane.address}${incoming.url}`, { method: incoming.method, headers, agent });
    sent.on("response", (response) => told(response.resume().statusCode ?? 0));
    sent.on("error", () => told(0));
    sent.end(body);
  };

  const stream = (response: IncomingMessage, outgoing: ServerResponse) => {
    response.on("data", (chunk: Buffer) => {
      if (frozen) held.push(() => outgoing.write(chunk));
      else outgoing.write(chunk);
    });
    response.on("end", () => {
      if (frozen) held.push(() => outgoing.end());
      else outgoing.end();
    });
    response.on("error", () => outgoing.destroy());
  };

  /** Half of a piece, and then the connection is gone. */
  const cut = (response: IncomingMessage, outgoing: ServerResponse) => {
    response.once("data", (chunk: Buffer) => {
      outgoing.write(chunk.subarray(0, Math.floor(chunk.length / 2)), () => outgoing.destroy());
    });
    response.on("error", () => outgoing.destroy());
  };

  const mangle = (text: string, outgoing: ServerResponse, fault: Fault) => {
    if (fault.kind === "truncate") outgoing.end(text.slice(0, Math.floor(text.length / 2)));
    else if (fault.kind === "rewrite") outgoing.end(fault.change(text));
    else if (fault.kind === "trickle") {
      let at = 0;
      const timer = setInterval(() => {
        if (outgoing.destroyed) clearInterval(timer);
        else if (at >= text.length) {
          clearInterval(timer);
          outgoing.end();
        } else {
          outgoing.write(text.slice(at, at + fault.bytes));
          at += fault.bytes;
        }
      }, fault.everyMilliseconds);
    }
  };

  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const listening = server.address();
  if (listening === null || typeof listening === "string") throw new Error("no port");
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const proxy: FaultProxy = {
    address: `https://127.0.0.1:${listening.port}`,
    requests,
    fault: () => null,
    freeze: (next) => {
      frozen = next;
      if (!next) for (const release of held.splice(0)) release();
    },
    show: (next) => server.setSecureContext(pemOf(next)),
    cutAll,
    connections: () => opened,
    close: async () => {
      cutAll();
      agent.destroy();
      await new Promise((done) => server.close(done));
    },
  };
  return proxy;
}

const pemOf = ({ certificateFile, keyFile }: CertificateFiles) => ({
  cert: readFileSync(certificateFile),
  key: readFileSync(keyFile),
});

function answer(outgoing: ServerResponse, fault: Extract<Fault, { readonly kind: "answer" }>): void {
  outgoing.writeHead(fault.status, { "content-type": "application/json", ...fault.headers });
  outgoing.end(
    JSON.stringify(fault.body ?? { kind: "Status", apiVersion: "v1", status: "Failure", code: fault.status }),
  );
}

async function whole(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
