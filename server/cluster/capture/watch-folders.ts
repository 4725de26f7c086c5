import "server-only";
import { watch as nodeWatch } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import { foldersBelow } from "./folders-below.ts";

/** When a folder is looked at, in milliseconds. */
export interface WatchTimes {
  /** Without another change for so long, a burst is over. */
  readonly quiet: number;
  /** A burst that does not end is looked at all the same after so long. */
  readonly longest: number;
  /** Between looks without being told, where every folder is watched: some file systems tell nothing. */
  readonly again: number;
  /** The same where a folder cannot be watched. */
  readonly againUnwatched: number;
}

const usual: WatchTimes = { quiet: 60, longest: 500, again: 5000, againUnwatched: 1000 };

/** The part of `fs.watch` that is used: told of a name in a folder, until it is closed. */
export type WatchOne = (
  folder: string,
  told: (name: string | null) => void,
  failed: () => void,
) => { readonly close: () => void };

const watchOne: WatchOne = (folder, told, failed) => {
  // One watch for each folder and none for files: `recursive` takes one of the kernel's few watches for every file.
  const watcher = nodeWatch(folder, { persistent: false }, (_, name) => told(name));
  watcher.on("error", failed);
  return watcher;
};

interface Watched {
  /** Tells a folder from one of the same name that replaced it. */
  readonly inode: string;
  readonly close: () => void;
}

/**
 * Calls `look` at once, and then whenever something below the folders may have changed: once for a burst of changes, and never twice at a
 * time. Folders may be missing, and may go and come back.
 * @param look answers whether it could look; must not throw
 * @returns stops; may be called twice
 */
export function watchFolders(
  folders: readonly string[],
  look: () => Promise<boolean>,
  times: WatchTimes = usual,
  watch: WatchOne = watchOne,
): () => void {
  const roots = folders.map((folder) => resolve(folder));
  const watched = new Map<string, Watched>();
  let stopped = false;
  let looking = false;
  let lookAfter = false;
  let burstSince: number | null = null;
  let timer: NodeJS.Timeout | undefined;

  const wait = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(round, milliseconds);
    timer.unref();
  };

  const told = () => {
    if (stopped) return;
    if (looking) lookAfter = true;
    else {
      const now = performance.now();
      burstSince ??= now;
      wait(Math.max(0, Math.min(times.quiet, burstSince + times.longest - now)));
    }
  };

  const round = async (): Promise<void> => {
    looking = true;
    lookAfter = false;
    burstSince = null;
    // First watch, then look: what changes after the look is told.
    const all = await arm();
    const seen = stopped || (await look());
    looking = false;
    if (stopped) return;
    wait(all && seen ? times.again : times.againUnwatched);
    if (lookAfter) told();
  };

  /** Watches what is there now. @returns whether all of it could be watched */
  const arm = async (): Promise<boolean> => {
    const wanted = new Map<string, (name: string | null) => boolean>();
    let all = true;
    for (const root of roots) {
      // A root that is missing, or is replaced by another, is told by the nearest folder above that exists.
      const above = await nearest(dirname(root));
      const next = root.slice(above.length).split(sep).find(Boolean) ?? root;
      wanted.set(above, (name) => name === null || name === next);
      const real = await realpath(root).catch(() => null);
      if (real === null) continue;
      const below = await foldersBelow(real);
      all &&= below.complete;
      for (const folder of below.folders) wanted.set(folder, matters);
    }
    if (stopped) return all;
    for (const [folder, { close }] of watched) {
      if (wanted.has(folder)) continue;
      close();
      watched.delete(folder);
    }
    for (const [folder, heeds] of wanted) {
      const inode = await inodeOf(folder);
      const known = watched.get(folder);
      if (stopped || inode === null || known?.inode === inode) continue;
      known?.close();
      watched.delete(folder);
      try {
        const gone = () => {
          watched.get(folder)?.close();
          watched.delete(folder);
          told();
        };
        const watcher = watch(folder, (name) => heeds(name) && told(), gone);
        watched.set(folder, { inode, close: () => watcher.close() });
      } catch {
        if (heeds === matters) all = false;
      }
    }
    return all;
  };

  void round();
  return () => {
    stopped = true;
    clearTimeout(timer);
    for (const { close } of watched.values()) close();
    watched.clear();
  };
}

/** Hidden names are an editor's or git's own; `..data` is how Kubernetes swaps the files of a mounted ConfigMap. */
const matters = (name: string | null): boolean =>
  name === null || !name.startsWith(".") || name.startsWith("..");

async function nearest(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) if (at === dirname(at) || (await inodeOf(at)) !== null) return at;
}

const inodeOf = (path: string): Promise<string | null> =>
  stat(path).then(
    (stats) => (stats.isDirectory() ? `${stats.dev} ${stats.ino}` : null),
    () => null,
  );
