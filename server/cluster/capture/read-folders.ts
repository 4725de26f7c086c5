import "server-only";
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { MeshSnapshot } from "../../engine/snapshot.ts";
import { proxyVersion } from "../proxy-version.ts";
import type { SourceFailure, SourceReading } from "../source.ts";
import { assembleSnapshot, type MergedObjects, mergeObjects } from "./assemble.ts";
import { everythingUnknown, fileProblem } from "./problem.ts";
import { type FileCache, type FolderContents, readFolder } from "./read-folder.ts";
import { readTraffic } from "./traffic.ts";

/**
 * Reads folders as one snapshot: an object of a later folder replaces the one with the same kind, namespace and name.
 * @param folders at least one; relative to the working directory
 * @param cache keeps what files came to between readings
 * @throws never; a folder that cannot be read is the reading's `failure`, and everything is unknown then
 */
export async function readFolders(
  folders: readonly string[],
  cache: FileCache = new Map(),
): Promise<SourceReading> {
  const read: FolderContents[] = [];
  const failures: SourceFailure[] = [];
  for (const folder of folders) {
    // With one folder a file is named as it stands in it; with several the name must tell the folder.
    const label = (name: string) => (folders.length === 1 ? name : `${folder.replace(/\/+$/, "")}/${name}`);
    const failure = await checkFolder(folder);
    if (failure === null) read.push(await readFolder(folder, label, cache));
    else failures.push(failure);
  }
  const failure = failures[0] ?? emptiness(folders, read);
  const merged = mergeObjects(read.map((contents) => contents.objects));
  const snapshot = snapshotOf(read, failures, merged);
  return {
    snapshot,
    source: describeSource(folders, read, snapshot),
    failure,
    proxyCertificates: new Map(read.flatMap((contents) => [...contents.certificates])),
    proxySecrets: new Map(read.flatMap((contents) => [...contents.secrets])),
    files: new Map(read.flatMap(({ files }) => files.map((file) => [file.label, file.path]))),
    places: merged.objects.map(({ ref, file, line, itemPath }) => ({ ...ref, file, line, itemPath })),
  };
}

async function checkFolder(folder: string): Promise<SourceFailure | null> {
  const fail = (kind: SourceFailure["kind"], what: string, cure: string) => ({
    kind,
    problem: fileProblem(folder, `The folder ${folder} ${what}.`, cure),
  });
  try {
    const stats = await stat(folder);
    if (stats.isDirectory()) return null;
    return fail("notAFolder", "is a file", "Name the folder that the file is in.");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    if (code === "ENOENT" || code === "ENOTDIR")
      return fail("missing", "does not exist", "Name a capture, or any folder of manifests.");
    return fail(
      "notReadable",
      `cannot be read (${code})`,
      "Give the user that runs this the right to read it.",
    );
  }
}

function emptiness(folders: readonly string[], read: readonly FolderContents[]): SourceFailure | null {
  // A file that was refused is a problem of its own; only a folder with nothing in it is empty.
  const found = read.some((contents) => contents.documents > 0 || contents.problems.length > 0);
  if (found) return null;
  const text = `The folder ${folders.join(", ")} has no .yaml, .yml or .json document.`;
  return { kind: "empty", problem: fileProblem(null, text, "Name a capture, or any folder of manifests.") };
}

function snapshotOf(
  read: readonly FolderContents[],
  failures: readonly SourceFailure[],
  merged: MergedObjects,
): MeshSnapshot {
  const hash = createHash("sha256");
  for (const { files } of read) for (const file of files) hash.update(`${file.label}\0${file.hash}\n`);
  const parts = {
    revision: hash.digest("hex").slice(0, 16),
    merged,
    coverage: [
      ...failures.map(({ problem }) => everythingUnknown(`${problem.text} ${problem.cure}`)),
      ...read.flatMap((contents) => contents.coverage),
    ],
    problems: [...failures.map(({ problem }) => problem), ...read.flatMap((contents) => contents.problems)],
    trustDomain: read.findLast(({ mesh }) => mesh?.trustDomain !== undefined)?.mesh?.trustDomain ?? null,
  };
  const bare = assembleSnapshot(parts);
  const traffic = read.flatMap((contents) =>
    contents.traffic === null ? [] : [readTraffic(contents.traffic, bare)],
  );
  if (traffic.length === 0) return bare;
  return {
    ...bare,
    traffic: traffic.flatMap((reading) => reading.traffic),
    problems: [...bare.problems, ...traffic.flatMap((reading) => reading.problems)],
  };
}

function describeSource(
  folders: readonly string[],
  read: readonly FolderContents[],
  { meshConfig, pods }: MeshSnapshot,
): SourceReading["source"] {
  const mesh = read.findLast((contents) => contents.mesh !== null)?.mesh ?? null;
  return {
    name: mesh?.name ?? folders.map((folder) => basename(resolve(folder))).join(" + "),
    folder: folders.join(" + "),
    takenAt: mesh?.takenAt ?? null,
    istioVersion: mesh?.istioVersion ?? proxyVersion(pods),
    trustDomain: meshConfig.trustDomain,
    rootNamespace: meshConfig.rootNamespace,
  };
}
