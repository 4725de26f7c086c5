import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const root = join(import.meta.dirname, "..");

/** A server of its own on another folder; the built app is the one that every test uses. */
export interface Served {
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * @param port one for each spec file, since a stopped server frees its port late
 * @param more environment besides the folder: other sources
 */
export async function serve(
  folder: string,
  port: number,
  more: Readonly<Record<string, string>> = {},
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
      env: {
        ...process.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        SEKISHO_FOLDER: folder,
        ...more,
      },
    },
  );
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries++) {
    if (server.exitCode !== null) throw new Error(`next start ended with ${server.exitCode}`);
    if (await alive(address)) return { address, stop: () => stopped(server) };
    await wait(100);
  }
  await stopped(server);
  throw new Error("next start did not answer within 20 s");
}

const alive = (address: string): Promise<boolean> =>
  fetch(`${address}/api/healthz`).then(
    (response) => response.ok,
    () => false,
  );

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise<void>((done) => server.once("exit", () => done()));
  server.kill("SIGTERM");
  const late = setTimeout(() => server.kill("SIGKILL"), 4000);
  await gone;
  clearTimeout(late);
}
