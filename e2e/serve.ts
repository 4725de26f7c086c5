import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const root = join(import.meta.dirname, "..");

/** A server of its own on another folder; the built app is the one that every test uses. */
export interface Served {
  readonly address: string;
  /** @returns whether it had to be killed after 4 s */
  stop(): Promise<"ended by itself" | "killed">;
  /** Without any warning, as when the machine is out of memory. */
  kill(): Promise<unknown>;
}

/**
 * @param port one for each spec file, since a stopped server frees its port late
 * @param more environment besides the folder: other sources
 */
export function serve(
  folder: string,
  port: number,
  more: Readonly<Record<string, string>> = {},
): Promise<Served> {
  return serveWith({ SEKISHO_FOLDER: folder, ...more }, port);
}

/** @param environment says what it shows */
export async function serveWith(
  environment: Readonly<Record<string, string>>,
  port: number,
): Promise<Served> {
  const server = spawn(
    process.execPath,
    [
      join(root, "node_modules", "next", "dist", "bin", "next"),
      "start",
      "-p",
      String(port),
      "-H",
      "127.0.0.1",
    ],
    {
      cwd: root,
      stdio: "ignore",
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...environment },
    },
  );
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries++) {
    if (server.exitCode !== null) throw new Error(`next start ended with ${server.exitCode}`);
    if (await alive(address)) {
      return { address, stop: () => stopped(server, "SIGTERM"), kill: () => stopped(server, "SIGKILL") };
    }
    await wait(100);
  }
  await stopped(server, "SIGTERM");
  throw new Error("next start did not answer within 20 s");
}

const alive = (address: string): Promise<boolean> =>
  fetch(`${address}/api/healthz`).then(
    (response) => response.ok,
    () => false,
  );

async function stopped(server: ChildProcess, signal: NodeJS.Signals): Promise<"ended by itself" | "killed"> {
  if (server.exitCode !== null || server.signalCode !== null) return "ended by itself";
  const gone = new Promise<void>((done) => server.once("exit", () => done()));
  server.kill(signal);
  const late = setTimeout(() => server.kill("SIGKILL"), 4000);
  await gone;
  clearTimeout(late);
  return server.signalCode === "SIGKILL" ? "killed" : "ended by itself";
}
