import "server-only";
import { readFile } from "node:fs/promises";
import { say } from "../../contract/text.ts";
import { type EditableText, type WriteOutcome, writableKinds } from "../../contract/write.ts";
import { checkChange, checkName, refuse } from "../check-change.ts";
import type { KnownChange, PolicyName } from "../policy-writer.ts";
import type { ObjectPlace, SourceReading } from "../source.ts";
import { removeObject, replaceObject, type Spot } from "./edit-manifest.ts";
import { objectName, readManifestText } from "./manifest-text.ts";
import { newFileName } from "./new-file-name.ts";
import { findSpan, shownText } from "./object-span.ts";
import { placeOf } from "./object-text.ts";
import { editableOf } from "./text-base.ts";
import { writablePath } from "./write-file.ts";
import { fileOutcome } from "./write-problem.ts";

/** What a change comes to in the files of a folder. */
export interface Plan {
  /** As the reading names it. */
  readonly file: string;
  readonly path: string;
  /** The folder that the file is in. */
  readonly folder: string;
  /** Content of the file as it is; null where there is none yet. */
  readonly before: { readonly bytes: Buffer; readonly text: string } | null;
  /** Its content after; null when nothing is left of it. */
  readonly after: string | null;
  /** The object as it is, and as it will be. */
  readonly was: EditableText | null;
  readonly will: EditableText | null;
  /** Sentences about what is written all the same. */
  readonly warnings: readonly string[];
}

/** A plan, or how the write ends without one. */
export type Planned = { readonly plan: Plan } | { readonly outcome: WriteOutcome };

/**
 * Works out which file changes, and how. Nothing is written.
 * @param folders of the source; a new object goes into the last one
 * @param reading as the folders are now
 * @throws never
 */
export async function planChange(
  change: KnownChange,
  folders: readonly string[],
  reading: SourceReading,
): Promise<Planned> {
  let warnings: readonly string[] = [];
  if (change.yaml === undefined) {
    const named = checkName(change);
    if (named !== null) return refuse([named]);
  } else {
    const checked = checkChange(change, change.yaml);
    if (!checked.ok) return checked;
    // Nobody else will look at it: a slip would be a policy that says something else than it seems to.
    const slips = checked.unknown.filter(({ slip }) => slip);
    if (slips.length > 0) return refuse(slips);
    warnings = checked.unknown.map(({ text }) => text);
  }
  const place = placeOf(reading, change.kind, change.namespace, change.name);
  try {
    const planned =
      place === undefined
        ? await planNew(change, folders, reading)
        : await planOld(change, folders, reading, place);
    return "plan" in planned ? { plan: { ...planned.plan, warnings } } : planned;
  } catch (error) {
    return { outcome: fileOutcome(error, place?.file ?? change.name) };
  }
}

/** How a write ends that was made from something else than what is there. */
export function conflict(
  change: KnownChange,
  how: "changed" | "gone" | "exists",
  theirs: EditableText | null,
): Extract<WriteOutcome, { readonly kind: "conflict" }> {
  const text = say(`write.${how}`, { object: objectName(change) });
  return { kind: "conflict", how, theirs, baseText: null, text, cure: say(`write.${how}Cure`) };
}

async function planNew(
  change: KnownChange,
  folders: readonly string[],
  reading: SourceReading,
): Promise<Planned> {
  const folder = folders.at(-1);
  if (folder === undefined || reading.failure?.kind === "missing" || reading.failure?.kind === "notAFolder")
    return { outcome: { kind: "unreachable", text: say("write.noFolder"), cure: say("write.noFolderCure") } };
  if (change.operation !== "create" || change.yaml === undefined)
    return { outcome: conflict(change, "gone", null) };
  const label = labelIn(folders, folder);
  const name = newFileName(change, inFolder(reading, label), writableKinds, namesIn(reading, label));
  const text = change.yaml.endsWith("\n") ? change.yaml : `${change.yaml}\n`;
  const path = await writablePath(folder, name);
  const will = editableOf(text);
  return {
    plan: { file: label + name, path, folder, before: null, after: text, was: null, will, warnings: [] },
  };
}

