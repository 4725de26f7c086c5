import type { Point } from "../layout/geometry.ts";
import { pointAt, type Route } from "../routes.ts";

/**
 * The line at a point of the plane: the nearest within `reach` px; one that is pale gives way to one that is not. Cytoscape knows only
 * the lines of small graphs.
 */
export function lineAt(
  ways: ReadonlyMap<string, Route>,
  pale: ReadonlySet<string>,
  at: Point,
  reach: number,
): string | null {
  let best: { readonly id: string; readonly cost: number } | null = null;
  for (const [id, way] of ways) {
    const { from, to, control } = way;
    const points = control === null ? [from, to] : [0, 0.25, 0.5, 0.75, 1].map((t) => pointAt(way, t));
    for (let i = 1; i < points.length; i++) {
      const away = distance(at, points[i - 1] ?? from, points[i] ?? to);
      const cost = away + (pale.has(id) ? reach : 0);
      if (away <= reach && (best === null || cost < best.cost)) best = { id, cost };
    }
  }
  return best?.id ?? null;
}

function distance(at: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy || 1;
  const t = Math.max(0, Math.min(1, ((at.x - a.x) * dx + (at.y - a.y) * dy) / length));
  return Math.hypot(at.x - (a.x + t * dx), at.y - (a.y + t * dy));
}
