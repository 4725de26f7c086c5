import { type Box, bounds, boxesOverlap, type Point } from "./layout/geometry.ts";
import type { Detail } from "./lod.ts";
import { type NodeLook, nameShift } from "./node-look.ts";
import { paintScene } from "./overlay.ts";
import { text } from "./paint.ts";
import { paintHalo, paintLine, paintPale } from "./paint-lines.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import type { Picture } from "./picture.ts";
import { pointAt } from "./routes.ts";
import { paleNodeOpacity } from "./stylesheet.ts";

/** Space around an exported picture, in px. */
const margin = 24;
/** The part of the plane that the picture takes, with its margin. */
export function frameOf({ scene, ways }: Picture): Box {
  const marks = scene.marks.map(({ at }) => ({ ...at, width: 40, height: 40 }));
  const lines = [...ways.values()].flatMap((way) =>
    [0.25, 0.5, 0.75].map((t) => ({ ...pointAt(way, t), width: 8, height: 8 })),
  );
  const found = bounds([
    ...scene.namespaces.map(({ box }) => box),
    ...scene.nodes.map(({ box }) => box),
    ...marks,
    ...lines,
  ]) ?? { x: 0, y: 0, width: 0, height: 0 };
  return {
    x: found.x,
    y: found.y,
    width: Math.ceil(found.width) + 2 * margin,
    height: Math.ceil(found.height) + 2 * margin,
  };
}

/** How a picture is painted. */
interface How {
  readonly detail: Detail;
  /** Id of what is open: it has a halo, and blue borders where it ends. */
  readonly opened: string | null;
  /** What lies outside of this part is not painted; null: everything is. */
  readonly within: Box | null;
}

/** The whole picture by one pen: what cytoscape draws of a small graph, then what the overlay draws there. */
export function paintPicture(
  pen: Pen,
  { drawing, scene, ways, palette }: Picture,
  { detail, opened, within }: How,
): void {
  const near = (box: Box): boolean => within === null || boxesOverlap(box, within);
  for (const { box } of scene.namespaces) {
    if (!near(box)) continue;
    pen.fillStyle = palette.box;
    pen.strokeStyle = palette.boxBorder;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.roundRect(box.x - box.width / 2, box.y - box.height / 2, box.width, box.height, 12);
    pen.fill();
    pen.stroke();
  }
  const behind = (id: string): boolean => scene.pale.has(id) && !scene.raised.has(id);
  paintPale(
    pen,
    drawing.edges.filter(({ id }) => behind(id)),
    ways,
    palette,
  );
  for (const line of drawing.edges) {
    const way = ways.get(line.id);
    if (way === undefined || behind(line.id)) continue;
    if (line.id === opened) paintHalo(pen, way, palette);
    paintLine(pen, line, way, palette);
  }
  const open = drawing.edges.find(({ id }) => id === opened);
  const ends = new Set(open === undefined ? [opened] : [open.client, open.server]);
  const nodes = scene.nodes.filter(({ box }) => near(box));
  for (const { look, box } of nodes) {
    pen.globalAlpha = scene.pale.has(look.id) ? paleNodeOpacity : 1;
    paintBody(pen, look, box, palette, detail.names, ends.has(look.id));
  }
  pen.globalAlpha = 1;
  paintScene(pen, { ...scene, nodes }, palette, detail);
}

/** Shape and name of a node; glyphs, second line and what a folded one says are the scene's. */
function paintBody(
  pen: Pen,
  look: NodeLook,
  box: Box,
  palette: Palette,
  named: boolean,
  marked: boolean,
): void {
  pen.save();
  pen.fillStyle = look.kind === "folded" ? palette.box : palette.node;
  pen.strokeStyle = marked ? palette.link : palette.nodeBorder;
  pen.lineWidth = marked ? 2 : look.kind === "folded" ? 1.4 : 1.1;
  pen.setLineDash(look.noProxy ? [4, 3] : []);
  outline(pen, look, box);
  pen.fill();
  pen.stroke();
  if (named && look.kind !== "folded")
    text(
      pen,
      look.name,
      { x: box.x + nameShift(look), y: box.y + (look.second === null ? 0 : -7.5) },
      "name",
      palette.text,
    );
  pen.restore();
}

function outline(pen: Pen, { kind }: NodeLook, { x, y, width, height }: Box): void {
  const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
  const shape = (points: readonly Point[]): void => {
    for (const [i, point] of points.entries()) {
      if (i === 0) pen.moveTo(point.x, point.y);
      else pen.lineTo(point.x, point.y);
    }
    pen.closePath();
  };
  pen.beginPath();
  if (kind === "gateway") {
    const shoulder = right - height / 2;
    shape([
      { x: left, y: top },
      { x: shoulder, y: top },
      { x: right, y },
      { x: shoulder, y: bottom },
      { x: left, y: bottom },
    ]);
  } else if (kind === "outside" || kind === "external") {
    const c = 9;
    shape([
      { x: left + c, y: top },
      { x: right - c, y: top },
      { x: right, y: top + c },
      { x: right, y: bottom - c },
      { x: right - c, y: bottom },
      { x: left + c, y: bottom },
      { x: left, y: bottom - c },
      { x: left, y: top + c },
    ]);
  } else pen.roundRect(left, top, width, height, kind === "folded" ? 12 : 6);
}
