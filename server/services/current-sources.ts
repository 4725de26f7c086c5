import "server-only";
import { demoFolder } from "./open-folder.ts";
import { type SourceSettings, sourceOffer } from "./source-offer.ts";
import { type SourcePool, sourcePool, usualLimits } from "./source-pool.ts";
import { type Stories, stories } from "./stories.ts";

const key = Symbol.for("sekisho.sources");
const storiesKey = Symbol.for("sekisho.stories");

/**
 * The sources of this server. Next loads instrumentation and routes as separate module graphs in one process, so they live on globalThis.
 */
export function currentSources(): SourcePool {
  const shared = globalThis as { [key]?: SourcePool };
  if (shared[key] !== undefined) return shared[key];
  const offer = sourceOffer(settingsOf(process.env));
  const own = currentStories();
  const withStories = () => {
    const { all, ...rest } = offer();
    return { ...rest, all: [...all, ...own.sources()] };
  };
  shared[key] = sourcePool(withStories, usualLimits, Date.now);
  return shared[key];
}

/** The stories of this server, which are sources too. */
export function currentStories(): Stories {
  const shared = globalThis as { [storiesKey]?: Stories };
  shared[storiesKey] ??= stories(demoFolder());
  return shared[storiesKey];
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
