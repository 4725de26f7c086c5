import "server-only";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** More folders than anyone watches; the kernel's watches are few, and shared with every other program. */
const MAX_FOLDERS = 4000;

/**
 * A folder and those below it in which files of a capture may stand.
 * @returns `complete` is false when some folder could not be listed, or there are too many
 * @throws never
 */
export async function foldersBelow(
  root: string,
): Promise<{ readonly folders: readonly string[]; readonly complete: boolean }> {
  const folders = [root];
  let complete = true;
  // The list grows while it is walked.
  for (const folder of folders) {
    try {
      const entries = await readdir(folder, { withFileTypes: true });
      for (const entry of entries) {
        if (!entry.isDirectory() || entry.name.startsWith(".") || entry.name === "node_modules") continue;
        folders.push(join(folder, entry.name));
      }
    } catch {
      complete = false;
    }
    if (folders.length > MAX_FOLDERS) return { folders: folders.slice(0, MAX_FOLDERS), complete: false };
  }
  return { folders, complete };
}
