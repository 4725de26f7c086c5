import "server-only";
import type { SourceChoice, SourcesAnswer, Trouble } from "../contract/sources.ts";
import type { OfferedSource } from "./source-offer.ts";
import type { SourcePool } from "./source-pool.ts";

/**
 * Every source that can be chosen, with how well each open one is known. Nothing is opened for it.
 * @param maySee whether it is for those who ask
 */
export function listSources(
  pool: SourcePool,
  maySee: (source: Pick<OfferedSource, "given">) => boolean,
): SourcesAnswer {
  const { all, start, problem } = pool.offer();
  const sources = all.filter(maySee).flatMap((offered): readonly SourceChoice[] => {
    const { id, kind, name, cluster, user, problem: own } = offered;
    if (kind === "story") return [];
    const health = pool.health(id);
    const choice: SourceChoice = {
      id,
      kind,
      name,
      cluster,
      user,
      start: id === start.id,
      state: health?.state ?? (own === null ? "closed" : "failed"),
      problem: sentences(health?.problem ?? own),
    };
    return [choice];
  });
  return { sources, problem: maySee({ given: false }) ? sentences(problem) : null };
}

/** Only what is meant for a person. */
const sentences = (trouble: Trouble | null): Trouble | null =>
  trouble === null ? null : { text: trouble.text, cure: trouble.cure };
