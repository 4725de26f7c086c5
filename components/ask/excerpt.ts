import type { Check, Decider } from "../../server/contract/ask.ts";

/** One line of the deciding policy, with what the request made of it. */
export interface ExcerptLine {
  readonly number: number;
  readonly text: string;
  readonly mark: "bad" | "good" | "open" | "here" | "selects" | null;
  /** What the request had. */
  readonly was: string | null;
}

export interface Excerpt {
  /** The lines above `spec`, folded; null when there are none. */
  readonly folded: {
    readonly from: number;
    readonly to: number;
    readonly lines: readonly ExcerptLine[];
  } | null;
  readonly lines: readonly ExcerptLine[];
}

/** Lines that a check is about: its values, or, where one of several fits, its field. */
function linesOf(check: Check): readonly number[] {
  if (check.valueLines.length === 0) return check.line === null ? [] : [check.line];
  return check.holds === true && check.valueLines.length > 1 && check.line !== null
    ? [check.line]
    : check.valueLines;
}

/**
 * The policy's text with wanted above and was below: only the field that failed first carries what the request had, since
 * one band is read and five are not.
 * @param firstLine line in the file of the text's first line
 */
export function excerptOf(text: string, firstLine: number, decider: Decider): Excerpt {
  const all = text.replace(/\n+$/, "").split("\n");
  const spec = Math.max(
    0,
    all.findIndex((line) => line.startsWith("spec:")),
  );
  const marks = new Map<number, Pick<ExcerptLine, "mark" | "was">>();
  for (const line of decider.selectorLines) marks.set(line, { mark: "selects", was: null });
  const { rule } = decider;
  for (const check of rule?.checks ?? []) {
    // Of alternatives in a rule that matched, those that did not are no news.
    if (check.holds === false && rule?.state === "matched") continue;
    const lines = linesOf(check);
    const failed = check.path === rule?.miss?.path;
    const mark = check.holds === null ? "open" : check.holds ? "good" : failed ? "bad" : null;
    if (mark === null) continue;
    for (const line of lines)
      marks.set(line, { mark, was: line === lines.at(-1) && mark !== "open" ? check.was : null });
  }
  if (rule === null && decider.line !== null) marks.set(decider.line, { mark: "here", was: null });
  const lines = all.map((line, i): ExcerptLine => {
    const number = firstLine + i;
    return { number, text: line, ...(marks.get(number) ?? { mark: null, was: null }) };
  });
  const head = lines.slice(0, spec);
  return {
    folded: spec === 0 ? null : { from: firstLine, to: firstLine + spec - 1, lines: head },
    lines: lines.slice(spec),
  };
}
