import cytoscape from "cytoscape";
import type { Words } from "../../look/words.ts";
import { buildScene, panelThings } from "../build-scene.ts";
import { type CanvasElement, elements } from "../elements.ts";
import { type Corner, fit, panelPlace, type Size } from "../fit.ts";
import type { Drawing } from "../fold.ts";
import type { Positions } from "../layout/problem.ts";
import type { NodeLook } from "../node-look.ts";
import type { Opened } from "../opened.ts";
import { paintOverlay } from "../overlay.ts";
import { paleOf } from "../pale.ts";
import { type Palette, readPalette } from "../palette.ts";
import type { Picture } from "../picture.ts";
import type { Route } from "../routes.ts";
import type { Scene } from "../scene.ts";
import { stylesheet } from "../stylesheet.ts";
import { applyPatch, applyRoute, boxOf, focusBox, nodeBoxes, sizeNamespace } from "./core.ts";

/** What is drawn now, and how. */
export interface Seen {
  readonly drawing: Drawing;
  readonly looks: readonly NodeLook[];
  readonly opened: Opened | null;
  /** Width in px at the right that the drawer covers. */
  readonly covered: number;
  readonly showAllLocks: boolean;
  readonly words: Words;
}

const none: ReadonlySet<string> = new Set();
const emptyScene: Scene = {
  namespaces: [],
  nodes: [],
  stacked: [],
  marks: [],
  pale: none,
  raised: none,
  cursor: null,
};
/** The legend with its margin: the layout leaves a corner of this size free. */
export const legendSize: Size = { width: 284, height: 226 };

/** The canvas and its overlay, kept together. Everything that it is told is computed by pure files. */
export class GraphView {
  readonly core: cytoscape.Core;
  readonly #container: HTMLElement;
  readonly #overlay: HTMLCanvasElement;
  readonly #onCorner: (corner: Corner) => void;
  #seen: Seen;
  #palette: Palette | null = null;
  #drawn: readonly CanvasElement[] = [];
  #scene: Scene = emptyScene;
  #ways: ReadonlyMap<string, Route> = new Map();
  /** True until the user moves the picture: only then is it fitted again by itself. */
  follow = true;

  /** @param large a large graph moves as a picture of itself, without its edges, in plain pixels */
  constructor(
    container: HTMLElement,
    overlay: HTMLCanvasElement,
    large: boolean,
    seen: Seen,
    onCorner: (corner: Corner) => void,
  ) {
    this.#container = container;
    this.#overlay = overlay;
    this.#seen = seen;
    this.#onCorner = onCorner;
    this.core = cytoscape({
      container,
      minZoom: 0.02,
      maxZoom: 3,
      boxSelectionEnabled: false,
      autounselectify: true,
      textureOnViewport: large,
      hideEdgesOnViewport: large,
      ...(large ? { pixelRatio: 1 } : {}),
      layout: { name: "preset" },
    });
    this.core.on("render", () => this.paint());
    this.core.on("drag", "node", () => this.retrace());
    this.core.on("scrollzoom dragpan pinchzoom", () => {
      this.follow = false;
    });
    // End-to-end tests ask the canvas what it holds.
    Object.assign(container, { __cy: this.core });
  }

  end(): void {
    this.core.destroy();
  }

  see(seen: Seen): void {
    this.#seen = seen;
  }

  get scene(): Scene {
    return this.#scene;
  }

