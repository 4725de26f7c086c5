import { type Box, facingSides, type Point, segmentHitsBox } from "./layout/geometry.ts";
import type { NodeLook } from "./node-look.ts";

/** The way of one line: straight, or a quadratic curve over `control`. */
export interface Route {
  readonly from: Point;
  readonly to: Point;
  readonly control: Point | null;
}

export interface RouteEnd extends Box {
  readonly kind: NodeLook["kind"];
}

export interface RouteEdge {
  readonly id: string;
  readonly client: string;
  readonly server: string;
}

type Side = "left" | "right" | "top" | "bottom";
const endGap = 11;
/** Of more lines than this none looks for a way around anything. */
export const searchLimit = 500;

/** Ways for all lines: ends 11 px apart on the facing sides, a curve only where something stands in the way. */
export function routes(
  boxes: ReadonlyMap<string, RouteEnd>,
  edges: readonly RouteEdge[],
  obstacles: readonly Box[],
): Map<string, Route> {
  const drawn = edges.filter(
    (edge) => edge.client !== edge.server && boxes.has(edge.client) && boxes.has(edge.server),
  );
  const slots = assignSlots(boxes, drawn);
  const result = new Map<string, Route>();
  for (const edge of drawn) {
    const a = boxes.get(edge.client);
    const b = boxes.get(edge.server);
    const start = slots.get(`${edge.id}\nclient`);
    const finish = slots.get(`${edge.id}\nserver`);
    if (a === undefined || b === undefined || start === undefined || finish === undefined) continue;
    const [from, to] = level(a, b, start, finish);
    const others =
      drawn.length > searchLimit
        ? []
        : [...boxes.entries()].flatMap(([id, box]) =>
            id === edge.client || id === edge.server ? [] : [box],
          );
    result.set(edge.id, {
      from,
      to,
      control: aroundObstacles(from, to, others, drawn.length > searchLimit ? [] : obstacles),
    });
  }
  return result;
}

/** Point on a route, `t` from 0 (client) to 1 (server). */
export function pointAt({ from, to, control }: Route, t: number): Point {
  const u = 1 - t;
  if (control === null) return { x: u * from.x + t * to.x, y: u * from.y + t * to.y };
  return {
    x: u * u * from.x + 2 * u * t * control.x + t * t * to.x,
    y: u * u * from.y + 2 * u * t * control.y + t * t * to.y,
  };
}

/** Direction of a route at `t`, as a unit vector. */
export function directionAt(route: Route, t: number): Point {
  const a = pointAt(route, Math.max(0, t - 0.01));
  const b = pointAt(route, Math.min(1, t + 0.01));
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  return { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
}

export const lengthOf = (route: Route): number =>
  Math.hypot(route.to.x - route.from.x, route.to.y - route.from.y);

interface Slot {
  readonly point: Point;
  readonly side: Side;
  /** How many lines share the side. */
  readonly shared: number;
}

function assignSlots(boxes: ReadonlyMap<string, RouteEnd>, edges: readonly RouteEdge[]): Map<string, Slot> {
  const groups = new Map<string, { key: string; at: number; edge: string }[]>();
  for (const edge of edges) {
    const a = boxes.get(edge.client);
    const b = boxes.get(edge.server);
    if (a === undefined || b === undefined) continue;
    for (const [end, own, other, node] of [
      ["client", a, b, edge.client] as const,
      ["server", b, a, edge.server] as const,
    ]) {
      const side = sideTowards(own, other);
      const key = `${node}\n${side}`;
      const at = side === "left" || side === "right" ? other.y : other.x;
      const member = { key: `${edge.id}\n${end}`, at, edge: edge.id };
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [member]);
      else group.push(member);
    }
  }
  const slots = new Map<string, Slot>();
  for (const [key, group] of groups) {
    const cut = key.lastIndexOf("\n");
    const box = boxes.get(key.slice(0, cut));
    if (box === undefined) continue;
    const side = key.slice(cut + 1) as Side;
    group.sort((a, b) => a.at - b.at || (a.edge < b.edge ? -1 : 1));
    const upright = side === "left" || side === "right";
    const gap = Math.min(endGap, ((upright ? box.height : box.width) - 14) / Math.max(1, group.length - 1));
    group.forEach((member, i) => {
      const offset = box.kind === "gateway" && side === "right" ? 0 : (i - (group.length - 1) / 2) * gap;
      slots.set(member.key, { point: onSide(box, side, offset), side, shared: group.length });
    });
  }
  return slots;
}

