import "server-only";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const symbol = Symbol.for("sekisho.scratchCopies");

/**
 * A copy of a folder among the temporary files, gone when the process ends; the same one each time it is asked for.
 * @returns its path
 * @throws as the file system says
 */
export function scratchCopy(folder: string): string {
  const shared = globalThis as { [symbol]?: Map<string, string> };
  shared[symbol] ??= new Map();
  const real = realpathSync(folder);
  const known = shared[symbol].get(real);
  if (known !== undefined) return known;
  const parent = mkdtempSync(join(realpathSync(tmpdir()), "sekisho-scratch-"));
  process.once("exit", () => rmSync(parent, { recursive: true, force: true }));
  const copy = join(parent, basename(real));
  cpSync(real, copy, { recursive: true });
  shared[symbol].set(real, copy);
  return copy;
}
