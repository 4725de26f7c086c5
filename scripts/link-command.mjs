// npm links the commands of dependencies but not the project's own. With this link `npx sekisho` starts at once
// instead of going through npx's cache, where calls side by side would get in each other's way.
import { existsSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

const commands = join(root, "node_modules", ".bin");
// Windows cannot start a file by its first line; npx finds the command there by itself, only later.
if (existsSync(commands) && process.platform !== "win32") {
  const link = join(commands, "sekisho");
  rmSync(link, { force: true });
  symlinkSync(join("..", "..", "bin", "sekisho.mjs"), link);
}
