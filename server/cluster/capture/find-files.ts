import "server-only";
import type { Stats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { Coverage, Problem } from "../../contract/graph.ts";
import { everythingUnknown, fileProblem } from "./problem.ts";

/** What a file of a capture is for. */
export type FileRole =
  | { readonly kind: "manifest" }
  | { readonly kind: "traffic" }
  | { readonly kind: "mesh" }
  /** Admin answers of one proxy, by `namespace/pod`: `/certs`, and the secrets of `/config_dump`. */
  | { readonly kind: "certificates" | "secrets"; readonly pod: string };

/** A file to read. */
export interface FoundFile {
  /** Path below the folder, with `/`. */
  readonly name: string;
  readonly path: string;
  readonly size: number;
  /** Differs when the file may have changed: size, times and inode. */
  readonly stamp: string;
  readonly role: FileRole;
}

/** What was found below a folder, in the order of names. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly problems: readonly Problem[];
  readonly coverage: readonly Coverage[];
}

interface Walk {
  readonly root: string;
  readonly visited: Set<string>;
  readonly files: FoundFile[];
  readonly problems: Problem[];
  readonly coverage: Coverage[];
  /** Name of a file or folder as problems write it. */
  readonly label: (name: string) => string;
}

/**
 * Finds the files of a capture folder or a folder of manifests: .yaml, .yml and .json at any depth, without hidden folders and
 * node_modules. A symbolic link is followed only to a place inside the folder.
 * @param folder an existing folder
 * @param label name of a file as problems write it
 */
export async function findFiles(folder: string, label: (name: string) => string): Promise<FoundFiles> {
  const root = await realpath(folder);
  const walk: Walk = { root, visited: new Set([root]), files: [], problems: [], coverage: [], label };
  await visitFolder(root, "", walk);
  return walk;
}

async function visitFolder(path: string, name: string, walk: Walk): Promise<void> {
  let entries: string[];
  try {
    entries = (await readdir(path)).sort();
  } catch (error) {
    unreadable(name === "" ? "." : name, error, walk);
    return;
  }
  for (const entry of entries) {
    if (entry.startsWith(".") || entry === "node_modules") continue;
    await visitEntry(join(path, entry), name === "" ? entry : `${name}/${entry}`, walk);
  }
}

async function visitEntry(path: string, name: string, walk: Walk): Promise<void> {
  let real: string;
  let stats: Stats;
  try {
    real = await realpath(path);
    stats = await stat(real);
  } catch (error) {
    // A dangling link or a loop of links: of no interest unless it is named like a manifest.
    if (roleOf(name) !== null) unreadable(name, error, walk);
    return;
  }
  const role = roleOf(name);
  if (!stats.isDirectory() && role === null) return;
  if (!real.startsWith(walk.root + sep) && real !== walk.root) {
    const because = "is a symbolic link that leads out of the folder, so it was not read";
    unknownFile(
      name,
      because,
      "Put a copy of the file into the folder, or open the other folder too.",
      role,
      walk,
    );
    return;
  }
  // A place that was visited under another name: a loop, or the same objects a second time.
  if (walk.visited.has(real)) return;
  walk.visited.add(real);
  if (stats.isDirectory()) await visitFolder(real, name, walk);
  else if (!stats.isFile())
    unknownFile(name, "is no regular file, so it was not read", "Remove it.", role, walk);
  else if (role !== null) {
    walk.files.push({ name, path: real, size: stats.size, stamp: stampOf(stats), role });
  }
}

// The change time moves even when a tool sets the modification time back.
function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

function roleOf(name: string): FileRole | null {
  if (name === "traffic.json") return { kind: "traffic" };
  if (name === "mesh.json") return { kind: "mesh" };
  if (/^proxies\/.*\.json$/i.test(name)) {
    const found = /^proxies\/([^/]+\/[^/]+)\/(certs|secrets|config_dump)\.json$/.exec(name);
    const [, pod, what] = found ?? [];
    return pod === undefined ? null : { kind: what === "certs" ? "certificates" : "secrets", pod };
  }
  return /\.(ya?ml|json)$/i.test(name) ? { kind: "manifest" } : null;
}

function unreadable(name: string, error: unknown, walk: Walk): void {
  const code = error instanceof Error && "code" in error ? String(error.code) : "an unknown error";
  const text = `cannot be read (${code})`;
  unknownFile(name, text, "Give the user that runs this the right to read it.", { kind: "manifest" }, walk);
}

function unknownFile(name: string, what: string, cure: string, role: FileRole | null, walk: Walk): void {
  const label = walk.label(name);
  walk.problems.push(fileProblem(label, `${label} ${what}.`, cure));
  if (role === null || role.kind === "manifest")
    walk.coverage.push(everythingUnknown(`${label} ${what}. ${cure}`));
}
