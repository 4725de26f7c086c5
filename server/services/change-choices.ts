import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { ChangeChoices } from "../contract/change.ts";
import { changeChoices } from "../engine/index.ts";
import { readSource } from "./read-source.ts";
import { recent } from "./recent.ts";
import { ok, type Result } from "./result.ts";

const choicesOf = recent((reading) => changeChoices(reading.snapshot), 1);

/** What the forms of policies offer: computed once for each revision. */
export async function getChangeChoices(source: ClusterSource): Promise<Result<ChangeChoices>> {
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  return ok({ revision: reading.value.snapshot.revision, ...choicesOf(reading.value, "", 0) });
}
