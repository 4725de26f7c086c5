import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

type Files = Readonly<Record<string, string | Uint8Array>>;

/**
 * For tests: a function that writes files into a new folder and gives its path.
 * @param onEnd the runner's way to clean up, onTestFinished
 */
export function temporaryFolders(onEnd: (clean: () => void) => void): (files: Files) => string {
  return (files) => {
    const folder = mkdtempSync(join(tmpdir(), "sekisho-"));
    onEnd(() => rmSync(folder, { recursive: true, force: true }));
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
    return folder;
  };
}
