import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import { failed, ok, type Result } from "./result.ts";

/**
 * Whether the source was read once and is readable now. A part that is stale or refused does not count: the page says so by itself.
 * @param within milliseconds to wait for a reading that is on its way; it goes on by itself
 */
export async function getReady(
  within: number,
  source: ClusterSource,
): Promise<Result<{ readonly ready: true }>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((done) => {
    timer = setTimeout(done, within);
  });
  await Promise.race([source.read(), late]);
  clearTimeout(timer);
  const { state, problem } = source.health();
  if (problem !== null) return failed("unreachable", problem.text, problem.cure);
  if (state === "connecting")
    return failed(
      "unreachable",
      "The source is still being read for the first time.",
      "Ask again in a moment.",
    );
  return ok({ ready: true });
}
