import { type GlyphName, type GlyphPath, glyphs } from "../look/glyphs.ts";
import type { ColourFamily } from "../look/outcome.ts";
import type { Point } from "./layout/geometry.ts";
import type { Mark } from "./marks.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { fonts, textWidth } from "./text-width.ts";

const paths = new Map<string, Path2D>();

function drawPath(pen: Pen, data: string, how: "fill" | "stroke"): void {
  if (pen.drawPath !== undefined) {
    pen.drawPath(data, how);
    return;
  }
  const path = paths.get(data) ?? new Path2D(data);
  paths.set(data, path);
  // Without a way of its own to draw path data, the pen is that of a canvas.
  const canvas = pen as unknown as CanvasRenderingContext2D;
  if (how === "fill") canvas.fill(path, "evenodd");
  else canvas.stroke(path);
}

/** One of our glyphs, centred on `at`. */
export function paintGlyph(pen: Pen, name: GlyphName, at: Point, size: number, colour: string): void {
  const glyph: GlyphPath = glyphs[name];
  pen.save();
  pen.translate(at.x - size / 2, at.y - size / 2);
  pen.scale(size / 12, size / 12);
  pen.fillStyle = colour;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.3;
  pen.lineJoin = "round";
  pen.lineCap = "round";
  if (glyph.fill !== "") drawPath(pen, glyph.fill, "fill");
  if (glyph.stroke !== "") drawPath(pen, glyph.stroke, "stroke");
  pen.restore();
}

function disc(pen: Pen, at: Point, radius: number, colour: string): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  pen.fill();
}

export function text(
  pen: Pen,
  value: string,
  at: Point,
  font: keyof typeof fonts,
  colour: string,
  align: CanvasTextAlign = "center",
): void {
  pen.font = fonts[font];
  pen.fillStyle = colour;
  pen.textAlign = align;
  pen.textBaseline = "middle";
  pen.fillText(value, at.x, at.y + 0.5);
}

/** A chip or a label: a rounded box with a border, centred on `at`. */
export function pill(pen: Pen, at: Point, width: number, fill: string, border: string): void {
  pen.fillStyle = fill;
  pen.strokeStyle = border;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.roundRect(at.x - width / 2, at.y - 9, width, 18, 9);
  pen.fill();
  pen.stroke();
}

/** The gap that a mark leaves in its line, in the colour of the ground behind it. */
function gap(pen: Pen, mark: Mark, length: number, width: number, ground: string): void {
  const { at, direction } = mark;
  pen.strokeStyle = ground;
  pen.lineWidth = width;
  pen.lineCap = "butt";
  pen.beginPath();
  pen.moveTo(at.x - (direction.x * length) / 2, at.y - (direction.y * length) / 2);
  pen.lineTo(at.x + (direction.x * length) / 2, at.y + (direction.y * length) / 2);
  pen.stroke();
}

type Painter = (pen: Pen, mark: Mark, palette: Palette, ground: string, readable: boolean) => void;

const colourOf = (palette: Palette, family: ColourFamily): string => palette.line[family];

const painters: Readonly<Record<Mark["kind"], Painter>> = {
  lock: (pen, mark, palette, ground) => {
    gap(pen, mark, 18, 8, ground);
    if (mark.glyph !== null) paintGlyph(pen, mark.glyph, mark.at, 11, colourOf(palette, mark.family));
  },
  cross: (pen, mark, palette, ground) => {
    gap(pen, mark, 19, 8, ground);
    const arm = 4.2;
    pen.strokeStyle = colourOf(palette, mark.family);
    pen.lineWidth = 3;
    pen.lineCap = "round";
    pen.beginPath();
    for (const turn of [1, -1]) {
      pen.moveTo(mark.at.x - arm, mark.at.y - arm * turn);
      pen.lineTo(mark.at.x + arm, mark.at.y + arm * turn);
    }
    pen.stroke();
  },
  pill: (pen, mark, palette, ground, readable) => {
    if (!readable) return;
    pill(
      pen,
      mark.at,
      textWidth(mark.text, "pill") + 18,
      ground === palette.box ? palette.box : palette.canvas,
      colourOf(palette, mark.family),
    );
    text(pen, mark.text, mark.at, "pill", palette.ink[mark.family]);
  },
  question: (pen, mark, palette, ground) => {
    gap(pen, mark, 20, 8, ground);
    disc(pen, mark.at, 9, ground);
    pen.strokeStyle = colourOf(palette, mark.family);
    pen.lineWidth = 1.2;
    pen.beginPath();
    pen.arc(mark.at.x, mark.at.y, 9, 0, 2 * Math.PI);
    pen.stroke();
    text(pen, "?", mark.at, "pill", palette.ink[mark.family]);
  },
  bolt: (pen, mark, palette, ground) => {
    const colour = colourOf(palette, mark.family);
    pen.globalAlpha = 0.16;
    disc(pen, mark.at, 19, colour);
    pen.globalAlpha = 1;
    disc(pen, mark.at, 14.5, ground);
    disc(pen, mark.at, 12.5, colour);
    paintGlyph(pen, "bolt", mark.at, 14, palette.disagreesMark);
  },
  figure: (pen, mark, palette, _ground, readable) => {
    if (!readable) return;
    const width = textWidth(mark.text, "pill") + 12;
    pen.fillStyle = palette.tint.disagrees;
    pen.beginPath();
    pen.roundRect(mark.at.x - width / 2, mark.at.y - 8, width, 16, 4);
    pen.fill();
    text(pen, mark.text, mark.at, "pill", palette.ink.disagrees);
  },
};

/** Paints one mark on its line. `readable` is false when text would be too small to read. */
export const paintMark: Painter = (pen, mark, palette, ground, readable) => {
  pen.save();
  pen.globalAlpha =
    mark.faint && mark.kind !== "bolt" && mark.kind !== "figure" && mark.kind !== "pill" ? 0.75 : 1;
  painters[mark.kind](pen, mark, palette, ground, readable);
  pen.restore();
};
