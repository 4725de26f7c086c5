import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { WriteOutcome } from "../../contract/write.ts";
import { conflict } from "../capture/plan-change.ts";
import type { KnownChange } from "../policy-writer.ts";
import { ApiError } from "./api-failure.ts";
import type { PolicyApi } from "./policy-api.ts";
import { unknownOutcome } from "./refusal.ts";
import type { Times } from "./times.ts";
import type { RawObject } from "./watch-events.ts";
import { editableOf, generationOf, metadataText, sentObject } from "./writable-object.ts";

/** How sending a change ended: stored, with the object before and after, or how the write ends without that. */
export type Sent =
  | {
      readonly done: true;
      readonly was: RawObject | null;
      /** Null after a delete. */
      readonly will: RawObject | null;
      readonly lookedUp: boolean;
      readonly warnings: readonly string[];
    }
  | { readonly done: false; readonly outcome: WriteOutcome };

/** Times that a write is sent of which no answer comes: its preconditions let it count once. */
const SENDS = 3;
/** Looks at what came of it. */
const LOOKS = 6;

/**
 * Sends a change on one state of the object. When the answer is lost, it is looked up whether the change counts; nothing is guessed.
 * @param object what to write; null for a delete
 * @param current the state that it is made from; null for a new object
 * @param expected names the content that the API server would store, as a dry run told it
 * @returns `again` when the object is no longer in that state
 */
export async function attempt(
  api: PolicyApi,
  change: KnownChange,
  object: RawObject | null,
  current: RawObject | null,
  { dry, expected }: { readonly dry: boolean; readonly expected: string | null },
  times: Times,
  refused: (error: unknown) => Promise<WriteOutcome | null>,
): Promise<Sent | "again"> {
  const done = (will: RawObject | null, lookedUp: boolean, warnings: readonly string[]): Sent => ({
    done: true,
    was: current,
    will,
    lookedUp,
    warnings,
  });
  const send = async () => {
    if (object === null) return api.remove(change, current ?? {}, dry);
    const body = sentObject(object, current);
    return current === null ? api.create(change, body, dry) : api.replace(change, body, dry);
  };

  let lost = false;
  for (let sends = 1; ; sends++) {
    try {
      const { object: stored, warnings } = await send();
      return done(object === null ? null : stored, false, warnings);
    } catch (error) {
      const isLost = error instanceof ApiError && mayHaveCounted(error);
      if (dry || (!isLost && !lost)) {
        const outcome = await refused(error);
        return outcome === null ? "again" : { done: false, outcome };
      }
      lost = true;
      const seen = await lookUp(api, change, expected, current, times);
      if (seen.kind === "counted") return done(seen.now, true, []);
      if (seen.kind === "other") return { done: false, outcome: seen.outcome };
      if (seen.kind === "unknown") return { done: false, outcome: unknownOutcome(change) };
      // As it was: the lost one may still be under way, but of two that want the same state only one counts.
      if (!isLost) {
        const outcome = await refused(error);
        return outcome === null ? "again" : { done: false, outcome };
      }
      if (sends >= SENDS) return { done: false, outcome: unknownOutcome(change) };
      await wait(times.backOffFirst * sends);
    }
  }
}

/** Whether a failed write may count all the same: it was sent, and no answer, or none that settles it, came back. */
function mayHaveCounted({ progress: { sent, answer } }: ApiError): boolean {
  if (answer === null) return sent;
  return answer.status >= 500 && !/failed calling webhook/.test(answer.body);
}

type Seen =
  | { readonly kind: "counted"; readonly now: RawObject | null }
  | { readonly kind: "same" }
  | { readonly kind: "other"; readonly outcome: WriteOutcome }
  | { readonly kind: "unknown" };

/** What became of a write whose answer was lost. */
async function lookUp(
  api: PolicyApi,
  change: KnownChange,
  expected: string | null,
  current: RawObject | null,
  times: Times,
): Promise<Seen> {
  let now: RawObject | null | undefined;
  for (let looks = 0; looks < LOOKS && now === undefined; looks++) {
    if (looks > 0) await wait(Math.min(times.backOffFirst * 2 ** looks, times.backOffLongest));
    now = await api.get(change).catch(() => undefined);
  }
  if (now === undefined) return { kind: "unknown" };
  if (expected === null) {
    const gone = now === null || metadataText(now, "uid") !== metadataText(current ?? {}, "uid");
    if (gone || (now !== null && metadataText(now, "deletionTimestamp") !== ""))
      return { kind: "counted", now: null };
    return sameState(now, current) ? { kind: "same" } : { kind: "unknown" };
  }
  if (now === null) return current === null ? { kind: "same" } : { kind: "unknown" };
  if (editableOf(now).base === expected) return { kind: "counted", now };
  if (current !== null && sameState(now, current)) return { kind: "same" };
  // One step further and not ours: somebody else took it, and ours can no longer count.
  const steps = (generationOf(now) ?? 0) - (generationOf(current ?? {}) ?? 0);
  if (steps !== 1) return { kind: "unknown" };
  const how = current === null ? "exists" : "changed";
  return { kind: "other", outcome: conflict(change, how, editableOf(now)) };
}

const sameState = (a: RawObject | null, b: RawObject | null) =>
  a !== null && b !== null && metadataText(a, "resourceVersion") === metadataText(b, "resourceVersion");
