import "server-only";
import { basename, resolve } from "node:path";
import { type ContextList, contextLister, type ListedContext } from "../cluster/kubernetes/contexts.ts";
import { liveSource } from "../cluster/kubernetes/live-source.ts";
import type { ClusterSource } from "../cluster/source.ts";
import type { Trouble } from "../contract/sources.ts";
import { openFolder } from "./open-folder.ts";

/** What the server was told to show when it was started. */
export interface SourceSettings {
  /** Folders that may be shown, each a source of its own; the first is the start source unless `live` is set. */
  readonly folders: readonly string[];
  /** The cluster that is the start source. */
  readonly live: {
    /** Null for the kubeconfig's current context, or the pod's own account. */
    readonly context: string | null;
    readonly namespaces: readonly string[];
  } | null;
  /** Null for KUBECONFIG, then ~/.kube/config. */
  readonly kubeconfig: string | null;
  /** Whether the other contexts of the kubeconfig may be chosen too. */
  readonly contexts: boolean;
}

/** One source that may be chosen. */
export interface OfferedSource {
  readonly id: string;
  /** A story is in no list. */
  readonly kind: "folder" | "context" | "story";
  readonly name: string;
  readonly cluster: string | null;
  readonly user: string | null;
  readonly problem: Trouble | null;
  /** Named when the server was started, and so meant for everyone whom the server answers. */
  readonly given: boolean;
  readonly open: () => ClusterSource;
}

/** Everything that may be chosen; nothing else is ever opened. */
export interface Offer {
  readonly start: OfferedSource;
  /** The start source among them, folders first. */
  readonly all: readonly OfferedSource[];
  /** Why contexts are missing. */
  readonly problem: Trouble | null;
}

/**
 * Which sources this server may show. The kubeconfig is looked at anew for each answer, so that contexts come and go; the start source
 * stays the one that it was.
 */
export function sourceOffer(settings: SourceSettings): () => Offer {
  const { live, kubeconfig } = settings;
  const folders = foldersOf(settings.folders);
  const list = live !== null || settings.contexts ? contextLister(kubeconfig) : null;
  const open = (context: string | null, namespaces: readonly string[]) => () =>
    liveSource({ context, kubeconfig, namespaces });
  const startContext = live === null ? null : (live.context ?? list?.().current ?? null);

  const startOf = (listed: readonly ListedContext[]): OfferedSource => {
    const [folder] = folders;
    if (live === null && folder !== undefined) return folder;
    const found = listed.find(({ name }) => name === startContext);
    // Where nothing is named and nothing current, opening it says so; in a pod there is no kubeconfig to name one from.
    const named = startContext === "in-cluster" && found === undefined ? null : startContext;
    const about = contextOf(found, startContext ?? "cluster");
    return { ...about, given: true, open: open(named, live?.namespaces ?? []) };
  };

  return () => {
    const { contexts, problem }: ContextList = list?.() ?? { contexts: [], current: null, problem: null };
    const start = startOf(contexts);
    const others = settings.contexts ? contexts.filter(({ name }) => `context.${name}` !== start.id) : [];
    const all = [
      ...folders,
      ...(start.kind === "context" ? [start] : []),
      ...others.map((context) => ({ ...contextOf(context, context.name), open: open(context.name, []) })),
    ];
    return { start, all, problem };
  };
}

function contextOf(found: ListedContext | undefined, name: string): Omit<OfferedSource, "open"> {
  return {
    id: `context.${name}`,
    kind: "context",
    name,
    cluster: found?.cluster ?? null,
    user: found?.user ?? null,
    problem: found?.problem ?? null,
    given: false,
  };
}

/** Two folders of one name are told apart by their order. */
function foldersOf(folders: readonly string[]): readonly OfferedSource[] {
  const seen = new Map<string, number>();
  return folders.map((folder) => {
    const base = basename(resolve(folder)) || "root";
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    let source: ClusterSource | null = null;
    const name = count === 1 ? base : `${base}~${count}`;
    return {
      id: `folder.${name}`,
      kind: "folder",
      name,
      cluster: null,
      user: null,
      problem: null,
      given: true,
      // Made once: of the demo it is a copy, and what was changed there stays while the server runs.
      open: () => {
        source ??= openFolder(folder);
        return source;
      },
    };
  });
}
