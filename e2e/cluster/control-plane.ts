import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Api, connect } from "./api.ts";
import { type Authority, type CertificateFiles, makeAuthority, makeTokenKey } from "./pki.ts";

/** Names that the API server knows by a static token `<name>-token`; only `admin` may do anything without RBAC rules. */
const users = ["admin", "reader", "limited"] as const;

/** A real kube-apiserver with its etcd, on free ports of this machine. */
export interface ControlPlane {
  /** `https://127.0.0.1:PORT`. */
  readonly address: string;
  readonly folder: string;
  readonly authority: Authority;
  /** A client certificate of an administrator. */
  readonly adminCertificate: CertificateFiles;
  /** The administrator's own client, for setting the scene. */
  readonly api: Api;
  readonly restartApiServer: () => Promise<void>;
  /** Ends the API server without a new one; `restartApiServer` brings it back. */
  readonly stopApiServer: () => Promise<void>;
  readonly restartEtcd: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const readySeconds = 90;

/** Starts both and waits until the API server is ready. */
export async function startControlPlane(): Promise<ControlPlane> {
  const programs = process.env.SEKISHO_CONTROL_PLANE;
  if (!programs)
    throw new Error("These tests run by `npm test -- --tier cluster`, which finds kube-apiserver.");
  const folder = mkdtempSync(join(tmpdir(), "sekisho-control-plane-"));
  const authority = makeAuthority(folder);
  const serving = authority.sign("serving", "/CN=kube-apiserver");
  const adminCertificate = authority.sign("admin", "/O=system:masters/CN=admin");
  const tokenKey = makeTokenKey(folder);
  const tokens = join(folder, "tokens.csv");
  writeFileSync(
    tokens,
    users
      .map((name) => `${name}-token,${name},${name}${name === "admin" ? ',"system:masters"' : ""}\n`)
      .join(""),
  );
  const [etcdPort, peerPort, apiPort] = await freePorts(3);
  const address = `https://127.0.0.1:${apiPort}`;

  const start = (name: string, args: readonly string[]): ChildProcess => {
    const log = createWriteStream(join(folder, `${name}.log`), { flags: "a" });
    const child = spawn(join(programs, name), args, { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    running.add(child);
    return child;
  };
  const startEtcd = () =>
    start("etcd", [
      "--unsafe-no-fsync",
      "--log-level=warn",
      `--data-dir=${join(folder, "etcd")}`,
      `--listen-client-urls=http://127.0.0.1:${etcdPort}`,
      `--advertise-client-urls=http://127.0.0.1:${etcdPort}`,
      `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
      `--initial-advertise-peer-urls=http://127.0.0.1:${peerPort}`,
      `--initial-cluster=default=http://127.0.0.1:${peerPort}`,
    ]);
  const startApiServer = () =>
    start("kube-apiserver", [
      `--etcd-servers=http://127.0.0.1:${etcdPort}`,
      "--bind-address=127.0.0.1",
      `--secure-port=${apiPort}`,
      `--tls-cert-file=${serving.certificateFile}`,
      `--tls-private-key-file=${serving.keyFile}`,
      `--client-ca-file=${authority.certificateFile}`,
      `--token-auth-file=${tokens}`,
      `--service-account-issuer=${address}`,
      `--service-account-key-file=${tokenKey}`,
      `--service-account-signing-key-file=${tokenKey}`,
      "--service-cluster-ip-range=10.96.0.0/16",
      "--authorization-mode=RBAC",
      "--allow-privileged",
      "--enable-aggregator-routing=true",
      // Pods of the world come before the controller that would make their accounts.
      "--disable-admission-plugins=ServiceAccount",
      "--endpoint-reconciler-type=none",
    ]);

  const running = new Set<ChildProcess>();
  let etcd = startEtcd();
  let apiServer = startApiServer();
  const api = connect(address, authority.certificate, adminCertificate);
  const end = async (child: ChildProcess, signal: NodeJS.Signals) => {
    running.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await ended;
  };
  const ready = async () => {
    for (let tries = 0; tries < readySeconds * 5; tries++) {
      if ((await api.tryGet("/readyz")) === 200) return;
      if (apiServer.exitCode !== null) break;
      await wait(200);
    }
    throw new Error(
      `The API server is not ready:\n${readFileSync(join(folder, "kube-apiserver.log"), "utf8").slice(-3000)}`,
    );
  };
  const stop = async () => {
    api.close();
    await end(apiServer, "SIGKILL");
    await end(etcd, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  // A test run that dies must not leave servers behind.
  process.once("exit", () => {
    for (const child of running) child.kill("SIGKILL");
  });
  try {
    await ready();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    address,
    folder,
    authority,
    adminCertificate,
    api,
    stop,
    stopApiServer: () => end(apiServer, "SIGKILL"),
    restartApiServer: async () => {
      await end(apiServer, "SIGKILL");
      apiServer = startApiServer();
      await ready();
    },
    restartEtcd: async () => {
      await end(etcd, "SIGKILL");
      etcd = startEtcd();
      await ready();
    },
  };
}

/** Ports that nothing listens on now. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const address = server.address();
      await new Promise((done) => server.close(done));
      if (address === null || typeof address === "string") throw new Error("no port");
      return address.port;
    }),
  );
}
