import { chevronRoom, type FoldedFace } from "./folded-look.ts";
import type { Box, Point } from "./layout/geometry.ts";
import { type ChipLook, chevronWidth, lowCertificate, type NodeLook, nameShift } from "./node-look.ts";
import { paintGlyph, pill, text } from "./paint.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { headerMiddle, type NamespaceScene } from "./scene.ts";
import { textWidth } from "./text-width.ts";

/** Chevron, name and chips of a namespace box. */
export function paintHeader(pen: Pen, { name, box, chips }: NamespaceScene, palette: Palette): void {
  const y = headerMiddle(box);
  const left = box.x - box.width / 2 + 14;
  paintChevron(pen, { x: left + 4, y }, "down", palette);
  text(pen, name, { x: left + chevronWidth, y }, "name", palette.text, "left");
  paintChips(pen, chips, { x: box.x + box.width / 2 - 10, y }, palette);
}

/** Chips from the right end on. */
function paintChips(pen: Pen, chips: readonly ChipLook[], { x, y }: Point, palette: Palette): void {
  let right = x;
  for (const chip of [...chips].reverse()) {
    const at = { x: right - chip.width / 2, y };
    pill(pen, at, chip.width, palette.node, palette.boxBorder);
    const left = right - chip.width + 9;
    if (chip.glyph === "question") {
      pen.strokeStyle = palette.line.unknown;
      pen.lineWidth = 1;
      pen.beginPath();
      pen.arc(left + 5, y, 5.5, 0, 2 * Math.PI);
      pen.stroke();
      text(pen, "?", { x: left + 5, y }, "chip", palette.ink.unknown);
    } else if (chip.glyph !== null) paintGlyph(pen, chip.glyph, { x: left + 5, y }, 11, palette.glyph);
    text(pen, chip.text, { x: left + (chip.glyph === null ? 0 : 16), y }, "chip", palette.text, "left");
    right -= chip.width + 6;
  }
}

/** Points right on what is folded, down on what is not. */
function paintChevron(pen: Pen, { x, y }: Point, way: "right" | "down", palette: Palette): void {
  pen.strokeStyle = palette.subtle;
  pen.lineWidth = 1.6;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.beginPath();
  for (const [i, [along, across]] of (
    [
      [-2, -4],
      [2, 0],
      [-2, 4],
    ] as const
  ).entries()) {
    const at = way === "right" ? { x: x + along, y: y + across } : { x: x + across, y: y + along };
    if (i === 0) pen.moveTo(at.x, at.y);
    else pen.lineTo(at.x, at.y);
  }
  pen.stroke();
}

/** A folded namespace: chevron, name and chips, below them its sums. */
function paintFolded(
  pen: Pen,
  { name }: NodeLook,
  { chips, sums }: FoldedFace,
  box: Box,
  palette: Palette,
  seconds: boolean,
): void {
  const left = box.x - box.width / 2;
  const y = seconds ? box.y - 8 : box.y;
  paintChevron(pen, { x: left + 13, y: box.y }, "right", palette);
  text(pen, name, { x: left + chevronRoom, y }, "name", palette.text, "left");
  paintChips(pen, chips, { x: box.x + box.width / 2 - 6, y }, palette);
  if (!seconds) return;
  let at = left + chevronRoom;
  for (const sum of sums) {
    const colour = sum.family === null ? palette.subtle : palette.ink[sum.family];
    text(pen, sum.text, { x: at, y: box.y + 10 }, "second", colour, "left");
    at += sum.width + 8;
  }
}

/** What stands on a node besides its name. `seconds`: whether second lines can be read. */
export function paintNode(pen: Pen, look: NodeLook, box: Box, palette: Palette, seconds: boolean): void {
  if (look.folded !== undefined) {
    paintFolded(pen, look, look.folded, box, palette, seconds);
    return;
  }
  const lift = look.second === null ? 0 : -7.5;
  const shift = nameShift(look);
  if (seconds && look.second !== null)
    text(pen, look.second, { x: box.x, y: box.y + 8.5 }, "second", palette.subtle);
  let left = box.x + shift - textWidth(look.name, "name") / 2 - 12;
  for (const glyph of [...look.glyphs].reverse()) {
    paintGlyph(pen, glyph, { x: left, y: box.y + lift }, 13, palette.glyph);
    left -= 18;
  }
  if (look.certificateShare === null) return;
  const at = { x: box.x + box.width / 2 - 16, y: box.y };
  const share = Math.max(0, Math.min(1, look.certificateShare));
  pen.lineWidth = 3;
  pen.strokeStyle = share <= 0 ? palette.line.denied : palette.boxBorder;
  pen.beginPath();
  pen.arc(at.x, at.y, 7, 0, 2 * Math.PI);
  pen.stroke();
  if (share <= 0 || share >= lowCertificate) return;
  pen.strokeStyle = palette.line.depends;
  pen.beginPath();
  pen.arc(at.x, at.y, 7, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * share);
  pen.stroke();
}
