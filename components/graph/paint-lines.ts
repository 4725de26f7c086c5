import { type ColourFamily, type EndMark, type OutcomeLook, outcomeLook } from "../look/outcome.ts";
import {
  dashPattern,
  namedWidth,
  observedWidth,
  type TransportLook,
  transportLook,
} from "../look/transport.ts";
import type { Point } from "./layout/geometry.ts";
import type { Line } from "./line.ts";
import { blend, type Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { directionAt, pointAt, type Route } from "./routes.ts";
import { crossAt, paleOpacity } from "./stylesheet.ts";

/** How far before the server a line ends: its mark is drawn there. */
const markLength: Readonly<Record<EndMark, number>> = {
  triangle: 8,
  tee: 2,
  diamond: 9,
  circle: 8,
  cross: 0,
  stacked: 0,
};

/** One line with its end mark, as the canvas has it; lines of endpoints that differ are the scene's. */
export function paintLine(pen: Pen, line: Line, route: Route, palette: Palette): void {
  const look: OutcomeLook = outcomeLook[line.outcome];
  if (look.mark === "stacked") return;
  const style = transportLook[line.transport ?? "mtls"].line;
  const width = line.evidence.perSecond === null ? namedWidth : observedWidth(line.evidence.perSecond);
  const colour = palette.line[look.family];
  pen.save();
  pen.globalAlpha = !line.evidence.observed && !line.evidence.asked ? 0.6 : 1;
  pen.lineCap = style === "dotted" ? "round" : "butt";
  pen.setLineDash(dashPattern(style, width) ?? []);
  const end = endOf(route, markLength[look.mark] + 2);
  if (look.mark === "cross") {
    // Past its cross the line is pale, which tells the direction.
    stroke(pen, cut(route, crossAt, 1), width, blend(colour, palette.canvas, 0.45));
    stroke(pen, cut(route, 0, crossAt), width, colour);
  } else if (style === "double") {
    stroke(pen, { ...route, to: end }, 4.6, colour);
    stroke(pen, { ...route, to: end }, 2, palette.canvas);
  } else stroke(pen, { ...route, to: end }, width, colour);
  pen.setLineDash([]);
  paintEnd(pen, look.mark, endOf(route, 2), directionAt(route, 1), width, colour, palette.canvas);
  pen.restore();
}

/** Lines in one stroke: more would be slow to fill at once. */
const together = 200;

/**
 * Lines in the background, many in one stroke and without marks: dashes and colour are kept. Endpoints or edges that differ have the
 * colour of the worst.
 */
export function paintPale(
  pen: Pen,
  lines: readonly Line[],
  ways: ReadonlyMap<string, Route>,
  palette: Palette,
): void {
  const alike = Map.groupBy(lines, (line) => {
    const [worst = line] = line.outcome === "mixed" ? line.endpoints : [];
    return `${outcomeLook[worst.outcome].family} ${transportLook[line.transport ?? "mtls"].line}`;
  });
  pen.save();
  pen.globalAlpha = paleOpacity;
  pen.lineWidth = 1.5;
  for (const [look, some] of alike) {
    const [family, style] = look.split(" ") as [ColourFamily, TransportLook["line"]];
    pen.strokeStyle = palette.line[family];
    pen.setLineDash(dashPattern(style, 1.5) ?? []);
    for (let first = 0; first < some.length; first += together) {
      pen.beginPath();
      for (const { id } of some.slice(first, first + together)) {
        const way = ways.get(id);
        if (way !== undefined) trace(pen, way);
      }
      pen.stroke();
    }
  }
  pen.restore();
}

/** What is open shines. */
export function paintHalo(pen: Pen, way: Route, palette: Palette): void {
  pen.save();
  pen.globalAlpha = palette.haloOpacity;
  pen.lineCap = "round";
  stroke(pen, way, 18, palette.link);
  pen.restore();
}

const endOf = (route: Route, short: number): Point => {
  const d = directionAt(route, 1);
  return { x: route.to.x - d.x * short, y: route.to.y - d.y * short };
};

/** A part of a route, from share `a` to share `b` of its way. */
function cut(route: Route, a: number, b: number): Route {
  const [from, to] = [pointAt(route, a), pointAt(route, b)];
  if (route.control === null) return { from, to, control: null };
  const mid = pointAt(route, (a + b) / 2);
  // The quadratic curve through the same three points.
  return {
    from,
    to,
    control: { x: 2 * mid.x - (from.x + to.x) / 2, y: 2 * mid.y - (from.y + to.y) / 2 },
  };
}

function trace(pen: Pen, { from, to, control }: Route): void {
  pen.moveTo(from.x, from.y);
  if (control === null) pen.lineTo(to.x, to.y);
  else pen.quadraticCurveTo(control.x, control.y, to.x, to.y);
}

function stroke(pen: Pen, route: Route, width: number, colour: string): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.beginPath();
  trace(pen, route);
  pen.stroke();
}

function paintEnd(
  pen: Pen,
  mark: EndMark,
  tip: Point,
  along: Point,
  width: number,
  colour: string,
  ground: string,
): void {
  if (mark === "cross" || mark === "stacked") return;
  const size = 8 + width * 0.9;
  const at = (back: number, aside: number): Point => ({
    x: tip.x - along.x * back - along.y * aside,
    y: tip.y - along.y * back + along.x * aside,
  });
  const shape = (...points: readonly Point[]): void => {
    pen.beginPath();
    for (const [i, { x, y }] of points.entries()) {
      if (i === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
  };
  pen.fillStyle = colour;
  pen.strokeStyle = colour;
  if (mark === "triangle") {
    shape(at(0, 0), at(size, size * 0.42), at(size, -size * 0.42));
    pen.closePath();
    pen.fill();
  } else if (mark === "diamond") {
    shape(at(0, 0), at(size / 2, size * 0.42), at(size, 0), at(size / 2, -size * 0.42));
    pen.closePath();
    pen.fill();
  } else if (mark === "tee") {
    shape(at(1.7, size * 0.75), at(1.7, -size * 0.75));
    pen.lineWidth = 3.4;
    pen.stroke();
  } else {
    const centre = at(size / 2, 0);
    pen.beginPath();
    pen.arc(centre.x, centre.y, size / 2 - 0.8, 0, 2 * Math.PI);
    pen.fillStyle = ground;
    pen.fill();
    pen.lineWidth = 1.6;
    pen.stroke();
  }
}
