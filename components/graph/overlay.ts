import { type EndMark, outcomeLook } from "../look/outcome.ts";
import { dashPattern, transportLook } from "../look/transport.ts";
import type { Box, Point } from "./layout/geometry.ts";
import { lowCertificate, type NodeLook } from "./node-look.ts";
import { paintGlyph, paintMark, pill, text } from "./paint.ts";
import type { Palette } from "./palette.ts";
import { directionAt, pointAt, type Route } from "./routes.ts";
import { headerMiddle, type NamespaceScene, type Scene, type StackedScene, type View } from "./scene.ts";
import { crossAt } from "./stylesheet.ts";
import { fitText, textWidth } from "./text-width.ts";

type Pen = CanvasRenderingContext2D;

/** Below this size on the screen, in px, a text is noise. */
const leastText = 6;

/** Paints everything that cytoscape has no mark for, over the graph and from the same positions. */
export function paintOverlay(pen: Pen, scene: Scene, palette: Palette, view: View): void {
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, view.width * view.pixelRatio, view.height * view.pixelRatio);
  const scale = view.zoom * view.pixelRatio;
  pen.setTransform(scale, 0, 0, scale, view.pan.x * view.pixelRatio, view.pan.y * view.pixelRatio);
  const readable = 11 * view.zoom >= leastText;
  const ground = (at: Point): string =>
    scene.namespaces.some(({ box }) => inside(at, box)) ? palette.box : palette.canvas;
  for (const stacked of scene.stacked) paintStacked(pen, stacked, palette);
  if (readable) {
    for (const namespace of scene.namespaces) paintHeader(pen, namespace, palette);
    for (const { look, box } of scene.nodes) paintNode(pen, look, box, palette);
  }
  // The list is sorted from the loudest on: the loudest is painted last.
  for (const mark of [...scene.marks].reverse()) paintMark(pen, mark, palette, ground(mark.at), readable);
  if (!readable) for (const namespace of scene.namespaces) paintFarName(pen, namespace, palette, view);
  if (scene.cursor !== null) paintCursor(pen, scene.cursor, palette);
}

/** From far away the names of workloads are noise, those of namespaces are what one steers by: always 12 px. */
function paintFarName(pen: Pen, { name, box }: NamespaceScene, palette: Palette, view: View): void {
  const left = (box.x - box.width / 2) * view.zoom + view.pan.x + 4;
  const top = (box.y - box.height / 2) * view.zoom + view.pan.y + 4;
  const shown = fitText(name, "name", Math.max(24, box.width * view.zoom - 16));
  pen.save();
  pen.setTransform(view.pixelRatio, 0, 0, view.pixelRatio, 0, 0);
  pen.globalAlpha = 0.88;
  pen.fillStyle = palette.box;
  pen.beginPath();
  pen.roundRect(left, top, textWidth(shown, "name") + 8, 18, 4);
  pen.fill();
  pen.globalAlpha = 1;
  text(pen, shown, { x: left + 4, y: top + 9 }, "name", palette.text, "left");
  pen.restore();
}

const inside = (at: Point, box: Box): boolean =>
  Math.abs(at.x - box.x) < box.width / 2 && Math.abs(at.y - box.y) < box.height / 2;

