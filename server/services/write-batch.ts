import "server-only";
import type { KnownChange, PolicyWriter } from "../cluster/policy-writer.ts";
import type { ClusterSource } from "../cluster/source.ts";
import { type SentenceCode, say } from "../contract/text.ts";
import {
  type BatchAnswer,
  type BatchStep,
  batchQuestion,
  type EditableText,
  type WriteOutcome,
} from "../contract/write.ts";
import { ok, type Result } from "./result.ts";
import { safeOrder } from "./write-order.ts";
import { type Clock, notUnderstood, readyToWrite, writeAudited } from "./write-policy.ts";

/** A change with what was there before it. */
interface Prepared {
  readonly index: number;
  readonly change: KnownChange;
  readonly before: EditableText | null;
}

/**
 * Writes several policies in a safe order. Everything is tried dry first; when one is refused all the same, those before it are taken back.
 * @param body not yet checked
 */
export async function writeBatch(
  body: unknown,
  now: Clock,
  source: ClusterSource,
): Promise<Result<BatchAnswer>> {
  const question = batchQuestion.safeParse(body);
  if (!question.success) return notUnderstood(question.error.issues[0]);
  const twice = findTwice(question.data.changes);
  if (twice !== null)
    return notUnderstood({ path: ["changes", twice], message: "the same object stands in it twice" });
  const ready = await readyToWrite(question.data.changes, source);
  if (!ready.ok) return ok(stopped([step(0, ready.outcome)], 0, ready.outcome, "batchChecked"));
  const { writer, changes } = ready;
  const prepared = await prepare(changes, writer);

  const tried: BatchStep[] = [];
  for (const { index, change } of prepared) {
    const outcome = await writer.dryRun(change);
    tried.push(step(index, outcome));
    if (outcome.kind !== "accepted") return ok(stopped(tried, index, outcome, "batchChecked"));
  }
  const count = `${changes.length}`;
  if (question.data.dryRun)
    return ok({ kind: "accepted", steps: tried, text: say("write.batchAccepted", { count }) });

  const write = (change: KnownChange) => writeAudited(change, now, writer, source);
  const done: { readonly entry: Prepared; readonly outcome: WriteOutcome }[] = [];
  for (const entry of prepared) {
    const outcome = await write(entry.change);
    if (outcome.kind === "written") done.push({ entry, outcome });
    else return ok(await takeBack(done, entry, outcome, prepared, write));
  }
  const steps = done.map(({ entry, outcome }) => step(entry.index, outcome));
  return ok({ kind: "applied", steps, text: say("write.batchApplied", { count }) });
}

const step = (change: number, outcome: WriteOutcome | null, rolledBack: WriteOutcome | null = null) => ({
  change,
  outcome,
  rolledBack,
});

async function prepare(changes: readonly KnownChange[], writer: PolicyWriter): Promise<readonly Prepared[]> {
  const all: Prepared[] = [];
  for (const [index, change] of changes.entries())
    all.push({ index, change, before: change.operation === "create" ? null : await writer.editable(change) });
  const order = safeOrder(
    all.map(({ change, before }) => ({ change, text: change.yaml ?? before?.text ?? "" })),
  );
  return order.flatMap(({ index }) => all[index] ?? []);
}

/** Undoes what was written, the last one first. */
async function takeBack(
  done: readonly { readonly entry: Prepared; readonly outcome: WriteOutcome }[],
  refused: Prepared,
  outcome: WriteOutcome,
  prepared: readonly Prepared[],
  write: (change: KnownChange) => Promise<WriteOutcome>,
): Promise<BatchAnswer> {
  const steps: BatchStep[] = [];
  for (const { entry, outcome: written } of done.toReversed()) {
    const inverse = inverseOf(entry, written);
    steps.unshift(step(entry.index, written, inverse === null ? null : await write(inverse)));
  }
  const left = steps.filter(({ rolledBack }) => rolledBack?.kind !== "written").length;
  const untried = prepared.slice(done.length + 1).map(({ index }) => step(index, null));
  const code =
    left > 0
      ? "batchNotBack"
      : outcome.kind === "outcomeUnknown"
        ? "batchUnknown"
        : done.length === 0
          ? "batchFirst"
          : "batchStopped";
  const all = [...steps, step(refused.index, outcome), ...untried];
  return stopped(all, refused.index, outcome, code, { before: `${done.length}`, left: `${left}` });
}

/** The change that brings back what was there; null when that is not known. */
function inverseOf({ change, before }: Prepared, written: WriteOutcome): KnownChange | null {
  const { kind, namespace, name } = change;
  const base = written.kind === "written" ? written.base : null;
  const of = { kind, namespace, name, message: `↩ ${change.message}`.trim() };
  if (change.operation === "create") return base === null ? null : { ...of, operation: "delete", base };
  if (before === null) return null;
  if (change.operation === "delete") return { ...of, operation: "create", yaml: before.text };
  return base === null ? null : { ...of, operation: "replace", yaml: before.text, base };
}

function stopped(
  steps: readonly BatchStep[],
  index: number,
  outcome: WriteOutcome,
  code: "batchChecked" | "batchFirst" | "batchStopped" | "batchNotBack" | "batchUnknown",
  values: Readonly<Record<string, string>> = {},
): BatchAnswer {
  const because = "text" in outcome ? outcome.text : "";
  const sentence: SentenceCode = `write.${code}`;
  return { kind: "stopped", steps, text: say(sentence, { number: `${index + 1}`, because, ...values }) };
}

/** Index of the first change of an object that an earlier one is about already. */
function findTwice(changes: readonly { kind: string; namespace: string; name: string }[]): number | null {
  const names = changes.map(({ kind, namespace, name }) => `${kind}/${namespace}/${name}`);
  const index = names.findIndex((name, i) => names.indexOf(name) !== i);
  return index < 0 ? null : index;
}
