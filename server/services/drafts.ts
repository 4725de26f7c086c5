import "server-only";
import { type ManifestContents, objectName, readManifestText } from "../cluster/capture/manifest-text.ts";
import type { Decoded } from "../cluster/decode/kinds.ts";
import type { Draft, DraftChange, DraftProblem } from "../contract/preview.ts";
import type { DraftKind } from "../contract/preview-kinds.ts";
import type { MeshSnapshot } from "../engine/index.ts";

/** A snapshot with drafts put in. */
export interface PutIn {
  readonly snapshot: MeshSnapshot;
  readonly changes: readonly DraftChange[];
  /** Also those that are only worth a word. */
  readonly problems: readonly DraftProblem[];
}

const lists = {
  AuthorizationPolicy: "authorizationPolicies",
  PeerAuthentication: "peerAuthentications",
  RequestAuthentication: "requestAuthentications",
  DestinationRule: "destinationRules",
} as const satisfies Record<DraftKind, keyof MeshSnapshot>;

/** What origins of drafts call the text; it stands in no file. */
const draftFile = "draft";

type Named = Pick<Draft, "kind" | "namespace" | "name">;
const isIt = (a: Named, b: Named) => a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;

/** Everything that the reader of captures finds wrong, and that the text is this one object. */
function problemsOf(draft: Draft, index: number, contents: ManifestContents): readonly DraftProblem[] {
  const object = objectName(draft);
  const lineOf = (line: number | null) => (draft.yaml === undefined ? null : line);
  const about = { draft: index, object };
  const [first, second] = contents.objects;
  const told = contents.objects.flatMap(({ result, problems }) =>
    problems.map(({ path, line, text, cure }) => ({
      ...about,
      path,
      line: lineOf(line),
      text,
      cure,
      note: result.kind === "decoded",
    })),
  );
  const broken = contents.problems
    .filter((p) => !contents.objects.some((o) => o.problems.includes(p)))
    .map(({ line, text, cure }) => ({
      ...about,
      path: null,
      line: lineOf(line),
      text,
      cure,
      note: first !== undefined,
    }));
  const whole = (text: string, cure: string): DraftProblem => ({
    ...about,
    path: null,
    line: null,
    text,
    cure,
    note: false,
  });
  const own: DraftProblem[] = [];
  if (first === undefined && broken.length === 0)
    own.push(
      whole(
        `The draft holds no object of kind ${draft.kind}.`,
        `Write one ${draft.kind}, with apiVersion, kind, metadata and spec.`,
      ),
    );
  if (second !== undefined)
    own.push(
      whole("The draft holds several objects.", "Write one object; send the others as drafts of their own."),
    );
  if (first !== undefined && !isIt({ ...first.ref, kind: first.ref.kind as DraftKind }, draft))
    own.push(
      whole(
        `The draft is ${objectName(first.ref)}, and was announced as ${object}.`,
        "Give kind, namespace and name as the draft's metadata has them.",
      ),
    );
  return [...broken, ...told, ...own];
}

const decodedIn = (contents: ManifestContents): Decoded | null => {
  const result = contents.objects[0]?.result;
  return result?.kind === "decoded" ? result.decoded : null;
};

const text = ({ yaml, object }: Draft): string => yaml ?? JSON.stringify(object ?? {}, null, 1);

type Put<Item> = { readonly list: readonly Item[]; readonly change: DraftChange["change"] };
interface WithMeta {
  readonly meta: { readonly namespace: string; readonly name: string; readonly creationTimestamp: string };
}

/** Equal but for where it stands in its file. */
const says = (item: object): string =>
  JSON.stringify(item, (key, value: unknown) => (key === "origin" || key === "lineOf" ? undefined : value));

/** An object that is there already keeps its place and its age, since age decides ties. */
function putInto<Item extends WithMeta>(list: readonly Item[], draft: Draft, item: Item | null): Put<Item> {
  const at = list.findIndex((x) => x.meta.namespace === draft.namespace && x.meta.name === draft.name);
  const old = list[at];
  if (item === null)
    return old === undefined ? { list, change: "same" } : { list: list.toSpliced(at, 1), change: "removed" };
  const { creationTimestamp } = old?.meta ?? { creationTimestamp: "" };
  const made = { ...item, meta: { ...item.meta, creationTimestamp } };
  if (old === undefined) return { list: [...list, made], change: "added" };
  return says(old) === says(made)
    ? { list, change: "same" }
    : { list: list.with(at, made), change: "replaced" };
}

function put(snapshot: MeshSnapshot, draft: Draft, decoded: Decoded | null) {
  const list = lists[draft.kind];
  // The list is named by the kind, and so is the object: both are of one type, which the compiler cannot follow.
  const items = snapshot[list] as readonly WithMeta[];
  const { list: next, change } = putInto(
    items,
    draft,
    decoded === null ? null : (decoded.object as WithMeta),
  );
  const undecodable = snapshot.undecodable.filter(
    (u) => u.kind !== draft.kind || u.namespace !== draft.namespace || u.name !== draft.name,
  );
  const same = undecodable.length === snapshot.undecodable.length;
  return {
    change,
    snapshot: {
      ...snapshot,
      [list]: next,
      undecodable: same ? snapshot.undecodable : undecodable,
    },
  };
}

/**
 * Drafts put into a snapshot, read by the same reader as the objects of a source.
 * @returns the snapshot with all that could be read; problems name the object, the field and the cure
 * @throws never
 */
export function putDrafts(before: MeshSnapshot, drafts: readonly Draft[]): PutIn {
  let snapshot = before;
  const changes: DraftChange[] = [];
  const problems: DraftProblem[] = [];
  for (const [index, draft] of drafts.entries()) {
    const { kind, namespace, name } = draft;
    let decoded: Decoded | null = null;
    if (draft.delete !== true) {
      const contents = readManifestText(text(draft), draftFile, true);
      const found = problemsOf(draft, index, contents);
      problems.push(...found);
      decoded = decodedIn(contents);
      if (decoded === null || found.some((p) => !p.note)) continue;
    }
    const made = put(snapshot, draft, decoded);
    snapshot = made.snapshot;
    changes.push({ kind, namespace, name, change: made.change });
  }
  return { snapshot, changes, problems };
}
