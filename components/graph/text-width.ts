const cache = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

/** As in tokens.css; a canvas reads no variable of the style sheet. */
const families =
  '"Red Hat Text", "Noto Sans", "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic UI", "Meiryo", sans-serif';

/** Fonts of the canvas; the layout measures with the same strings that the overlay paints with. */
export const fonts = {
  name: `600 12px ${families}`,
  second: `400 11px ${families}`,
  chip: `500 11px ${families}`,
  pill: `600 11px ${families}`,
} as const;

/** Kana, kanji and their punctuation fill a square. */
const isWide = (c: string): boolean => c >= "\u3000" && c <= "\uffef";

/** Width of a text in px at zoom 1; an estimate where there is no canvas (tests). */
export function textWidth(text: string, font: keyof typeof fonts): number {
  const key = `${font}\n${text}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (context === undefined)
    context = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
  if (context === null) return [...text].reduce((sum, c) => sum + (isWide(c) ? 12 : 6.6), 0);
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

/** Cut at the beginning, with an ellipsis, to at most `width` px. */
export function fitTail(text: string, font: keyof typeof fonts, width: number): string {
  if (textWidth(text, font) <= width) return text;
  let from = 1;
  while (from < text.length - 1 && textWidth(`…${text.slice(from)}`, font) > width) from++;
  return `…${text.slice(from)}`;
}

/** Forgets what was measured before the web fonts had arrived. */
export const forgetWidths = (): void => cache.clear();
