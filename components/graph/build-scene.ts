import type { Words } from "../look/words.ts";
import type { Thing } from "./fit.ts";
import type { Drawing } from "./fold.ts";
import type { Box } from "./layout/geometry.ts";
import { bounds } from "./layout/geometry.ts";
import { measures } from "./layout/problem.ts";
import type { Line } from "./line.ts";
import { type Mark, marks } from "./marks.ts";
import { headerWidth, type NodeLook, namespaceChips } from "./node-look.ts";
import { paleOf } from "./pale.ts";
import { pointAt, type Route, type RouteEnd, routes, searchLimit } from "./routes.ts";
import { headerBoxes, type NamespaceScene, type Scene, type StackedScene } from "./scene.ts";
import { textWidth } from "./text-width.ts";

export interface Traced {
  readonly ways: ReadonlyMap<string, Route>;
  /** What the ways were found for. */
  readonly waysFor: WaysFor;
  readonly scene: Omit<Scene, "cursor" | "raised">;
  /** Marks of lines that were pale until now. */
  readonly marksOf: (lines: readonly Line[]) => Mark[];
}

interface WaysFor {
  readonly boxes: ReadonlyMap<string, RouteEnd>;
  readonly edges: readonly Line[];
  readonly headers: readonly Box[];
}

/**
 * Ways of the lines, and everything that the overlay paints, from where the nodes stand. Pure.
 * @param before what stood there until now: its ways are taken over where a new verdict moved nothing
 */
export function buildScene(
  drawing: Drawing,
  looks: readonly NodeLook[],
  boxes: ReadonlyMap<string, RouteEnd>,
  showAllLocks: boolean,
  words: Words,
  before: Traced | null = null,
): Traced {
  const namespaces = namespaceScenes(drawing, looks, boxes, words);
  const headers = namespaces.flatMap((namespace) =>
    headerBoxes(namespace, textWidth(namespace.name, "name")),
  );
  const waysFor: WaysFor = { boxes, edges: drawing.edges, headers };
  const ways =
    before !== null && sameWays(before, waysFor) ? before.ways : routes(boxes, drawing.edges, headers);
  const pale = paleOf(drawing);
  const all = [...boxes.values()];
  const marksOf = (lines: readonly Line[]): Mark[] => marks(lines, ways, all, headers, showAllLocks);
  return {
    ways,
    waysFor,
    marksOf,
    scene: {
      namespaces,
      nodes: looks.flatMap((look) => {
        const box = boxes.get(look.id);
        return box === undefined ? [] : [{ look, box }];
      }),
      stacked: stackedScenes(drawing, ways),
      pale,
      marks: marksOf(pale.size === 0 ? drawing.edges : drawing.edges.filter(({ id }) => !pale.has(id))),
    },
  };
}

/** Whether nothing moved, came or went. */
function sameWays({ ways, waysFor: a }: Traced, b: WaysFor): boolean {
  return (
    a.boxes.size === b.boxes.size &&
    a.edges.length === b.edges.length &&
    a.edges.every(({ id }, i) => id === b.edges[i]?.id) &&
    (ways.size > searchLimit ||
      (a.headers.length === b.headers.length && a.headers.every((box, i) => sameBox(box, b.headers[i])))) &&
    [...a.boxes].every(([id, box]) => {
      const other = b.boxes.get(id);
      return box.kind === other?.kind && sameBox(box, other);
    })
  );
}

const sameBox = (a: Box, b: Box | undefined): boolean =>
  a.x === b?.x && a.y === b.y && a.width === b.width && a.height === b.height;

function namespaceScenes(
  drawing: Drawing,
  looks: readonly NodeLook[],
  boxes: ReadonlyMap<string, Box>,
  words: Words,
): NamespaceScene[] {
  const own = Map.groupBy(looks, (look) => look.namespace);
  return drawing.namespaces.flatMap((namespace): NamespaceScene[] => {
    const inner = bounds((own.get(namespace.name) ?? []).flatMap(({ id }) => boxes.get(id) ?? []));
    if (inner === null) return [];
    const width = Math.max(inner.width, headerWidth(namespace, words)) + 2 * measures.boxPadding;
    const height = inner.height + measures.boxHeader + 2 * measures.boxPadding;
    const box = { x: inner.x, y: inner.y - measures.boxHeader / 2, width, height };
    return [{ name: namespace.name, chips: namespaceChips(namespace, words), box }];
  });
}

/** Each kind of end that the endpoints of one edge have, once. */
function stackedScenes(drawing: Drawing, ways: ReadonlyMap<string, Route>): StackedScene[] {
  return drawing.edges.flatMap((edge): StackedScene[] => {
    const route = ways.get(edge.id);
    if (edge.outcome !== "mixed" || route === undefined) return [];
    const kinds = new Map(
      edge.endpoints.map((endpoint) => [`${endpoint.outcome} ${endpoint.transport}`, endpoint]),
    );
    const faint = !edge.evidence.observed && !edge.evidence.asked;
    return [{ edge: edge.id, route, lines: [...kinds.values()].slice(0, 3), faint }];
  });
}

/** What the legend should not cover: workloads first, then boxes, then lines. */
export function panelThings(scene: Scene, ways: ReadonlyMap<string, Route>): Thing[] {
  const points = [...ways.values()].flatMap((route) =>
    [0.1, 0.3, 0.5, 0.7, 0.9].map((t) => pointAt(route, t)),
  );
  return [
    ...scene.nodes.map(({ box }) => ({ box, weight: 100 })),
    ...scene.namespaces.map(({ box }) => ({ box, weight: 30 })),
    ...points.map((at) => ({ box: { ...at, width: 1, height: 1 }, weight: 8 })),
  ];
}
