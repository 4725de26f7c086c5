import "server-only";
import { access, constants } from "node:fs/promises";
import { userInfo } from "node:os";
import { say } from "../../contract/text.ts";
import type { HistoryKept, PolicyRevision, Right, WriteOutcome } from "../../contract/write.ts";
import type { KnownChange, PolicyName, PolicyWriter } from "../policy-writer.ts";
import { revisionList } from "../revision-list.ts";
import type { SourceReading } from "../source.ts";
import { unifiedDiff } from "../unified-diff.ts";
import { historyFolder, keepRevision, readRevisions } from "./history-files.ts";
import { readObjectText } from "./object-text.ts";
import { conflict, type Plan, planChange } from "./plan-change.ts";
import { editableOf } from "./text-base.ts";
import { createFile, removeFile, replaceFile } from "./write-file.ts";
import { fileOutcome } from "./write-problem.ts";

/**
 * Writes policies into the files of folders.
 * @param look reads the folders as they are at this moment
 */
export function captureWriter(folders: readonly string[], look: () => Promise<SourceReading>): PolicyWriter {
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: two writes of one file at once would each undo the other. */
  const inTurn = <Value>(act: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(act);
    last = turn.catch(() => null);
    return turn;
  };
  /** The folder that holds the histories of an object. */
  const folderOf = (plan: Plan | null): string => plan?.folder ?? folders.at(-1) ?? ".";

  const plan = async (change: KnownChange) => {
    const planned = await planChange(change, folders, await look());
    if ("plan" in planned || planned.outcome.kind !== "conflict") return planned;
    const baseText = await textOfBase(folders, change);
    return { outcome: { ...planned.outcome, baseText } };
  };

  const write = async (change: KnownChange, when: string): Promise<WriteOutcome> => {
    const planned = await plan(change);
    if (!("plan" in planned)) return planned.outcome;
    const { file, will, warnings } = planned.plan;
    try {
      if ((await apply(planned.plan)) === "changed") {
        // Somebody else was faster, in the moment between reading and writing.
        const now = await readObjectText(await look(), change.kind, change.namespace, change.name);
        const how = now === null ? "gone" : change.operation === "create" ? "exists" : "changed";
        return conflict(change, how, now === null ? null : editableOf(now.text));
      }
    } catch (error) {
      return fileOutcome(error, file);
    }
    const history = await keep(folderOf(planned.plan), change, planned.plan, when);
    await look();
    return { kind: "written", base: will?.base ?? null, file, lookedUp: false, warnings, history };
  };

  return {
    who: async () => ({ name: accountName(), by: "file" }),
    may: async () => mayWrite(folderOf(null)),
    editable: async ({ kind, namespace, name }) => {
      const found = await readObjectText(await look(), kind, namespace, name);
      return found === null ? null : editableOf(found.text);
    },
    dryRun: async (change) => {
      const planned = await plan(change);
      if (!("plan" in planned)) return planned.outcome;
      const right = await mayWrite(folderOf(planned.plan));
      if (!right.allowed) return { kind: "forbidden", text: right.text, cure: right.cure, grant: null };
      const { file, before, after, warnings } = planned.plan;
      return { kind: "accepted", file, warnings, diff: unifiedDiff(file, before?.text ?? null, after) };
    },
    write: (change, when) => inTurn(() => write(change, when)),
    history: async (of) => {
      const now = await readObjectText(await look(), of.kind, of.namespace, of.name);
      const current = now === null ? null : editableOf(now.text);
      try {
        const kept = (await Promise.all(folders.map((folder) => readRevisions(folder, of)))).flat();
        return { revisions: revisionList(kept, current, { who: null, when: null }), problem: null };
      } catch (error) {
        const { text: because } = fileOutcome(error, historyFolder);
        const problem = {
          text: say("write.historyUnread", { because }),
          cure: say("write.historyAgainCure"),
        };
        return { revisions: revisionList([], current, { who: null, when: null }), problem };
      }
    },
  };
}

/** Does what a plan says. @throws as the file system says */
function apply({ path, before, after }: Plan): Promise<"done" | "changed"> {
  if (before === null) return createFile(path, after ?? "");
  return after === null ? removeFile(path, before.bytes) : replaceFile(path, before.bytes, after);
}

/** Keeps the revision that was written and, where nobody did so yet, the one before it. @throws never */
async function keep(
  folder: string,
  change: KnownChange,
  { was, will }: Plan,
  when: string,
): Promise<HistoryKept> {
  const of: PolicyName = { kind: change.kind, namespace: change.namespace, name: change.name };
  try {
    const kept = await readRevisions(folder, of);
    if (was !== null && kept.at(-1)?.base !== was.base)
      await keepRevision(folder, of, { operation: "outside", who: null, when: null, why: "", ...was });
    const state = will ?? was;
    if (state === null) return { kept: true, number: kept.at(-1)?.number ?? 0 };
    const { operation, message: why } = change;
    const number = await keepRevision(folder, of, { operation, who: accountName(), when, why, ...state });
    return { kept: true, number };
  } catch (error) {
    const { text: because } = fileOutcome(error, historyFolder);
    const cure = say("write.historyFolderCure", { folder: historyFolder });
    return { kept: false, text: say("write.historyFailed", { because }), cure };
  }
}

async function textOfBase(folders: readonly string[], { base, ...of }: KnownChange): Promise<string | null> {
  if (base === undefined) return null;
  const kept: readonly PolicyRevision[] = await Promise.all(
    folders.map((folder) => readRevisions(folder, of)),
  )
    .then((each) => each.flat().map((revision) => ({ ...revision, current: false })))
    .catch(() => []);
  return kept.find((revision) => revision.base === base)?.text ?? null;
}

async function mayWrite(folder: string): Promise<Right> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return { allowed: true };
  } catch (error) {
    const { text, cure } = fileOutcome(error, folder);
    return { allowed: false, text, cure, grant: null };
  }
}

/** The account that this server runs as. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account that the system knows by number only.
    return `uid ${process.getuid?.() ?? ""}`.trim();
  }
}