async function planOld(
  change: KnownChange,
  folders: readonly string[],
  reading: SourceReading,
  place: ObjectPlace,
): Promise<Planned> {
  const { file } = place;
  const folder = folders.findLast((each) => file.startsWith(labelIn(folders, each)));
  if (folder === undefined) return { outcome: conflict(change, "gone", null) };
  const path = await writablePath(folder, file.slice(labelIn(folders, folder).length));
  const bytes = await readFile(path);
  const text = decoded(bytes);
  if (text === null) return { outcome: unreadable(file) };
  const found = findIn(text, change);
  if (found === null) return { outcome: conflict(change, "gone", null) };
  const { spot, shown: was } = found;
  if (change.operation === "create") return { outcome: conflict(change, "exists", was) };
  if (was.base !== change.base) return { outcome: conflict(change, "changed", was) };
  const twice = change.operation === "delete" ? await otherPlace(reading, change, file, spot) : null;
  if (twice !== null) return refuse([twice]);
  const edited =
    change.yaml === undefined ? removeObject(text, spot) : replaceObject(text, spot, change.yaml);
  if (edited.kind === "unsafe") {
    const object = objectName(change);
    const cure = say("write.fileTiedCure");
    return refuse([{ path: null, line: null, text: say("write.fileTied", { object, file }), cure }]);
  }
  const after = edited.text === "" ? null : edited.text;
  const will = change.yaml === undefined || after === null ? null : (findIn(after, change)?.shown ?? null);
  return { plan: { file, path, folder, before: { bytes, text }, after, was, will, warnings: [] } };
}

interface Found {
  readonly spot: Spot;
  readonly shown: EditableText;
}

/** The object that counts in the text of a file. */
function findIn(file: string, { kind, namespace, name }: PolicyName): Found | null {
  const text = file.replace(/^\uFEFF/, "");
  const spot = spotsIn(text, { kind, namespace, name }).at(-1);
  const span = spot === undefined ? null : findSpan(text, spot.line, spot.itemPath);
  return spot === undefined || span === null ? null : { spot, shown: editableOf(shownText(text, span)) };
}

function spotsIn(text: string, { kind, namespace, name }: PolicyName): readonly Spot[] {
  if (!text.includes(name)) return [];
  return readManifestText(text, "", false)
    .objects.filter(({ ref }) => ref.kind === kind && ref.namespace === namespace && ref.name === name)
    .map(({ line, itemPath }) => ({ line, itemPath }));
}

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function unreadable(file: string): WriteOutcome {
  const cure = say("write.fileNoTextCure");
  return { kind: "unreachable", text: say("write.fileNoText", { file }), cure };
}

/** Where the same object stands a second time: taken out of one file it would go on from the other. */
async function otherPlace(reading: SourceReading, of: PolicyName, file: string, spot: Spot) {
  for (const [label, path] of reading.files) {
    const text = await readFile(path, "utf8").catch(() => "");
    const found = spotsIn(text.replace(/^\uFEFF/, ""), of).find(
      ({ line, itemPath }) => label !== file || line !== spot.line || itemPath !== spot.itemPath,
    );
    if (found === undefined) continue;
    const values = { object: objectName(of), file: label, line: `${found.line}` };
    return { path: null, line: null, text: say("write.twice", values), cure: say("write.twiceCure") };
  }
  return null;
}

/** What names of files begin with: of several folders each tells its own. */
const labelIn = (folders: readonly string[], folder: string) =>
  folders.length === 1 ? "" : `${folder.replace(/\/+$/, "")}/`;

function inFolder({ places }: SourceReading, label: string): readonly ObjectPlace[] {
  return places
    .filter(({ file }) => file.startsWith(label))
    .map((place) => ({ ...place, file: place.file.slice(label.length) }));
}

function namesIn({ files }: SourceReading, label: string): ReadonlySet<string> {
  return new Set(
    [...files.keys()].filter((file) => file.startsWith(label)).map((file) => file.slice(label.length)),
  );
}
