import "server-only";
import { randomBytes } from "node:crypto";
import {
  chmod,
  constants,
  link,
  mkdir,
  open,
  readFile,
  realpath,
  rename,
  stat,
  unlink,
} from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";

/** How a file was left: as asked for, or as it was, because it was no longer what the change was made from. */
export type FileResult = "done" | "changed";

/** A path that leads where it does not say: through a symbolic link, or out of the folder. */
export class LinkedPath extends Error {}

/**
 * The path of a file below a folder, for writing.
 * @param name with `/`, below the folder
 * @throws LinkedPath, or as the file system says
 */
export async function writablePath(folder: string, name: string): Promise<string> {
  const wanted = join(await realpath(folder), name);
  if (!wanted.startsWith((await realpath(folder)) + sep)) throw new LinkedPath(name);
  const existing = await nearestExisting(wanted);
  // A link on the way would have a file written that nobody named.
  if ((await realpath(existing)) !== existing) throw new LinkedPath(name);
  return wanted;
}

async function nearestExisting(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    const there = await realpath(at).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code !== "ENOENT",
    );
    if (there || at === dirname(at)) return at;
  }
}

/**
 * Puts another content into a file in one step: whoever reads it sees the old one or the new one.
 * @param before the content that the new one was made from
 * @throws as the file system says
 */
export async function replaceFile(path: string, before: Buffer, after: string): Promise<FileResult> {
  const { mode } = await stat(path);
  // Renaming asks for rights on the folder only; a file that is protected stays as it is.
  await (await open(path, constants.O_RDWR)).close();
  const temporary = await writeBeside(path, after, mode & 0o7777);
  try {
    if (!(await readFile(path)).equals(before)) {
      await unlink(temporary);
      return "changed";
    }
    await rename(temporary, path);
    return "done";
  } catch (error) {
    await unlink(temporary).catch(() => null);
    throw error;
  }
}

/**
 * Makes a file with its folders, in one step.
 * @returns changed when there is one already
 * @throws as the file system says
 */
export async function createFile(path: string, text: string): Promise<FileResult> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = await writeBeside(path, text, 0o644 & ~process.umask());
  try {
    // Unlike a rename, a link never takes the place of another file.
    await link(temporary, path);
    return "done";
  } catch (error) {
    if (codeOf(error) === "EEXIST") return "changed";
    // A file system without links: then at least nobody else's file is overwritten.
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(codeOf(error))) throw error;
    return await writeNew(path, text);
  } finally {
    await unlink(temporary).catch(() => null);
  }
}

async function writeNew(path: string, text: string): Promise<FileResult> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(text);
    await file.close();
    return "done";
  } catch (error) {
    if (codeOf(error) === "EEXIST") return "changed";
    throw error;
  }
}

/** @throws as the file system says */
export async function removeFile(path: string, before: Buffer): Promise<FileResult> {
  await (await open(path, constants.O_RDWR)).close();
  if (!(await readFile(path)).equals(before)) return "changed";
  await unlink(path);
  return "done";
}

/** The code of a failure of the file system, e.g. EACCES. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** A file in the same folder, under a name that no reader looks at. */
async function writeBeside(path: string, text: string, mode: number): Promise<string> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}`);
  const file = await open(temporary, "wx", mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(temporary, mode);
  return temporary;
}
