import { type EndMark, outcomeLook } from "../look/outcome.ts";
import { dashPattern, transportLook } from "../look/transport.ts";
import type { Point } from "./layout/geometry.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { directionAt, pointAt } from "./routes.ts";
import type { StackedScene } from "./scene.ts";
import { crossAt } from "./stylesheet.ts";

/** Two lines side by side for endpoints that differ, each with its own end. */
export function paintStacked(pen: Pen, { route, lines, faint }: StackedScene, palette: Palette): void {
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
