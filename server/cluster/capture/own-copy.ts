import "server-only";
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";

const symbol = Symbol.for("sekisho.ownCopies");

/** A copy that belongs to whoever made it. */
export interface OwnCopy {
  readonly folder: string;
  readonly remove: () => void;
}

/** Parents of all copies that are there; one listener for all of them, however many there will be. */
function kept(): Set<string> {
  const shared = globalThis as { [symbol]?: Set<string> };
  const known = shared[symbol];
  if (known !== undefined) return known;
  const parents = new Set<string>();
  shared[symbol] = parents;
  process.once("exit", () => {
    for (const parent of parents) rmSync(parent, { recursive: true, force: true });
  });
  return parents;
}

/**
 * A new copy of a capture among the temporary files, gone when it is removed or the process ends.
 * @param without files that the copy shall not have, as paths below the folder
 * @param instead texts of files that are others in the copy, by such paths
 * @throws as the file system says
 */
export function ownCopy(
  folder: string,
  without: readonly string[],
  instead: Readonly<Record<string, string>>,
): OwnCopy {
  const real = realpathSync(folder);
  const parent = mkdtempSync(join(realpathSync(tmpdir()), "sekisho-story-"));
  kept().add(parent);
  const remove = () => {
    kept().delete(parent);
    rmSync(parent, { recursive: true, force: true });
  };
  try {
    const copy = join(parent, basename(real));
    cpSync(real, copy, { recursive: true, filter: (from) => !without.includes(relative(real, from)) });
    for (const [path, text] of Object.entries(instead)) writeFileSync(join(copy, path), text);
    return { folder: copy, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
