import { many } from "./many.ts";

/** The graph before and after drafts. */
export const inPreview = {
  label: "Preview of drafts",
  title: (n: number) => `Preview of ${many(n, "draft", "drafts")}`,
  side: "Which graph is shown",
  sides: { before: "Before", after: "After" },
  flips: (n: number) => many(n, "edge flips", "edges flip"),
  none: "No edge of the graph flips",
  notDrawn: (n: number) => `${many(n, "possible edge flips too", "possible edges flip too")}, not drawn.`,
  drawAll: "Draw them",
  drawer: "The details tell how it is now, before the drafts.",
  list: "List of flips",
  toDrafts: "To the drafts",
  close: "End the preview",
  missing: (names: string) =>
    `This browser has no draft ${names}. A draft stays in the browser where it was written: open it there, or export it as YAML.`,
} as const;