function sideTowards(own: Box, other: Box): Side {
  if (facingSides(own, other) === "horizontal") return other.x >= own.x ? "right" : "left";
  return other.y >= own.y ? "bottom" : "top";
}

function onSide(box: RouteEnd, side: Side, offset: number): Point {
  switch (side) {
    case "left":
      return { x: box.x - box.width / 2, y: box.y + offset };
    case "right":
      return { x: box.x + box.width / 2 - (box.kind === "gateway" ? 3 : 0), y: box.y + offset };
    case "top":
      return { x: box.x + offset, y: box.y - box.height / 2 };
    case "bottom":
      return { x: box.x + offset, y: box.y + box.height / 2 };
  }
}

/** A line that is level but for a few pixels is made level, when an end has its side for itself. */
function level(a: RouteEnd, b: RouteEnd, start: Slot, finish: Slot): [Point, Point] {
  let { point: from } = start;
  let { point: to } = finish;
  const upright = start.side === "top" || start.side === "bottom";
  const off = upright ? Math.abs(from.x - to.x) : Math.abs(from.y - to.y);
  const reach = upright ? Math.min(a.width, b.width) / 2 - 10 : 13;
  if (off === 0 || off > reach) return [from, to];
  if (start.shared === 1 && a.kind !== "gateway")
    from = upright ? { x: to.x, y: from.y } : { x: from.x, y: to.y };
  else if (finish.shared === 1) to = upright ? { x: from.x, y: to.y } : { x: to.x, y: from.y };
  return [from, to];
}

const bends = [0, 16, -16, 32, -32, 52, -52, 76, -76, 104, -104, 140, -140, 180, -180];

function aroundObstacles(from: Point, to: Point, nodes: readonly Box[], soft: readonly Box[]): Point | null {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  let best: { control: Point | null; cost: number } | null = null;
  for (const bend of bends) {
    for (const at of bend === 0 ? [0.5] : [0.5, 0.3, 0.7]) {
      const control =
        bend === 0
          ? null
          : {
              // The curve reaches half of its control point's distance from the straight line.
              x: from.x + (to.x - from.x) * at - ((to.y - from.y) / length) * bend * 2,
              y: from.y + (to.y - from.y) * at + ((to.x - from.x) / length) * bend * 2,
            };
      const cost =
        hits({ from, to, control }, nodes, 6) * 1000 +
        hits({ from, to, control }, soft, 1) * 90 +
        Math.abs(bend) * 1.2 +
        (at === 0.5 ? 0 : 8);
      if (best === null || cost < best.cost) best = { control, cost };
    }
    if (best !== null && best.cost < Math.abs(bend) * 1.2 + 1) break;
  }
  return best?.control ?? null;
}

function hits(route: Route, boxes: readonly Box[], grow: number): number {
  if (route.control === null)
    return boxes.filter((box) => segmentHitsBox(route.from, route.to, box, grow)).length;
  const pieces = 12;
  const points = Array.from({ length: pieces + 1 }, (_, i) => pointAt(route, i / pieces));
  return boxes.filter((box) =>
    points.some((point, i) => i > 0 && segmentHitsBox(points[i - 1] ?? point, point, box, grow)),
  ).length;
}

/** A route as cytoscape takes it: ends relative to their nodes, the bend relative to the straight line. */
export function routeData({ from, to, control }: Route, client: Box, server: Box) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const off = control === null ? { x: 0, y: 0 } : { x: control.x - from.x, y: control.y - from.y };
  return {
    fromEnd: px(from.x - client.x, from.y - client.y),
    toEnd: px(to.x - server.x, to.y - server.y),
    bend: -off.x * along.y + off.y * along.x,
    bendAt: control === null ? 0.5 : (off.x * along.x + off.y * along.y) / length,
  };
}

const px = (x: number, y: number): string => `${x.toFixed(2)}px ${y.toFixed(2)}px`;
