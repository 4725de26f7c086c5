import type { Outcome } from "../../server/contract/verdict.ts";

/** Colour family of `tokens.css`: `--sk-<family>-line`, `-text`, `-tint`. */
export type ColourFamily = "allowed" | "denied" | "depends" | "unknown" | "disagrees";

/** What stands at the server's end of a line (or, for `cross`, in its middle). */
export type EndMark = "triangle" | "tee" | "diamond" | "circle" | "cross" | "stacked";

export interface OutcomeLook {
  readonly family: ColourFamily;
  readonly mark: EndMark;
}

/** How each outcome is drawn; the compiler asks for a row when an outcome is added. */
export const outcomeLook = {
  allowed: { family: "allowed", mark: "triangle" },
  denied: { family: "denied", mark: "tee" },
  unauthenticated: { family: "denied", mark: "tee" },
  depends: { family: "depends", mark: "diamond" },
  unknown: { family: "unknown", mark: "circle" },
  refused: { family: "denied", mark: "cross" },
  mixed: { family: "unknown", mark: "stacked" },
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
