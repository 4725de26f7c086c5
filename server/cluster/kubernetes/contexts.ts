import "server-only";
import { existsSync, statSync } from "node:fs";
import type { Trouble } from "../../contract/sources.ts";
import { isInCluster, kubeconfigFiles, partsOf, readKubeconfig, troubleOf } from "./kubeconfig.ts";

/** One context, by the names that it has in the kubeconfig. */
export interface ListedContext {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  /** Why it cannot be opened, as far as the kubeconfig itself tells; null when nothing is wrong with it. */
  readonly problem: Trouble | null;
}

/** What a kubeconfig offers. */
export interface ContextList {
  readonly contexts: readonly ListedContext[];
  /** The current one; null when there is none. `in-cluster` in a pod without a kubeconfig. */
  readonly current: string | null;
  /** Why there is no list; null also when there is simply no kubeconfig. */
  readonly problem: Trouble | null;
}

const nothing: ContextList = { contexts: [], current: null, problem: null };

/**
 * Lists contexts. Only the kubeconfig's own files are read, and only when they changed: no plugin is run and nothing is sent.
 * @param kubeconfig a path that was asked for; null for the usual places
 * @returns asks for the list; never throws
 */
export function contextLister(kubeconfig: string | null): () => ContextList {
  let last: { readonly stamp: string; readonly list: ContextList } | null = null;
  return () => {
    const files = kubeconfigFiles(kubeconfig);
    const stamp = files.map(stampOf).join("\n");
    if (last?.stamp !== stamp) last = { stamp, list: listOf(files, kubeconfig !== null) };
    return last.list;
  };
}

function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return `${file} ${stats?.mtimeMs} ${stats?.size} ${stats?.ino}`;
}

function listOf(files: readonly string[], asked: boolean): ContextList {
  if (!asked && !files.some((file) => existsSync(file)))
    return isInCluster() ? { ...nothing, current: "in-cluster" } : nothing;
  const where = files.join(", ");
  try {
    const config = readKubeconfig(files);
    const contexts = config.getContexts().map(({ name, cluster, user }): ListedContext => {
      let problem: Trouble | null = null;
      try {
        partsOf(config, name, where);
      } catch (error) {
        problem = troubleOf(error);
      }
      return { name, cluster, user, problem };
    });
    return { contexts, current: config.getCurrentContext() || null, problem: null };
  } catch (error) {
    return { ...nothing, problem: troubleOf(error) };
  }
}
