import type { GlyphName } from "../look/glyphs.ts";
import { type ColourFamily, type OutcomeLook, outcomeLook } from "../look/outcome.ts";
import { type TransportLook, transportLook } from "../look/transport.ts";
import { Crowd, Dots, type Dotted } from "./crowd.ts";
import { type Box, type Point, segmentHitsBox } from "./layout/geometry.ts";
import type { Line } from "./line.ts";
import { directionAt, lengthOf, pointAt, type Route } from "./routes.ts";
import { crossAt } from "./stylesheet.ts";
import { textWidth } from "./text-width.ts";

/** Something that stands on a line, in a gap of it. */
export interface Mark {
  readonly edge: string;
  readonly kind: "lock" | "cross" | "bolt" | "figure" | "pill" | "question";
  readonly at: Point;
  readonly direction: Point;
  readonly family: ColourFamily;
  readonly glyph: GlyphName | null;
  readonly text: string;
  /** Paler, as its line is. */
  readonly faint: boolean;
}

interface Wish {
  readonly kind: Mark["kind"];
  readonly family: ColourFamily;
  readonly glyph: GlyphName | null;
  readonly text: string;
  /** Best share of the way, then how far it may wander. */
  readonly prefer: number;
  readonly least: number;
  readonly most: number;
  readonly width: number;
  readonly height: number;
}

const searchLimit = 400;

/** Where every lock, cross, bolt and label stands: on its line, off the boxes, off each other. */
export function marks(
  edges: readonly Line[],
  routes: ReadonlyMap<string, Route>,
  boxes: readonly Box[],
  headers: readonly Box[],
  showAllLocks: boolean,
): Mark[] {
  const search = edges.length <= searchLimit;
  const lines: readonly Dotted[] = search
    ? // Only lines that have marks of their own: in a large picture thousands of pale ones run below everything anyway.
      edges.flatMap(({ id }) => {
        const route = routes.get(id);
        return route === undefined ? [] : [{ id, points: samples.map((t) => pointAt(route, t)) }];
      })
    : [];
  const dots = new Dots(lines, 11);
  const still = new Crowd(boxes);
  const above = new Crowd(headers);
  const placed = new Crowd([]);
  const result: Mark[] = [];
  const wishes = edges.flatMap((edge) => wishesOf(edge, showAllLocks).map((wish) => ({ edge, wish })));
  wishes.sort((a, b) => rank[a.wish.kind] - rank[b.wish.kind]);
  for (const { edge, wish } of wishes) {
    const route = routes.get(edge.id);
    if (route === undefined || (wish.kind === "lock" && lengthOf(route) < 34)) continue;
    let best = { t: wish.prefer, cost: Number.POSITIVE_INFINITY };
    // Without a search there is one place, whatever stands there.
    for (const t of search ? candidates(wish) : []) {
      const box = { ...pointAt(route, t), width: wish.width, height: wish.height };
      const cost =
        still.count(box, 3) * 900 +
        placed.count(box, 3) * 700 +
        above.count(box, 2) * 300 +
        dots.count(box, edge.id) * 45 +
        Math.abs(t - wish.prefer) * 90;
      if (cost < best.cost) best = { t, cost };
    }
    const at = pointAt(route, best.t);
    placed.add({ ...at, width: wish.width, height: wish.height });
    const mark: Mark = {
      edge: edge.id,
      kind: wish.kind,
      at,
      direction: directionAt(route, best.t),
      family: wish.family,
      glyph: wish.glyph,
      text: wish.text,
      faint: !edge.evidence.observed && !edge.evidence.asked,
    };
    result.push(mark);
    if (wish.kind === "bolt") {
      const figure = figureBeside(mark, [still, above, placed], lines);
      if (figure !== null) {
        placed.add(figure.box);
        result.push(figure.mark);
      }
    }
  }
  return result;
}

/** A bolt's figure stands beside it where there is room; where there is none, the tooltip has it. */
function figureBeside(
  bolt: Mark,
  crowds: readonly Crowd[],
  lines: readonly Dotted[],
): { mark: Mark; box: Box } | null {
  const size = { width: textWidth(bolt.text, "pill") + 12, height: 16 };
  const beside = (size.width + 30) / 2;
  const free = [
    { x: 0, y: -26 },
    { x: 0, y: 26 },
    { x: beside, y: 0 },
    { x: -beside, y: 0 },
  ]
    .map(({ x, y }) => ({ x: bolt.at.x + x, y: bolt.at.y + y, ...size }))
    .filter((spot) => bolt.text !== "" && !crowds.some((crowd) => crowd.count(spot, 1) > 0));
  const crossed = (spot: Box): number =>
    lines.filter(({ points }) => points.some((p, i) => i > 0 && segmentHitsBox(points[i - 1] ?? p, p, spot)))
      .length;
  const [box] = free.sort((a, b) => crossed(a) - crossed(b));
  return box === undefined ? null : { box, mark: { ...bolt, kind: "figure", at: { x: box.x, y: box.y } } };
}

/** The loudest first: it gets the best place, and is painted last. */
const rank = { bolt: 0, figure: 1, cross: 2, pill: 3, question: 4, lock: 5 } satisfies Record<
  Mark["kind"],
  number
>;

const samples = Array.from({ length: 25 }, (_, i) => i / 24);

const candidates = (wish: Wish): number[] =>
  Array.from({ length: 17 }, (_, i) => wish.least + ((wish.most - wish.least) * i) / 16).concat(wish.prefer);

function wishesOf(edge: Line, showAllLocks: boolean): Wish[] {
  const look: OutcomeLook = outcomeLook[edge.outcome];
  const transport: TransportLook | null = edge.transport === null ? null : transportLook[edge.transport];
  const wishes: Wish[] = [];
  const on = { family: look.family, glyph: null, text: "" };
  if (edge.disagrees !== null) {
    wishes.push({
      kind: "bolt",
      family: "disagrees",
      glyph: "bolt",
      text: edge.disagrees.label,
      prefer: 0.5,
      least: 0.3,
      most: 0.7,
      width: 30,
      height: 30,
    });
  }
  if (look.mark === "cross")
    wishes.push({
      ...on,
      kind: "cross",
      prefer: crossAt,
      least: crossAt,
      most: crossAt,
      width: 19,
      height: 19,
    });
  if (
    edge.label !== null &&
    edge.label !== "?" &&
    (edge.rolled !== undefined || edge.outcome === "depends" || edge.outcome === "unknown")
  ) {
    wishes.push({
      ...on,
      kind: "pill",
      text: edge.label,
      prefer: 0.48,
      least: 0.2,
      most: 0.78,
      width: textWidth(edge.label, "pill") + 18,
      height: 18,
    });
  } else if (edge.outcome === "unknown") {
    wishes.push({
      ...on,
      kind: "question",
      text: "?",
      prefer: 0.72,
      least: 0.3,
      most: 0.85,
      width: 20,
      height: 20,
    });
  }
  const lock = transport?.lock ?? (showAllLocks && transport !== null ? "closed" : null);
  if (lock !== null && look.mark !== "stacked") {
    const prefer =
      look.mark === "cross" ? 0.32 : edge.disagrees !== null || edge.label !== null ? 0.25 : 0.45;
    const most = look.mark === "cross" ? 0.4 : 0.75;
    wishes.push({
      ...on,
      kind: "lock",
      glyph: lock === "open" ? "lockOpen" : "lockClosed",
      prefer,
      least: 0.2,
      most,
      width: 18,
      height: 18,
    });
  }
  return wishes;
}
