/**
 * Our own glyphs as SVG path data on a 12 x 12 grid, used by the canvas overlay (Path2D) and by `Glyph.tsx` alike.
 * `fill` is painted in the glyph's colour, `stroke` is drawn as a line of 1.2 px.
 */
export interface GlyphPath {
  readonly fill: string;
  readonly stroke: string;
}

const shieldOutline = "M6 0.7 L10.8 2.2 V5.6 C10.8 8.4 8.8 10.5 6 11.4 C3.2 10.5 1.2 8.4 1.2 5.6 V2.2 Z";

export const glyphs = {
  shieldFull: { fill: shieldOutline, stroke: "" },
  shieldHalf: { fill: "M6 0.7 L10.8 2.2 V5.6 C10.8 8.4 8.8 10.5 6 11.4 Z", stroke: shieldOutline },
  shieldStruck: { fill: "", stroke: `${shieldOutline} M1 11 L11 1` },
  openGate: {
    fill: "M0.3 1.2 H11.7 V2.8 H0.3 Z M1.6 4.2 H10.4 V5.4 H1.6 Z M2 2.8 H3.6 V11.5 H2 Z M8.4 2.8 H10 V11.5 H8.4 Z",
    stroke: "",
  },
  lockOpen: {
    fill: "M1.5 5.4 H10.5 V11.4 H1.5 Z M6.9 7.3 A0.95 0.95 0 1 0 5.1 7.3 L5.5 9.6 H6.5 Z",
    stroke: "M3.6 5.4 V3.4 A2.4 2.4 0 0 1 8.3 2.6",
  },
  lockClosed: { fill: "M1.5 5.4 H10.5 V11.4 H1.5 Z", stroke: "M3.6 5.4 V3.3 A2.4 2.4 0 0 1 8.4 3.3 V5.4" },
  bolt: { fill: "M7.2 0.4 L2 6.9 H5.3 L4.5 11.6 L10 4.9 H6.5 Z", stroke: "" },
  question: { fill: "", stroke: "" },
} satisfies Record<string, GlyphPath>;

export type GlyphName = keyof typeof glyphs;
