import "server-only";
import { demoFolder } from "./open-folder.ts";
import { type SourceSettings, sourceOffer } from "./source-offer.ts";
import { type SourcePool, sourcePool, usualLimits } from "./source-pool.ts";

const key = Symbol.for("sekisho.sources");

/**
 * The sources of this server. Next loads instrumentation and routes as separate module graphs in one process, so they live on globalThis.
 */
export function currentSources(): SourcePool {
  const shared = globalThis as { [key]?: SourcePool };
  shared[key] ??= sourcePool(sourceOffer(settingsOf(process.env)), usualLimits, Date.now);
  return shared[key];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What scripts/start.mjs wrote into the environment; without anything it is the demo. */
export function settingsOf(environment: Environment): SourceSettings {
  const { SEKISHO_LIVE, SEKISHO_CONTEXT, SEKISHO_KUBECONFIG, SEKISHO_NAMESPACES } = environment;
  const folders = [environment.SEKISHO_FOLDER, ...linesOf(environment.SEKISHO_MORE_FOLDERS)].filter(
    (folder): folder is string => folder !== undefined && folder !== "",
  );
  return {
    folders: folders.length === 0 && !SEKISHO_LIVE ? [demoFolder()] : folders,
    live: SEKISHO_LIVE
      ? {
          context: SEKISHO_CONTEXT || null,
          namespaces: SEKISHO_NAMESPACES?.split(",").filter((name) => name !== "") ?? [],
        }
      : null,
    kubeconfig: SEKISHO_KUBECONFIG || null,
    contexts: ["local", "any"].includes(environment.SEKISHO_CONTEXTS ?? ""),
  };
}

/** A path may hold any sign but a new line, as far as one meets them. */
const linesOf = (text: string | undefined): readonly string[] => text?.split("\n") ?? [];
