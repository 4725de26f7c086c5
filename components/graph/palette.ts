import type { ColourFamily } from "../look/outcome.ts";

/** The colours that a canvas cannot take from CSS by itself; the values stay in `look/tokens.css`. */
export interface Palette {
  readonly canvas: string;
  readonly box: string;
  readonly boxBorder: string;
  readonly node: string;
  readonly nodeBorder: string;
  readonly text: string;
  readonly subtle: string;
  readonly link: string;
  readonly glyph: string;
  readonly haloOpacity: number;
  readonly disagreesMark: string;
  readonly line: Readonly<Record<ColourFamily, string>>;
  readonly tint: Readonly<Record<ColourFamily, string>>;
  readonly ink: Readonly<Record<ColourFamily, string>>;
}

const families: readonly ColourFamily[] = ["allowed", "denied", "depends", "unknown", "disagrees"];

/** Reads the tokens as they are in force on `element`. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--sk-${name}`).trim();
  const each = (suffix: string): Record<ColourFamily, string> => {
    const [allowed, denied, depends, unknown, disagrees] = families.map((family) =>
      token(`${family}-${suffix}`),
    );
    return {
      allowed: allowed ?? "",
      denied: denied ?? "",
      depends: depends ?? "",
      unknown: unknown ?? "",
      disagrees: disagrees ?? "",
    };
  };
  return {
    canvas: token("canvas"),
    box: token("box"),
    boxBorder: token("border"),
    node: token("node"),
    nodeBorder: token("node-border"),
    text: token("text"),
    subtle: token("subtle"),
    link: token("link"),
    glyph: token("neutral-glyph"),
    haloOpacity: Number(token("halo-opacity")),
    disagreesMark: token("disagrees-mark"),
    line: each("line"),
    tint: each("tint"),
    ink: each("text"),
  };
}

/** Both bytes of each channel: a build may shorten `#ffffff` to `#fff`. */
const channels = (hex: string): number[] => {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join("") : hex.slice(1);
  return [0, 2, 4].map((i) => Number.parseInt(digits.slice(i, i + 2), 16));
};

/** `colour` laid over `ground` (both as hexadecimal) with this opacity. */
export function blend(colour: string, ground: string, opacity: number): string {
  const under = channels(ground);
  const mixed = channels(colour).map((value, i) =>
    Math.round(value * opacity + (under[i] ?? 0) * (1 - opacity)),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
