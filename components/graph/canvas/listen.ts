import type cytoscape from "cytoscape";
import type { Point } from "../layout/geometry.ts";
import type { Opened } from "../opened.ts";
import { onChevron, onHeader } from "../scene.ts";
import type { GraphView } from "./view.ts";

export interface Told {
  readonly opened: (opened: Opened | null) => void;
  /** Fold or unfold what stands there: a namespace box, or the id of a node. */
  readonly folded: (what: { readonly namespace: string } | { readonly node: string }) => void;
  /** A workload was pressed twice. */
  readonly focused: (node: string) => void;
  readonly moved: (id: string, at: Point) => void;
  readonly hovered: (at: { readonly id: string; readonly at: Point } | null) => void;
}

/** A left part of a folded node, in px at zoom 1, that unfolds it: its chevron. */
const chevronPart = 24;

/** Tells what the pointer does on the canvas, for as long as cytoscape lives. */
export function listen(core: cytoscape.Core, view: GraphView, container: HTMLElement, told: Told): void {
  const headerAt = (at: Point, on: typeof onChevron): string | null =>
    view.scene.namespaces.find((namespace) => on(namespace, at))?.name ?? null;
  const chevronOf = (node: cytoscape.NodeSingular, at: Point): boolean =>
    node.hasClass("folded") && at.x < node.position().x - node.width() / 2 + chevronPart;
  core.on("tap", ({ target, position }: cytoscape.EventObject) => {
    if (target === core) {
      const namespace = headerAt(position, onChevron);
      const line = view.lineAt(position);
      if (namespace !== null) told.folded({ namespace });
      else told.opened(line === null ? null : { kind: "edge", id: line });
    } else if (target.isNode() && chevronOf(target, position)) told.folded({ node: target.id() });
    else {
      // What opens takes room; a node that is pressed twice must still be there.
      if (target.isNode()) view.pressed(false);
      told.opened({ kind: target.isEdge() ? "edge" : "node", id: target.id() });
    }
  });
  core.on("dbltap", ({ target, position }: cytoscape.EventObject) => {
    view.pressed(true);
    if (target === core) {
      const namespace = headerAt(position, onHeader);
      // The chevron was hit by the first tap already.
      if (namespace !== null && headerAt(position, onChevron) === null) told.folded({ namespace });
    } else if (!target.isNode()) return;
    else if (!target.hasClass("folded")) told.focused(target.id());
    else if (!chevronOf(target, position)) told.folded({ node: target.id() });
  });
  core.on("dragfree", "node", ({ target }) => told.moved(target.id(), { ...target.position() }));
  core.on("mouseover", "node.node, edge", ({ target, renderedPosition }) =>
    told.hovered({ id: target.id(), at: renderedPosition }),
  );
  core.on("mouseout", "node.node, edge", () => told.hovered(null));
  core.on("pan zoom", () => told.hovered(null));
  /** The line of a large graph under the pointer. */
  let over: string | null = null;
  core.on("mousemove", ({ target, position, renderedPosition }: cytoscape.EventObject) => {
    const hand =
      target === core
        ? headerAt(position, onChevron) !== null
        : target.isNode() && chevronOf(target, position);
    container.style.cursor = hand ? "pointer" : "";
    const line = target === core ? view.lineAt(position) : null;
    if (line === over) return;
    over = line;
    told.hovered(line === null ? null : { id: line, at: renderedPosition });
  });
}