  /** Takes the colours of the theme in force. */
  dress(): void {
    this.#palette = readPalette(this.#container);
    this.core.style(stylesheet(this.#palette) as unknown as cytoscape.StylesheetJson);
    this.paint();
  }

  paint(): void {
    const pen = this.#overlay.getContext("2d");
    if (pen === null || this.#palette === null) return;
    const pixelRatio = window.devicePixelRatio;
    const [width, height] = [this.core.width(), this.core.height()];
    const [pixelsX, pixelsY] = [Math.round(width * pixelRatio), Math.round(height * pixelRatio)];
    if (this.#overlay.width !== pixelsX) this.#overlay.width = pixelsX;
    if (this.#overlay.height !== pixelsY) this.#overlay.height = pixelsY;
    const view = { zoom: this.core.zoom(), pan: this.core.pan(), width, height, pixelRatio };
    paintOverlay(pen, this.#scene, this.#palette, view);
  }

  /** Makes the canvas hold what is seen, each node where `positions` says; all of them are moved there when `moved`. */
  hold(positions: Positions, moved: boolean): void {
    const { looks, drawing } = this.#seen;
    const next = elements(looks, drawing.edges, paleOf(drawing));
    applyPatch(this.core, this.#drawn, next, positions, drawing.hidden);
    this.#drawn = next;
    if (moved)
      this.core.batch(() => {
        for (const { id } of looks)
          this.core.getElementById(id).position({ ...(positions[id] ?? { x: 0, y: 0 }) });
      });
    this.retrace();
  }

  /** Draws lines and overlay anew from where the nodes stand now. */
  retrace(): void {
    const { drawing, looks, showAllLocks, words } = this.#seen;
    const boxes = nodeBoxes(this.core, looks);
    const traced = buildScene(drawing, looks, boxes, showAllLocks, words);
    this.#ways = traced.ways;
    this.#scene = { ...traced.scene, cursor: this.#scene.cursor, raised: this.#scene.raised };
    this.core.batch(() => {
      for (const namespace of traced.scene.namespaces) sizeNamespace(this.core, namespace);
      for (const [id, route] of traced.ways) applyRoute(this.core, id, route, boxes);
    });
    this.core.emit("render");
  }

  /** Shows the whole picture, or what is open; with `chooseCorner` the legend goes where it covers least. */
  fit(chooseCorner: boolean): void {
    const content = boxOf(this.core.nodes(":visible"));
    if (content === null || this.core.width() === 0) return;
    const { opened, covered } = this.#seen;
    const size = { width: this.core.width() - covered, height: this.core.height() };
    const view = fit(content, size, opened === null ? null : focusBox(this.core, opened));
    let { pan } = view;
    if (chooseCorner) {
      const things = panelThings(this.#scene, this.#ways);
      const place = panelPlace(things, content, view, size, legendSize);
      pan = { x: pan.x + place.shift.x, y: pan.y + place.shift.y };
      this.#onCorner(place.corner);
    }
    this.core.viewport({ zoom: view.zoom, pan });
    this.follow = true;
  }

  zoomBy(factor: number): void {
    this.follow = false;
    this.core.zoom({
      level: this.core.zoom() * factor,
      renderedPosition: { x: this.core.width() / 2, y: this.core.height() / 2 },
    });
  }

  /** A halo on the open line and a blue border on both its ends. */
  mark(opened: Opened | null): void {
    this.core.batch(() => {
      this.core.elements(".selected, .end").removeClass("selected end");
      if (opened === null) return;
      const element = this.core.getElementById(opened.id);
      element.addClass("selected");
      if (element.isEdge()) element.connectedNodes().addClass("end");
    });
  }

  /** Draws pale lines in full: the line itself, or all lines of a node. */
  raise(ids: readonly string[]): void {
    if (this.#scene.pale.size === 0) return;
    const lines = ids.flatMap((id) => [
      ...this.core.edges().filter((edge) => edge.id() === id),
      ...this.core.getElementById(id).connectedEdges().toArray(),
    ]);
    this.core.batch(() => {
      this.core.edges(".raised").removeClass("raised");
      for (const line of lines) line.addClass("raised");
    });
    this.#scene = { ...this.#scene, raised: new Set(lines.map((line) => line.id())) };
    this.core.emit("render");
  }

  /** The ring of the keyboard's place; null when it is nowhere. */
  point(id: string | null): void {
    const node = this.#scene.nodes.find(({ look }) => look.id === id);
    const route = id === null ? undefined : this.#ways.get(id);
    const cursor = node !== undefined ? { box: node.box } : route !== undefined ? { route } : null;
    this.#scene = { ...this.#scene, cursor };
    this.paint();
  }

  /** Where the nodes stand now, and everything that is drawn: what an export is made of. */
  picture(): Picture | null {
    if (this.#palette === null) return null;
    const { drawing } = this.#seen;
    return { drawing, scene: this.#scene, ways: this.#ways, palette: this.#palette };
  }
}
