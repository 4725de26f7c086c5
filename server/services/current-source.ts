import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import { demoFolder, openFolder } from "./open-folder.ts";
import { openLive } from "./open-live.ts";

const key = Symbol.for("sekisho.source");

/**
 * The source that this server shows: a live cluster where SEKISHO_LIVE is set, else the folder in SEKISHO_FOLDER, else the demo. Next
 * loads instrumentation and routes as separate module graphs in one process, so the one source lives on globalThis.
 */
export function currentSource(): ClusterSource {
  const shared = globalThis as { [key]?: ClusterSource };
  shared[key] ??= openCurrent();
  return shared[key];
}

function openCurrent(): ClusterSource {
  const { SEKISHO_LIVE, SEKISHO_CONTEXT, SEKISHO_KUBECONFIG, SEKISHO_NAMESPACES, SEKISHO_FOLDER } =
    process.env;
  if (!SEKISHO_LIVE) return openFolder(SEKISHO_FOLDER || demoFolder());
  return openLive({
    context: SEKISHO_CONTEXT || null,
    kubeconfig: SEKISHO_KUBECONFIG || null,
    namespaces: SEKISHO_NAMESPACES?.split(",").filter((name) => name !== "") ?? [],
  });
}