function paintHeader(pen: Pen, { name, box, chips }: NamespaceScene, palette: Palette): void {
  const y = headerMiddle(box);
  text(pen, name, { x: box.x - box.width / 2 + 14, y }, "name", palette.text, "left");
  let right = box.x + box.width / 2 - 10;
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

function paintNode(pen: Pen, look: NodeLook, box: Box, palette: Palette): void {
  const lift = look.second === null ? 0 : -7.5;
  const shift =
    look.glyphs.length * 9 - (look.certificateShare === null ? 0 : 10) - (look.kind === "gateway" ? 8 : 0);
  if (look.second !== null) text(pen, look.second, { x: box.x, y: box.y + 8.5 }, "second", palette.subtle);
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

/** Two lines side by side for endpoints that differ, each with its own end. */
function paintStacked(pen: Pen, { route, lines, faint }: StackedScene, palette: Palette): void {
  pen.save();
  pen.globalAlpha = faint ? 0.6 : 1;
  lines.forEach(({ outcome, transport }, i) => {
    const look = outcomeLook[outcome];
    const offset = (i - (lines.length - 1) / 2) * 8;
    const colour = palette.line[look.family];
    const line = (p: Point, t: number): Point => {
      const d = directionAt(route, t);
      return { x: p.x - d.y * offset, y: p.y + d.x * offset };
    };
    const from = line(route.from, 0);
    const end = directionAt(route, 1);
    const tip = line({ x: route.to.x - end.x * 2, y: route.to.y - end.y * 2 }, 1);
    const stop = {
      x: tip.x - end.x * (look.mark === "triangle" ? 8 : 1),
      y: tip.y - end.y * (look.mark === "triangle" ? 8 : 1),
    };
    const style = transportLook[transport ?? "mtls"].line;
    pen.strokeStyle = colour;
    pen.lineWidth = 1.6;
    pen.lineCap = style === "dotted" ? "round" : "butt";
    pen.setLineDash([...(dashPattern(style, 1.6) ?? [])]);
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    if (route.control === null) pen.lineTo(stop.x, stop.y);
    else {
      const control = line(route.control, 0.5);
      pen.quadraticCurveTo(control.x, control.y, stop.x, stop.y);
    }
    pen.stroke();
    pen.setLineDash([]);
    paintEnd(pen, look.mark, tip, end, colour, line(pointAt(route, crossAt), crossAt));
  });
  pen.restore();
}

function paintEnd(
  pen: Pen,
  mark: EndMark,
  tip: Point,
  direction: Point,
  colour: string,
  middle: Point,
): void {
  const across = { x: -direction.y, y: direction.x };
  pen.fillStyle = colour;
  pen.strokeStyle = colour;
  pen.beginPath();
  if (mark === "triangle") {
    pen.moveTo(tip.x, tip.y);
    for (const turn of [1, -1])
      pen.lineTo(
        tip.x - direction.x * 9 + across.x * 3.8 * turn,
        tip.y - direction.y * 9 + across.y * 3.8 * turn,
      );
    pen.fill();
    return;
  }
  pen.lineWidth = mark === "cross" ? 2.2 : 2.6;
  pen.lineCap = "round";
  if (mark === "cross") {
    for (const turn of [1, -1]) {
      pen.moveTo(middle.x - 3, middle.y - 3 * turn);
      pen.lineTo(middle.x + 3, middle.y + 3 * turn);
    }
  } else {
    pen.moveTo(tip.x - across.x * 4, tip.y - across.y * 4);
    pen.lineTo(tip.x + across.x * 4, tip.y + across.y * 4);
  }
  pen.stroke();
}

function paintCursor(
  pen: Pen,
  cursor: { readonly box: Box } | { readonly route: Route },
  palette: Palette,
): void {
  pen.strokeStyle = palette.link;
  pen.lineWidth = 2;
  pen.setLineDash([]);
  pen.beginPath();
  if ("box" in cursor) {
    const { x, y, width, height } = cursor.box;
    pen.roundRect(x - width / 2 - 5, y - height / 2 - 5, width + 10, height + 10, 10);
  } else {
    // A rail on both sides of the line.
    const { from, to, control } = cursor.route;
    const d = directionAt(cursor.route, 0.5);
    for (const side of [7, -7]) {
      pen.moveTo(from.x - d.y * side, from.y + d.x * side);
      if (control === null) pen.lineTo(to.x - d.y * side, to.y + d.x * side);
      else
        pen.quadraticCurveTo(
          control.x - d.y * side,
          control.y + d.x * side,
          to.x - d.y * side,
          to.y + d.x * side,
        );
    }
  }
  pen.stroke();
}
