import { margin, mostZoom } from "../fit.ts";
import {
  type Box,
  boxesOverlap,
  facingPoint,
  facingSides,
  type Point,
  segmentHitsBox,
  segmentsCross,
} from "./geometry.ts";
import type { Placed } from "./place.ts";
import { type LayoutProblem, measures } from "./problem.ts";

/** Under this zoom, names are under 11 px. */
const readable = 0.92;

/** What makes a drawing hard to read, in points; the ratio between these is what the look of the graph rests on. */
const points = {
  shrink: 2600,
  unreadable: 4000,
  lineOverNode: 420,
  lineOverHeader: 110,
  lineOverBox: 60,
  crossing: 75,
  backwards: 110,
  tooShort: 120,
  length: 0.34,
  slant: 0.2,
  panelOverNode: 300,
} as const;

export interface Link {
  readonly client: number;
  readonly server: number;
  readonly room: number;
}

/** The sum of all that is wrong with a drawing; lower is better. */
export function cost(
  problem: LayoutProblem,
  blockOf: readonly number[],
  links: readonly Link[],
  placed: Placed,
): number {
  const zoom = Math.min(
    mostZoom,
    (problem.window.width - 2 * margin) / placed.width,
    (problem.window.height - 2 * margin) / placed.height,
  );
  let sum =
    points.shrink * (1 / zoom - 1 / mostZoom) + points.unreadable * Math.max(0, 1 / zoom - 1 / readable);
  const lines: { from: Point; to: Point; client: number; server: number }[] = [];
  for (const { client, server, room } of links) {
    const a = placed.nodes[client];
    const b = placed.nodes[server];
    if (a === undefined || b === undefined) continue;
    const sides = facingSides(a, b);
    const from = facingPoint(a, b, sides);
    const to = facingPoint(b, a, sides);
    lines.push({ from, to, client, server });
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const length = Math.hypot(dx, dy);
    sum += points.length * length + points.slant * Math.min(Math.abs(dx), Math.abs(dy));
    if (length < room) sum += points.tooShort * (1 + (room - length) / room);
    if (dx < -20) sum += points.backwards;
    sum += obstacles(problem, blockOf, placed, client, server, from, to);
  }
  sum += points.panelOverNode * coveredByPanel(problem, placed, zoom, lines);
  for (let i = 0; i < lines.length; i++) {
    const one = lines[i];
    if (one === undefined) continue;
    for (let j = i + 1; j < lines.length; j++) {
      const two = lines[j];
      if (two === undefined || one.client === two.client || one.server === two.server) continue;
      if (segmentsCross(one.from, one.to, two.from, two.to)) sum += points.crossing;
    }
  }
  return sum;
}

function obstacles(
  problem: LayoutProblem,
  blockOf: readonly number[],
  placed: Placed,
  client: number,
  server: number,
  from: Point,
  to: Point,
): number {
  let sum = 0;
  for (let n = 0; n < placed.nodes.length; n++) {
    const box = placed.nodes[n];
    if (box === undefined || n === client || n === server) continue;
    if (segmentHitsBox(from, to, box, 7)) sum += points.lineOverNode;
  }
  for (let b = 0; b < placed.blocks.length; b++) {
    const box = placed.blocks[b];
    if (box === undefined || problem.blocks[b]?.boxed !== true) continue;
    const own = b === blockOf[client] || b === blockOf[server];
    if (segmentHitsBox(from, to, header(box))) sum += points.lineOverHeader * (own ? 0.6 : 1);
    if (!own && segmentHitsBox(from, to, box)) sum += points.lineOverBox;
  }
  return sum;
}

const header = (box: Box): Box => ({
  x: box.x,
  y: box.y - box.height / 2 + measures.boxHeader / 2 + 4,
  width: box.width,
  height: measures.boxHeader - 6,
});

/** A line under the panel, in nodes. */
const lineUnderPanel = 0.4;

/** How many nodes (and lines, which count less) lie under the panel in the corner where it covers the fewest, when the picture is in the middle. */
function coveredByPanel(
  { window, panel }: LayoutProblem,
  placed: Placed,
  zoom: number,
  lines: readonly { readonly from: Point; readonly to: Point }[],
): number {
  const width = panel.width / zoom;
  const height = panel.height / zoom;
  const halfWindow = { x: window.width / zoom / 2, y: window.height / zoom / 2 };
  let fewest = Number.POSITIVE_INFINITY;
  for (const right of [-1, 1]) {
    for (const below of [-1, 1]) {
      const x = placed.width / 2 + right * (halfWindow.x - width / 2);
      const y = placed.top + placed.height / 2 + below * (halfWindow.y - height / 2);
      let covered = 0;
      const under = { x, y, width, height };
      for (const box of placed.nodes) if (boxesOverlap(box, under, 10)) covered++;
      for (const { from, to } of lines) if (segmentHitsBox(from, to, under)) covered += lineUnderPanel;
      fewest = Math.min(fewest, covered);
    }
  }
  return fewest;
}
