import { rmSync } from "node:fs";
import { writeCapture } from "./folder.ts";
import type { Found, Measure } from "./measure.ts";
import { meshOfSize } from "./meshes.ts";
import { startServer } from "./server.ts";
import type { SizeName } from "./sizes.ts";

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
  try {
    const server = await startServer({ SEKISHO_FOLDER: folder });
    const toGraph = performance.now() - server.since;
    try {
      const asked = performance.now();
      await (await fetch(`${server.address}/api/graph`)).arrayBuffer();
      const again = performance.now() - asked;
      return { toGraph, again, residentMib: server.residentMib(), bytes: server.bytes };
    } finally {
      server.end();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
