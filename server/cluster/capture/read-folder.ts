import "server-only";
import type { Coverage, Problem } from "../../contract/graph.ts";
import type { MeshJson } from "../../contract/mesh-json.ts";
import { publicDump } from "../decode/public-dump.ts";
import { type FoundFile, findFiles } from "./find-files.ts";
import { type ManifestContents, type ManifestObject, readManifestText } from "./manifest-text.ts";
import { readMeshJson } from "./mesh-json.ts";
import { everythingUnknown, fileProblem } from "./problem.ts";
import { type FileText, readFileText } from "./read-file.ts";

/** What a file came to, kept between readings by its path while its stamp stays the same. */
export type FileCache = Map<string, CachedFile>;

interface CachedFile {
  readonly label: string;
  readonly stamp: string;
  readonly text: FileText;
  readonly manifest: ManifestContents | null;
  /** What is public of a proxy's answer; undefined when it is no JSON, or no such answer. */
  readonly dump: unknown;
}

/** Everything that one folder holds. */
export interface FolderContents {
  readonly objects: readonly ManifestObject[];
  readonly problems: readonly Problem[];
  readonly coverage: readonly Coverage[];
  readonly mesh: MeshJson | null;
  /** Text of `traffic.json` with its label. */
  readonly traffic: { readonly text: string; readonly file: string } | null;
  /** Answers of admin `/certs`, and of `/config_dump`, by `namespace/pod`, as far as they are public. */
  readonly certificates: ReadonlyMap<string, unknown>;
  readonly secrets: ReadonlyMap<string, unknown>;
  /** Label, path and content hash of each file read. */
  readonly files: readonly { readonly label: string; readonly path: string; readonly hash: string }[];
  readonly documents: number;
}

interface Filling {
  readonly objects: ManifestObject[];
  readonly problems: Problem[];
  readonly coverage: Coverage[];
  readonly certificates: Map<string, unknown>;
  readonly secrets: Map<string, unknown>;
  readonly files: { label: string; path: string; hash: string }[];
  mesh: MeshJson | null;
  traffic: { text: string; file: string } | null;
  documents: number;
}

/** Documents that are read of a folder; a folder with more is no folder of manifests. */
const MAX_DOCUMENTS = 100_000;

/**
 * Reads one folder.
 * @param label name of a file as origins and problems write it
 * @param cache is asked before a file is read, and filled
 * @throws when the folder itself cannot be opened
 */
export async function readFolder(
  folder: string,
  label: (name: string) => string,
  cache: FileCache,
): Promise<FolderContents> {
  const found = await findFiles(folder, label);
  const into: Filling = {
    objects: [],
    problems: [...found.problems],
    coverage: [...found.coverage],
    certificates: new Map(),
    secrets: new Map(),
    files: [],
    mesh: null,
    traffic: null,
    documents: 0,
  };
  for (const file of found.files) {
    const cached = await readCached(file, label(file.name), cache);
    into.files.push({ label: cached.label, path: file.path, hash: cached.text.hash });
    if (!take(file, cached, into)) break;
  }
  return into;
}

async function readCached(file: FoundFile, label: string, cache: FileCache): Promise<CachedFile> {
  const known = cache.get(file.path);
  if (known?.label === label && known.stamp === file.stamp) return known;
  const text = await readFileText(file);
  const isManifest = file.role.kind === "manifest" && text.kind === "text";
  const strict = file.name.startsWith("manifests/");
  const manifest = isManifest ? readManifestText(text.text, label, strict) : null;
  const isDump = file.role.kind === "certificates" || file.role.kind === "secrets";
  const dump = isDump && text.kind === "text" ? dumpOf(text.text) : undefined;
  // The text of a manifest is not kept: the lines of its policies are. Nor is that of a dump, which may hold what it should not.
  const kept: FileText = (isManifest || isDump) && text.kind === "text" ? { ...text, text: "" } : text;
  const read = { label, stamp: file.stamp, text: kept, manifest, dump };
  cache.set(file.path, read);
  return read;
}

/** @returns false when the limit of documents is passed */
function take(file: FoundFile, { label, text, manifest, dump }: CachedFile, into: Filling): boolean {
  if (text.kind === "refused") {
    const what = `${label} ${text.because}, so it was not read`;
    into.problems.push(fileProblem(label, `${what}.`, text.cure));
    if (file.role.kind === "manifest" || file.role.kind === "mesh")
      into.coverage.push(everythingUnknown(`${what}. ${text.cure}`));
    return true;
  }
  if (manifest !== null) return takeManifest(manifest, label, into);
  if (file.role.kind === "traffic") into.traffic = { text: text.text, file: label };
  else if (file.role.kind === "certificates" || file.role.kind === "secrets")
    takeDump(file.role, dump, label, into);
  else if (file.role.kind === "mesh") {
    const reading = readMeshJson(text.text, label);
    into.mesh = reading.mesh;
    into.problems.push(...reading.problems);
    into.coverage.push(...reading.coverage);
  }
  return true;
}

function takeManifest(manifest: ManifestContents, label: string, into: Filling): boolean {
  into.documents += manifest.documents;
  if (into.documents > MAX_DOCUMENTS) {
    const text = `The folder has more than ${MAX_DOCUMENTS.toLocaleString("en")} documents; reading stopped before ${label}`;
    const cure = "Open a smaller folder.";
    into.problems.push(fileProblem(label, `${text}.`, cure));
    into.coverage.push(everythingUnknown(`${text}. ${cure}`));
    return false;
  }
  for (const object of manifest.objects) into.objects.push(object);
  into.problems.push(...manifest.problems);
  into.coverage.push(...manifest.coverage);
  return true;
}

function dumpOf(text: string): unknown {
  try {
    return publicDump(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function takeDump(
  { kind, pod }: Extract<FoundFile["role"], { readonly pod: string }>,
  dump: unknown,
  label: string,
  into: Filling,
): void {
  if (dump !== undefined) {
    into[kind].set(pod, dump);
    return;
  }
  const answer = kind === "certificates" ? "/certs" : "/config_dump";
  into.problems.push(
    fileProblem(label, `${label} is no JSON.`, `Save the proxy's admin ${answer} answer again.`),
  );
}
