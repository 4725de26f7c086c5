import { buildGraph } from "../server/engine/incremental.ts";
import { isSize } from "./measure.ts";
import { meshOfSize } from "./meshes.ts";

/** Prints what one mesh and its graph take, in MiB. */
const size = process.argv[2] ?? "";
if (!isSize(size)) throw new Error(`${size} is no size.`);
const mib = (bytes: number) => bytes / 2 ** 20;
globalThis.gc?.();
const empty = process.memoryUsage().heapUsed;
const { snapshot } = meshOfSize(size);
const graph = buildGraph(snapshot, { nowSeconds: 0, asked: [] });
globalThis.gc?.();
const { heapUsed, rss } = process.memoryUsage();
console.log(JSON.stringify({ heap: mib(heapUsed - empty), resident: mib(rss), edges: graph.edges.length }));
