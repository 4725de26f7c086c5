import "server-only";
import { join } from "node:path";
import { captureSource } from "../cluster/capture/capture-source.ts";
import type { ClusterSource } from "../cluster/source.ts";

const key = Symbol.for("sekisho.source");

/**
 * The source that this server shows: the folder in SEKISHO_FOLDER, else the demo. Next loads instrumentation and routes as separate
 * module graphs in one process, so the one source lives on globalThis.
 */
export function currentSource(): ClusterSource {
  const shared = globalThis as { [key]?: ClusterSource };
  shared[key] ??= captureSource([process.env.SEKISHO_FOLDER || join(process.cwd(), "demo")]);
  return shared[key];
}
