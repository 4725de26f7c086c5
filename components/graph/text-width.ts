const cache = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

/** Fonts of the canvas; the layout measures with the same strings that the overlay paints with. */
export const fonts = {
  name: '600 12px "Red Hat Text", "Noto Sans", sans-serif',
  second: '400 11px "Red Hat Text", "Noto Sans", sans-serif',
  chip: '500 11px "Red Hat Text", "Noto Sans", sans-serif',
  pill: '600 11px "Red Hat Text", "Noto Sans", sans-serif',
} as const;

/** Width of a text in px at zoom 1; an estimate where there is no canvas (tests). */
export function textWidth(text: string, font: keyof typeof fonts): number {
  const key = `${font}\n${text}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (context === undefined)
    context = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
  if (context === null) return text.length * 6.6;
  context.font = fonts[font];
  const width = context.measureText(text).width;
  cache.set(key, width);
  return width;
}

/** Cut at the end, with an ellipsis, to at most `width` px. */
export function fitText(text: string, font: keyof typeof fonts, width: number): string {
  if (textWidth(text, font) <= width) return text;
  let cut = text.length;
  while (cut > 1 && textWidth(`${text.slice(0, cut)}…`, font) > width) cut--;
  return `${text.slice(0, cut)}…`;
}

/** Forgets what was measured before the web fonts had arrived. */
export const forgetWidths = (): void => cache.clear();
