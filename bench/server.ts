import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const root = join(import.meta.dirname, "..");
const patienceMilliseconds = 120_000;
/** What `npm start` gives Node too; scripts/bench.mjs passes it on. */
const serverFlags = process.env.SEKISHO_SERVER_FLAGS?.split(" ") ?? [];

/** A server of the built pages. */
export interface RunningServer {
  readonly address: string;
  /** When it was started, by `performance.now()`. */
  readonly since: number;
  /** Bytes of the first good answer of the graph, by which it is known to be up. */
  readonly bytes: number;
  /** @returns resident memory in MiB, as `ps` tells it everywhere */
  readonly residentMib: () => number;
  /** What it wrote to standard error so far. */
  readonly errors: () => string;
  readonly end: () => void;
}

/**
 * Starts the production server and waits for its first graph.
 * @param environment says what it shows
 * @param flags of Node
 */
export async function startServer(
  environment: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<RunningServer> {
  const port = await freePort();
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const since = performance.now();
  const child = spawn(
    process.execPath,
    [...serverFlags, ...flags, next, "start", "-p", String(port), "-H", "127.0.0.1"],
    {
      cwd: root,
      env: { ...process.env, ...environment, NODE_ENV: "production" },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors = (errors + chunk).slice(0, 64_000);
  });
  const end = () => void child.kill("SIGTERM");
  try {
    const address = `http://127.0.0.1:${port}`;
    const bytes = await firstAnswer(`${address}/api/graph`, child, since);
    return { address, since, bytes, residentMib: () => resident(child), errors: () => errors, end };
  } catch (error) {
    end();
    throw error;
  }
}

/** @returns bytes of the first good answer */
async function firstAnswer(address: string, child: ChildProcess, since: number): Promise<number> {
  while (performance.now() - since < patienceMilliseconds) {
    if (child.exitCode !== null) throw new Error("The server ended before it answered.");
    try {
      const answer = await fetch(address);
      if (answer.ok) return (await answer.arrayBuffer()).byteLength;
      throw new Error(`The server answered ${answer.status}.`);
    } catch (error) {
      // Refused connections are those of a server that does not listen yet.
      if (!(error instanceof TypeError)) throw error;
      await wait(20);
    }
  }
  throw new Error("The server gave no graph within two minutes.");
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen({ host: "127.0.0.1", port: 0 }, () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

function resident(child: ChildProcess): number {
  const kib = Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" }));
  return kib / 1024;
}
