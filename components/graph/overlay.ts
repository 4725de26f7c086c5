import type { Box, Point } from "./layout/geometry.ts";
import { measures } from "./layout/problem.ts";
import { type Detail, detailAt } from "./lod.ts";
import { paintMark, text } from "./paint.ts";
import { paintHeader, paintNode } from "./paint-nodes.ts";
import { paintStacked } from "./paint-stacked.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { directionAt, type Route } from "./routes.ts";
import type { NamespaceScene, Scene, View } from "./scene.ts";
import { paleNodeOpacity } from "./stylesheet.ts";
import { fitTail, textWidth } from "./text-width.ts";

/**
 * Paints everything that cytoscape has no mark for, over the graph and from the same positions.
 * @param ground paints what lies below; null: cytoscape does
 */
export function paintOverlay(
  pen: CanvasRenderingContext2D,
  scene: Scene,
  palette: Palette,
  view: View,
  ground: ((detail: Detail) => void) | null,
): void {
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, view.width * view.pixelRatio, view.height * view.pixelRatio);
  const scale = view.zoom * view.pixelRatio;
  pen.setTransform(scale, 0, 0, scale, view.pan.x * view.pixelRatio, view.pan.y * view.pixelRatio);
  const detail = detailAt(view.zoom);
  if (ground === null) paintScene(pen, scene, palette, detail);
  else ground(detail);
  if (!detail.names) {
    pen.save();
    pen.setTransform(view.pixelRatio, 0, 0, view.pixelRatio, 0, 0);
    paintFarNames(pen, scene, palette, view);
    pen.restore();
  }
  if (scene.cursor !== null) paintCursor(pen, scene.cursor, palette);
}

/** Marks, headers and what stands on nodes, in the graph's own coordinates. */
export function paintScene(pen: Pen, scene: Omit<Scene, "cursor">, palette: Palette, detail: Detail): void {
  const ground = (at: Point): string =>
    scene.namespaces.some(({ box }) => inside(at, box)) ? palette.box : palette.canvas;
  const behind = (edge: string): boolean => scene.pale.has(edge) && !scene.raised.has(edge);
  for (const stacked of scene.stacked) if (!behind(stacked.edge)) paintStacked(pen, stacked, palette);
  if (detail.names) {
    for (const namespace of scene.namespaces) paintHeader(pen, namespace, palette);
    for (const { look, box } of scene.nodes) {
      pen.globalAlpha = scene.pale.has(look.id) ? paleNodeOpacity : 1;
      paintNode(pen, look, box, palette, detail.seconds);
    }
    pen.globalAlpha = 1;
  }
  // The list is sorted from the loudest on: the loudest is painted last.
  for (const mark of [...scene.marks].reverse())
    if (!behind(mark.edge)) paintMark(pen, mark, palette, ground(mark.at), detail.pills);
}

/** From far away the names of workloads are noise, those of namespaces are what one steers by: always 11 px. */
function paintFarNames(pen: CanvasRenderingContext2D, scene: Scene, palette: Palette, view: View): void {
  for (const namespace of scene.namespaces) paintFarName(pen, namespace, palette, view);
  for (const { look, box } of scene.nodes)
    if (look.folded !== undefined) paintFarName(pen, { name: look.name, box }, palette, view);
}

function paintFarName(
  pen: CanvasRenderingContext2D,
  { name, box }: Pick<NamespaceScene, "name" | "box">,
  palette: Palette,
  view: View,
): void {
  const left = (box.x - box.width / 2) * view.zoom + view.pan.x + 2;
  const top = (box.y - box.height / 2) * view.zoom + view.pan.y + 2;
  if (left > view.width || top > view.height) return;
  // Namespaces of one team begin alike: the end tells them apart. It may reach into the gap to the next box.
  const shown = fitTail(name, "pill", Math.max(24, (box.width + measures.blockGap) * view.zoom - 8));
  pen.globalAlpha = 0.88;
  pen.fillStyle = palette.box;
  pen.beginPath();
  pen.roundRect(left, top, textWidth(shown, "pill") + 6, 16, 4);
  pen.fill();
  pen.globalAlpha = 1;
  text(pen, shown, { x: left + 3, y: top + 8 }, "pill", palette.text, "left");
}

const inside = (at: Point, box: Box): boolean =>
  Math.abs(at.x - box.x) < box.width / 2 && Math.abs(at.y - box.y) < box.height / 2;

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
