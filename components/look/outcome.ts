import type { Outcome } from "../../server/contract/verdict.ts";
import { words } from "./words.ts";

/** Colour family of `tokens.css`: `--sk-<family>-line`, `-text`, `-tint`. */
export type ColourFamily = "allowed" | "denied" | "depends" | "unknown" | "disagrees";

/** What stands at the server's end of a line (or, for `cross`, in its middle). */
export type EndMark = "triangle" | "tee" | "diamond" | "circle" | "cross" | "stacked";

export interface OutcomeLook {
  readonly family: ColourFamily;
  readonly mark: EndMark;
  /** One word for tables and tags. */
  readonly word: string;
  /** The word after a count in the summary strip. */
  readonly counted: string;
}

/** How each outcome is drawn and called; the compiler asks for a row when an outcome is added. */
export const outcomeLook = {
  allowed: { family: "allowed", mark: "triangle", ...words.outcome.allowed },
  denied: { family: "denied", mark: "tee", ...words.outcome.denied },
  unauthenticated: { family: "denied", mark: "tee", ...words.outcome.unauthenticated },
  depends: { family: "depends", mark: "diamond", ...words.outcome.depends },
  unknown: { family: "unknown", mark: "circle", ...words.outcome.unknown },
  refused: { family: "denied", mark: "cross", ...words.outcome.refused },
  mixed: { family: "unknown", mark: "stacked", ...words.outcome.mixed },
} satisfies Record<Outcome, OutcomeLook>;

/** Order of the summary strip and of sorting; the outcomes that are always counted come first. */
export const outcomeOrder: readonly Outcome[] = [
  "allowed",
  "denied",
  "unauthenticated",
  "depends",
  "unknown",
  "refused",
  "mixed",
];

/** Outcomes that the strip shows only when there are some. */
export const rareOutcomes: ReadonlySet<Outcome> = new Set<Outcome>(["unauthenticated", "mixed"]);
