import type cytoscape from "cytoscape";
import { type CanvasElement, namespaceId } from "../elements.ts";
import type { Box } from "../layout/geometry.ts";
import { measures, type Positions } from "../layout/problem.ts";
import type { NodeLook } from "../node-look.ts";
import { holds, patch } from "../patch.ts";
import { type Route, type RouteEnd, routeData } from "../routes.ts";
import type { NamespaceScene } from "../scene.ts";

/** How far the picture can be zoomed. */
export const zooms = { least: 0.02, most: 3 } as const;

/** Where the nodes are to stand; hidden ones are left out. */
export function placedBoxes(
  looks: readonly NodeLook[],
  positions: Positions,
  hidden: ReadonlySet<string>,
): Map<string, RouteEnd> {
  const boxes = new Map<string, RouteEnd>();
  for (const { id, width, height, kind } of looks)
    if (!hidden.has(id)) boxes.set(id, { ...(positions[id] ?? { x: 0, y: 0 }), width, height, kind });
  return boxes;
}

/** Where the nodes stand, in graph coordinates; hidden ones are left out. */
export function nodeBoxes(core: cytoscape.Core, looks: readonly NodeLook[]): Map<string, RouteEnd> {
  const boxes = new Map<string, RouteEnd>();
  for (const { id, width, height, kind } of looks) {
    const node = core.getElementById(id);
    if (node.nonempty() && !node.hasClass("hidden"))
      boxes.set(id, { ...node.position(), width, height, kind });
  }
  return boxes;
}

/** Makes the canvas hold `after` instead of `before`, in one batch. */
export function applyPatch(
  core: cytoscape.Core,
  before: readonly CanvasElement[],
  after: readonly CanvasElement[],
  positions: Positions,
  hidden: ReadonlySet<string>,
): void {
  const { remove, add, update } = patch(before, after);
  core.batch(() => {
    for (const id of remove) core.getElementById(id).remove();
    for (const { group, data, classes } of add) {
      const at = positions[data.id];
      core.add({ group, data: { ...data }, classes, ...(at === undefined ? {} : { position: { ...at } }) });
    }
    for (const { data, classes } of update) {
      const element = core.getElementById(data.id);
      // What is open stays marked, and where it runs stays known, while its verdict changes.
      const marks = ["selected", "end", "raised", "routed", "curved"].filter((mark) =>
        element.hasClass(mark),
      );
      element.data({ ...data }).classes([classes, ...marks].join(" "));
    }
    for (const node of core.nodes(".node")) setClass(node, "hidden", hidden.has(node.id()));
    for (const box of core.nodes(".namespace")) {
      setClass(box, "hidden", box.children().not(".hidden").empty());
    }
  });
}

/** Cytoscape styles an element anew also when a class is set that it has, or taken that it has not. */
function setClass(element: cytoscape.NodeSingular, name: string, wanted: boolean): void {
  if (element.hasClass(name) !== wanted) element.toggleClass(name, wanted);
}

/** Makes room above the workloads for the header of their namespace. */
export function sizeNamespace(core: cytoscape.Core, { name, box }: NamespaceScene): void {
  const element = core.getElementById(namespaceId(name));
  const size = `${box.width} ${box.height}`;
  if (element.scratch("size") === size) return;
  element.scratch("size", size).style({
    "min-width": `${box.width - 2 * measures.boxPadding}px`,
    "min-height": `${box.height - 2 * measures.boxPadding}px`,
  });
}

/** Gives an edge its way between the boxes of its ends. */
export function applyRoute(
  core: cytoscape.Core,
  id: string,
  route: Route,
  boxes: ReadonlyMap<string, Box>,
): void {
  const edge = core.getElementById(id);
  if (edge.empty()) return;
  const client = boxes.get(edge.source().id());
  const server = boxes.get(edge.target().id());
  if (client === undefined || server === undefined) return;
  const data = routeData(route, client, server);
  // Setting data, also to what it is, makes cytoscape style the edge anew; after a new revision most run as before.
  if (edge.hasClass("routed") && holds(edge.data(), data)) return;
  edge.data(data);
  edge.addClass("routed");
  edge.toggleClass("curved", route.control !== null);
}
