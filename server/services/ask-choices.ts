import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { AskChoices } from "../contract/ask.ts";
import { askChoices } from "../engine/index.ts";
import { readSource } from "./read-source.ts";
import { recent } from "./recent.ts";
import { ok, type Result } from "./result.ts";

const choicesOf = recent((reading) => askChoices(reading.snapshot), 1);

/** Callers and targets that a question can name: computed once for each revision. */
export async function getAskChoices(source: ClusterSource): Promise<Result<AskChoices>> {
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  return ok({ revision: reading.value.snapshot.revision, ...choicesOf(reading.value, "", 0) });
}
