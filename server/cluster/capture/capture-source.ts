import "server-only";
import { stat } from "node:fs/promises";
import type { ClusterSource, SourceReading } from "../source.ts";
import { captureWriter } from "./capture-writer.ts";
import { findFiles } from "./find-files.ts";
import { readObjectText } from "./object-text.ts";
import type { FileCache } from "./read-folder.ts";
import { readFolders } from "./read-folders.ts";
import { watchFolders } from "./watch-folders.ts";

/** How long a reading counts as fresh without a look at the folder. */
const FRESH_MILLISECONDS = 1000;

/**
 * Folders as a source. Files are looked at again at most once a second, or when a watch tells of them, and only changed ones are read again.
 * @param folders captures or folders of manifests, read as one; a later object replaces an earlier one
 * @param scratch whether they are copies that may be played with
 */
export function captureSource(
  folders: readonly string[],
  { scratch = false }: { readonly scratch?: boolean } = {},
): ClusterSource {
  const cache: FileCache = new Map();
  let current: { readonly reading: SourceReading; readonly stamp: string } | null = null;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<SourceReading> | null = null;

  const refresh = async (): Promise<SourceReading> => {
    const stamp = await stampOf(folders);
    if (current === null || current.stamp !== stamp) {
      const read = await readFolders(folders, cache);
      const reading: SourceReading = scratch ? { ...read, source: { ...read.source, scratch } } : read;
      prune(cache, reading);
      current = { reading, stamp };
    }
    checkedAt = performance.now();
    return current.reading;
  };

  const look = (): Promise<SourceReading> => {
    running ??= refresh().finally(() => {
      running = null;
    });
    return running;
  };

  const read = (): Promise<SourceReading> => {
    if (current !== null && performance.now() - checkedAt < FRESH_MILLISECONDS)
      return Promise.resolve(current.reading);
    return look();
  };

  const watch = (changed: (reading: SourceReading) => void): (() => void) => {
    let told: string | null = null;
    return watchFolders(folders, async () => {
      // A look that began before the change may have missed it. A folder that goes away under a look fails it.
      await running?.catch(() => null);
      const reading = await look().catch(() => null);
      if (reading === null) return false;
      const content = `${reading.snapshot.revision} ${reading.failure?.kind}`;
      if (content !== told) changed(reading);
      told = content;
      return true;
    });
  };

  /** As the folder is at this moment, also when it was looked at just now. */
  const lookAgain = async (): Promise<SourceReading> => {
    await running?.catch(() => null);
    return look();
  };

  return {
    read,
    watch,
    writer: captureWriter(folders, lookAgain),
    askProxy: null,
    actor: null,
    readText: async (kind, namespace, name) => readObjectText(await read(), kind, namespace, name),
    health: () => {
      if (current === null) return { state: "connecting", problem: null };
      const { failure } = current.reading;
      return { state: failure === null ? "synced" : "failed", problem: failure?.problem ?? null };
    },
    collections: () => [],
    // Watches end with those who asked for them, and nothing else is open between two readings.
    close: () => {},
  };
}

/** Changes when a file is added, removed or written. */
async function stampOf(folders: readonly string[]): Promise<string> {
  const stamps = await Promise.all(
    folders.map(async (folder) => {
      const isFolder = await stat(folder).then(
        (stats) => stats.isDirectory(),
        () => false,
      );
      if (!isFolder) return `${folder} is not there`;
      const { files, problems } = await findFiles(folder, (name) => name);
      return [...files.map((file) => `${file.name} ${file.stamp}`), ...problems.map(({ text }) => text)].join(
        "\n",
      );
    }),
  );
  return stamps.join("\n\n");
}

function prune(cache: FileCache, reading: SourceReading): void {
  const paths = new Set(reading.files.values());
  for (const path of cache.keys()) if (!paths.has(path)) cache.delete(path);
}
