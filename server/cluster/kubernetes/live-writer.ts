import "server-only";
import { say } from "../../contract/text.ts";
import type { EditableText, HistoryKept, WriteOutcome } from "../../contract/write.ts";
import { conflict } from "../capture/plan-change.ts";
import { checkChange, checkName, refuse } from "../check-change.ts";
import type { KnownChange, PolicyName, PolicyWriter } from "../policy-writer.ts";
import { revisionList } from "../revision-list.ts";
import { unifiedDiff } from "../unified-diff.ts";
import { ApiError } from "./api-failure.ts";
import { attempt, type Sent } from "./attempt.ts";
import type { Connection } from "./connection.ts";
import { policyApi } from "./policy-api.ts";
import { forbidden, refusalOf, verbOf } from "./refusal.ts";
import { revisionsOf } from "./revisions.ts";
import { historyRule, rightOf, whoAmI } from "./rights.ts";
import type { Times } from "./times.ts";
import type { RawObject } from "./watch-events.ts";
import { editableOf, lastManager } from "./writable-object.ts";

/** A state that changes under the hand, in its status for example, is read again so often. */
const TRIES = 20;
/** Milliseconds for an answer to a write. */
const WITHIN = 30_000;

/** Writes policies into a live cluster, as the user that the source reads as. */
export function liveWriter(connection: Connection, pod: boolean, times: Times): PolicyWriter {
  const within = Math.min(times.answerWithin, WITHIN);
  const api = policyApi(connection, within);
  const revisions = revisionsOf(connection, within);
  let asked: Promise<string> | null = null;
  const who = (): Promise<string> => {
    asked ??= whoAmI(connection, within);
    return asked;
  };

  const conflictOf = async (change: KnownChange, current: RawObject | null): Promise<WriteOutcome> => {
    const how = current === null ? "gone" : change.operation === "create" ? "exists" : "changed";
    const kept = await revisions.list(nameOf(change)).catch(() => []);
    const baseText = kept.find(({ base }) => base === change.base)?.text ?? null;
    return { ...conflict(change, how, current === null ? null : editableOf(current)), baseText };
  };

  const refused = async (error: unknown, change: KnownChange): Promise<WriteOutcome | null> => {
    if (!(error instanceof ApiError)) throw error;
    return refusalOf(error, change, await who());
  };

  /** How a write ends whose object may not be looked at, or not now. */
  const unread = async (error: unknown, change: KnownChange): Promise<WriteOutcome> => {
    if (!(error instanceof ApiError)) throw error;
    const { kind, text, cure } = error.failure;
    return kind === "forbidden"
      ? forbidden(change, await who(), "get", "")
      : { kind: "unreachable", text, cure };
  };

  /** What is there is read, compared with what the change was made from, and replaced in this very state, but only dry. */
  const runDry = async (change: KnownChange, object: RawObject | null): Promise<Sent> => {
    for (let tries = 0; tries < TRIES; tries++) {
      let current: RawObject | null;
      try {
        current = await api.get(change);
      } catch (error) {
        return { done: false, outcome: await unread(error, change) };
      }
      const moved =
        change.operation === "create"
          ? current !== null
          : current === null || editableOf(current).base !== change.base;
      if (moved) return { done: false, outcome: await conflictOf(change, current) };
      const how = { dry: true, expected: null };
      const sent = await attempt(api, change, object, current, how, times, (e) => refused(e, change));
      // Somebody wrote in between, perhaps only its status.
      if (sent !== "again") return sent;
    }
    return busy(change);
  };

  /** What would be stored is known from a dry run on the same state, and what is stored after a lost answer is compared with that. */
  const run = async (change: KnownChange, object: RawObject | null): Promise<Sent> => {
    for (let tries = 0; tries < TRIES; tries++) {
      const dry = await runDry(change, object);
      if (!dry.done) return dry;
      const how = { dry: false, expected: baseIn(dry.will) };
      const sent = await attempt(api, change, object, dry.was, how, times, (e) => refused(e, change));
      if (sent !== "again") return sent;
    }
    return busy(change);
  };

  /** Keeps the state that was written and, where nobody did so yet, the one before it. @throws never */
  const keep = async (
    change: KnownChange,
    was: RawObject | null,
    will: RawObject | null,
    when: string,
  ): Promise<HistoryKept> => {
    const of = nameOf(change);
    try {
      if (was !== null && lastManager(was).who !== "sekisho") {
        const kept = await revisions.list(of);
        if (kept.at(-1)?.base !== editableOf(was).base)
          await revisions.keep(of, was, { operation: "outside", ...lastManager(was), why: "" });
      }
      const about = { operation: change.operation, who: await who(), when, why: change.message };
      return { kept: true, number: await revisions.keep(of, will ?? was ?? {}, about) };
    } catch (error) {
      const failure = error instanceof ApiError ? error.failure : null;
      const because = failure?.text ?? String(error);
      const cure =
        failure?.kind === "forbidden"
          ? say("write.historyForbiddenCure", { grant: historyRule })
          : (failure?.cure ?? "");
      return { kept: false, text: say("write.historyFailed", { because }), cure };
    }
  };

  return {
    who: async () => ({ name: await who(), by: pod ? "pod" : "kubeconfig" }),
    may: async (verb, kind, namespace) =>
      rightOf(
        connection,
        await who(),
        verb === "history" ? verb : verbOf({ operation: verb }),
        { kind, namespace },
        within,
      ),
    editable: async (of): Promise<EditableText | null> => {
      const raw = await api.get(of).catch(() => null);
      return raw === null ? null : editableOf(raw);
    },
    dryRun: async (change) => {
      const read = objectIn(change);
      if ("outcome" in read) return read.outcome;
      const sent = await runDry(change, read.object);
      if (!sent.done) return sent.outcome;
      const { kind, namespace, name } = change;
      const texts = [sent.was, sent.will].map((raw) => (raw === null ? null : editableOf(raw).text));
      const diff = unifiedDiff(`${kind}/${namespace}/${name}.yaml`, texts[0] ?? null, texts[1] ?? null);
      return { kind: "accepted", file: null, warnings: sent.warnings, diff };
    },
    write: async (change, when) => {
      const read = objectIn(change);
      if ("outcome" in read) return read.outcome;
      const sent = await run(change, read.object);
      if (!sent.done) return sent.outcome;
      const { was, will, lookedUp } = sent;
      const history = await keep(change, was, will, when);
      return { kind: "written", base: baseIn(will), file: null, lookedUp, warnings: sent.warnings, history };
    },
    history: async (of) => {
      const current = await api.get(of).catch(() => null);
      const now = current === null ? null : editableOf(current);
      const manager = current === null ? { who: null, when: null } : lastManager(current);
      try {
        const kept = await revisions.list(of);
        // Times of managers are whole seconds: whether the content is one of ours tells more.
        const ours = manager.who === "sekisho" && kept.some(({ base }) => base === now?.base);
        const outside = ours || current === null ? null : lastManager(current, "sekisho");
        return { revisions: revisionList(kept, now, outside), problem: null };
      } catch (error) {
        const failure = error instanceof ApiError ? error.failure : { text: String(error), cure: "" };
        const problem = { text: say("write.historyUnread", { because: failure.text }), cure: failure.cure };
        return { revisions: revisionList([], now, manager), problem };
      }
    },
  };
}

const baseIn = (raw: RawObject | null) => (raw === null ? null : editableOf(raw).base);
/** Others write faster. */
function busy({ kind, namespace, name }: KnownChange): Sent {
  const text = say("write.busy", { object: `${kind} ${namespace}/${name}` });
  return { done: false, outcome: { kind: "unreachable", text, cure: say("write.busyCure") } };
}

const nameOf = ({ kind, namespace, name }: PolicyName): PolicyName => ({ kind, namespace, name });

/** The object that a change writes; null for a delete. */
function objectIn(
  change: KnownChange,
): { readonly object: RawObject | null } | { readonly outcome: WriteOutcome } {
  const named = checkName(change);
  if (named !== null) return refuse([named]);
  if (change.yaml === undefined) return { object: null };
  return checkChange(change, change.yaml);
}
