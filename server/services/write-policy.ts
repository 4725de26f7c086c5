import "server-only";
import type { KnownChange, PolicyWriter } from "../cluster/policy-writer.ts";
import type { ClusterSource } from "../cluster/source.ts";
import { say } from "../contract/text.ts";
import {
  type PolicyChange,
  type WritableKind,
  type WriteAnswer,
  type WriteOutcome,
  writableKinds,
  writeQuestion,
} from "../contract/write.ts";
import { audit } from "../session/audit.ts";
import { viewOnly } from "../session/view-only.ts";
import { issueWords } from "./parse-requests.ts";
import { failed, ok, type Result } from "./result.ts";

/** The clock, in milliseconds since 1970. */
export type Clock = () => number;

/**
 * Writes one policy, or only tries whether it could be written.
 * @param body not yet checked
 */
export async function writePolicy(
  body: unknown,
  now: Clock,
  source: ClusterSource,
): Promise<Result<WriteAnswer>> {
  const question = writeQuestion.safeParse(body);
  if (!question.success) return notUnderstood(question.error.issues[0]);
  const { change, dryRun } = question.data;
  const ready = await readyToWrite([change], source);
  if (!ready.ok) return ok({ outcome: ready.outcome });
  const [known] = ready.changes;
  if (known === undefined) return notUnderstood(undefined);
  const outcome = dryRun
    ? await ready.writer.dryRun(known)
    : await writeAudited(known, now, ready.writer, source);
  return ok({ outcome });
}

/** A body that is no question of this kind. */
export function notUnderstood(issue: Parameters<typeof issueWords>[0]): Result<never> {
  const { path, text } = issueWords(issue);
  return failed(
    "invalid",
    `The change${path === "" ? "" : `: ${path.replace(/^\./, "")}`}: ${text}.`,
    "Give it operation, kind, namespace and name; yaml unless it is a delete, and base unless it is a create.",
  );
}

type Ready =
  | { readonly ok: true; readonly writer: PolicyWriter; readonly changes: readonly KnownChange[] }
  | { readonly ok: false; readonly outcome: WriteOutcome };

/** Whether this server, this source and these kinds are written at all. */
export async function readyToWrite(changes: readonly PolicyChange[], source: ClusterSource): Promise<Ready> {
  const closed = viewOnly();
  if (closed !== null) return { ok: false, outcome: { kind: "readOnly", ...closed } };
  const known: KnownChange[] = [];
  for (const change of changes) {
    const kind = knownKind(change.kind);
    if (kind === null) return { ok: false, outcome: kindRefused(change.kind) };
    known.push({ ...change, kind });
  }
  const { writer } = source;
  if (writer !== null) return { ok: true, writer, changes: known };
  const { failure } = await source.read();
  const because = failure?.problem.text ?? "";
  const text = say("write.cannotWrite", { because });
  return { ok: false, outcome: { kind: "unreachable", text, cure: failure?.problem.cure ?? "" } };
}

/** The kind, when it is one that is written. */
export function knownKind(kind: string): WritableKind | null {
  return writableKinds.find((known) => known === kind) ?? null;
}

function kindRefused(kind: string): WriteOutcome {
  const text = say("write.kindNotWritten", { kind });
  const cure = say("write.kindNotWrittenCure", { kinds: writableKinds.join(", ") });
  return { kind: "invalid", text, cure, problems: [{ path: "kind", line: null, text, cure }] };
}

/** Writes, and leaves a line for whoever keeps the logs. */
export async function writeAudited(
  change: KnownChange,
  now: Clock,
  writer: PolicyWriter,
  source: ClusterSource,
): Promise<WriteOutcome> {
  const time = new Date(now()).toISOString();
  const outcome = await writer.write(change, time);
  const [{ name: who }, reading] = await Promise.all([writer.who(), source.read()]);
  audit({ time, who, source: reading.source.name, change, outcome: outcome.kind });
  return outcome;
}
