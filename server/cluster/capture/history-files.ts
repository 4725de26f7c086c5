import "server-only";
import { readdir, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { PolicyRevision } from "../../contract/write.ts";
import { isObject } from "../decode/field.ts";
import type { PolicyName } from "../policy-writer.ts";
import { codeOf, createFile, writablePath } from "./write-file.ts";

/** A revision as it is kept; which of them is current is told by the object itself. */
export type KeptRevision = Omit<PolicyRevision, "number" | "current"> & { readonly number: number };

/** Revisions that are kept of one object. */
const MOST = 100;

/** Files below a folder that no reader of manifests looks into. */
export const historyFolder = ".sekisho";

const operations = ["create", "replace", "delete", "outside"] as const;

/**
 * The revisions of one object, oldest first.
 * @throws as the file system says, but for a history that there is none of yet
 */
export async function readRevisions(folder: string, of: PolicyName): Promise<readonly KeptRevision[]> {
  const path = await writablePath(folder, placeOf(of));
  const names = await readdir(path).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  });
  const kept: KeptRevision[] = [];
  for (const name of names.filter((file) => /^\d{4,}\.yaml$/.test(file)).toSorted(byNumber)) {
    const revision = revisionOf(Number.parseInt(name, 10), await readFile(join(path, name), "utf8"));
    if (revision !== null) kept.push(revision);
  }
  return kept;
}

/**
 * Keeps one more revision.
 * @returns its number
 * @throws as the file system says
 */
export async function keepRevision(
  folder: string,
  of: PolicyName,
  revision: Omit<KeptRevision, "number">,
): Promise<number> {
  // A checkout stays clean; who wants the history in Git removes this file.
  await createFile(await writablePath(folder, `${historyFolder}/.gitignore`), "*\n");
  const kept = await readRevisions(folder, of);
  for (let number = (kept.at(-1)?.number ?? 0) + 1; ; number++) {
    const path = await writablePath(folder, `${placeOf(of)}/${fileOf(number)}`);
    if ((await createFile(path, textOf(number, revision))) === "changed") continue;
    for (const old of kept.slice(0, Math.max(0, kept.length + 1 - MOST)))
      await unlink(join(path, "..", fileOf(old.number))).catch(() => null);
    return number;
  }
}

const placeOf = ({ kind, namespace, name }: PolicyName) =>
  `${historyFolder}/history/${kind}/${namespace}/${name}`;
const fileOf = (number: number) => `${String(number).padStart(4, "0")}.yaml`;
const byNumber = (a: string, b: string) => Number.parseInt(a, 10) - Number.parseInt(b, 10);

// The object stands in it as a text: `kubectl apply -R` must not take an old policy for one that is meant.
function textOf(
  number: number,
  { operation, who, when, why, base, text }: Omit<KeptRevision, "number">,
): string {
  return stringify({ revision: number, operation, who, when, why, hash: base, text }, { lineWidth: 0 });
}

/** Null for a file that is none of ours. */
function revisionOf(number: number, text: string): KeptRevision | null {
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  const operation = operations.find((known) => known === value.operation);
  const part = (key: string) => (typeof value[key] === "string" ? value[key] : null);
  const [object, base] = [part("text"), part("hash")];
  if (operation === undefined || object === null || base === null) return null;
  return {
    number,
    operation,
    who: part("who"),
    when: part("when"),
    why: part("why") ?? "",
    text: object,
    base,
  };
}
