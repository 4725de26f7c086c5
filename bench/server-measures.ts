import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { writeCapture } from "./folder.ts";
import type { Found, Measure } from "./measure.ts";
import { meshOfSize } from "./meshes.ts";
import type { SizeName } from "./sizes.ts";

const root = join(import.meta.dirname, "..");
const patienceMilliseconds = 120_000;

interface Served {
  readonly toGraph: number;
  readonly again: number;
  readonly residentMib: number;
  readonly bytes: number;
}
const served = new Map<SizeName, Promise<Served>>();

/** Starts a server on a capture of this size, asks it for its graph, and ends it; once for all measures. */
function serve(size: SizeName): Promise<Served> {
  const known = served.get(size) ?? start(size);
  served.set(size, known);
  return known;
}

async function start(size: SizeName): Promise<Served> {
  const folder = writeCapture(meshOfSize(size).mesh);
  const port = await freePort();
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const before = performance.now();
  const child = spawn(process.execPath, [next, "start", "-p", String(port), "-H", "127.0.0.1"], {
    cwd: root,
    env: { ...process.env, SEKISHO_FOLDER: folder, NODE_ENV: "production" },
    stdio: "ignore",
  });
  try {
    const address = `http://127.0.0.1:${port}/api/graph`;
    const bytes = await firstAnswer(address, child, before);
    const toGraph = performance.now() - before;
    const asked = performance.now();
    await (await fetch(address)).arrayBuffer();
    return { toGraph, again: performance.now() - asked, residentMib: resident(child), bytes };
  } finally {
    child.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
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

/** Resident memory of one process, as `ps` tells it everywhere. */
function resident(child: ChildProcess): number {
  const kib = Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" }));
  return kib / 1024;
}

async function startToGraph(size: SizeName): Promise<Found> {
  const { toGraph, again, bytes } = await serve(size);
  return {
    value: toGraph / 1000,
    note: `${Math.round(bytes / 1000)} kB plain; asked again ${Math.round(again)} ms`,
  };
}

async function memory(size: SizeName): Promise<Found> {
  return { value: (await serve(size)).residentMib, note: "resident, after two graphs" };
}

/** What a running server is measured by; they need the pages built. */
export const serverMeasures: readonly Measure[] = [
  { name: "server.startToGraph", unit: "s", goals: {}, at: ["L"], run: startToGraph },
  { name: "server.memory", unit: "MiB", goals: { L: 300 }, at: ["L"], run: memory },
];
