import type { Drawing } from "./fold.ts";
import type { Line } from "./line.ts";

/** From so many lines on a picture is calmed. */
const calmedFrom = 400;
/** What there is more of than this is the rule, not the exception. */
const common = 120;

/**
 * Lines that stay in the background of a large picture: what is common is pale, what is rare stays loud, so that the one wrong line is
 * found among thousands that are right. None in a small picture.
 */
export function paleLines(lines: readonly Line[]): ReadonlySet<string> {
  if (lines.length < calmedFrom) return new Set();
  const sizes = new Map<string, number>();
  for (const line of lines) sizes.set(kindOf(line), (sizes.get(kindOf(line)) ?? 0) + 1);
  return new Set(lines.filter((line) => (sizes.get(kindOf(line)) ?? 0) > common).map(({ id }) => id));
}

/** Lines and nodes that stand in the background: those that were not found, and of the others what is common in a large picture. */
export function paleOf({ edges, behind }: Pick<Drawing, "edges" | "behind">): ReadonlySet<string> {
  if (behind.size === 0) return paleLines(edges);
  return new Set([...behind, ...paleLines(edges.filter(({ id }) => !behind.has(id)))]);
}

const kindOf = (line: Line): string => (line.disagrees === null ? line.outcome : "disagrees");
