import cytoscape from "cytoscape";
import type { Words } from "../../look/words.ts";
import { buildScene, panelThings, type Traced } from "../build-scene.ts";
import { bareElements, type CanvasElement, elements } from "../elements.ts";
import { type Corner, fit, panelPlace, type Size } from "../fit.ts";
import type { Drawing } from "../fold.ts";
import { type Box, bounds, type Point } from "../layout/geometry.ts";
import type { Positions } from "../layout/problem.ts";
import type { Detail } from "../lod.ts";
import type { NodeLook } from "../node-look.ts";
import type { Opened } from "../opened.ts";
import { paintOverlay } from "../overlay.ts";
import { paintPicture } from "../paint-picture.ts";
import { paleOf } from "../pale.ts";
import { type Palette, readPalette } from "../palette.ts";
import type { Picture } from "../picture.ts";
import type { Route } from "../routes.ts";
import type { Scene } from "../scene.ts";
import { stylesheet } from "../stylesheet.ts";
import { applyPatch, applyRoute, nodeBoxes, sizeNamespace } from "./core.ts";
import { lineAt } from "./line-at.ts";

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
/** So long after the last move a large picture is painted anew, in ms. */
const restMilliseconds = 120;
/** The legend with its margin: the layout leaves a corner of this size free. */
export const legendSize: Size = { width: 284, height: 226 };

/** The canvas and its overlay, kept together. Everything that it is told is computed by pure files. */
export class GraphView {
  readonly core: cytoscape.Core;
  readonly #large: boolean;
  readonly #container: HTMLElement;
  readonly #overlay: HTMLCanvasElement;
  readonly #onCorner: (corner: Corner) => void;
  #seen: Seen;
  #palette: Palette | null = null;
  #drawn: readonly CanvasElement[] = [];
  #scene: Scene = emptyScene;
  #traced: Traced | null = null;
  /** What is looked at: nodes raise all their lines. */
  #raised: readonly string[] = [];
  #ways: ReadonlyMap<string, Route> = new Map();
  /** Where the overlay was painted for, and whether something else has changed since. */
  #painted = { zoom: 1, pan: { x: 0, y: 0 } };
  #dirty = true;
  #settled: ReturnType<typeof setTimeout> | undefined;
  #frame: number | undefined;
  /** True until the user moves the picture: only then is it fitted again by itself. */
  follow = true;

  /**
   * @param large cytoscape takes seconds for what the overlay paints in a blink: of a large graph it holds the nodes, for the pointer,
   * and the overlay paints everything. While it is moved, the picture of it is
   */
  constructor(
    container: HTMLElement,
    overlay: HTMLCanvasElement,
    large: boolean,
    seen: Seen,
    onCorner: (corner: Corner) => void,
  ) {
    this.#container = container;
    this.#large = large;
    this.#overlay = overlay;
    this.#seen = seen;
    this.#onCorner = onCorner;
    this.core = cytoscape({
      container,
      minZoom: 0.02,
      maxZoom: 3,
      boxSelectionEnabled: false,
      autounselectify: true,
      ...(large ? { pixelRatio: 1 } : {}),
      layout: { name: "preset" },
    });
    this.core.on("render", () => this.#follow());
    this.core.on("drag", "node", () => this.retrace());
    this.core.on("scrollzoom dragpan pinchzoom", () => {
      this.follow = false;
    });
    // End-to-end tests ask the canvas what it holds.
    Object.assign(container, { __cy: this.core });
  }

  end(): void {
    clearTimeout(this.#settled);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#overlay.style.transform = "";
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
    this.#soon();
  }

  /** What changes within one frame is painted once. */
  #soon(): void {
    this.#dirty = true;
    this.#frame ??= requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    const pen = this.#overlay.getContext("2d");
    if (pen === null || this.#palette === null) return;
    const pixelRatio = window.devicePixelRatio;
    const [width, height] = [this.core.width(), this.core.height()];
    const [pixelsX, pixelsY] = [Math.round(width * pixelRatio), Math.round(height * pixelRatio)];
    if (this.#overlay.width !== pixelsX) this.#overlay.width = pixelsX;
    if (this.#overlay.height !== pixelsY) this.#overlay.height = pixelsY;
    const view = { zoom: this.core.zoom(), pan: { ...this.core.pan() }, width, height, pixelRatio };
    this.#overlay.style.transform = "";
    this.#painted = view;
    this.#dirty = false;
    const picture = this.picture();
    const opened = this.#seen.opened?.id ?? null;
    const within = {
      x: (width / 2 - view.pan.x) / view.zoom,
      y: (height / 2 - view.pan.y) / view.zoom,
      width: width / view.zoom,
      height: height / view.zoom,
    };
    const ground =
      this.#large && picture !== null
        ? (detail: Detail) => paintPicture(pen, picture, { detail, opened, within })
        : null;
    paintOverlay(pen, this.#scene, this.#palette, view, ground);
  }

  /** The viewport may have moved: a small picture is painted anew, of a large one the picture is moved until it rests. */
  #follow(): void {
    if (!this.#large || this.#dirty) {
      this.#paint();
      return;
    }
    const [zoom, pan] = [this.core.zoom(), this.core.pan()];
    const scale = zoom / this.#painted.zoom;
    const [dx, dy] = [pan.x - this.#painted.pan.x * scale, pan.y - this.#painted.pan.y * scale];
    if (scale === 1 && dx === 0 && dy === 0) return;
    this.#overlay.style.transform = `translate(${dx}px, ${dy}px) scale(${scale})`;
    clearTimeout(this.#settled);
    this.#settled = setTimeout(() => this.#paint(), restMilliseconds);
  }

  /** The line at a point of a large graph; cytoscape finds those of a small one. */
  lineAt(at: Point): string | null {
    return this.#large ? lineAt(this.#ways, this.#scene.pale, at, 6 / this.core.zoom()) : null;
  }

  /** Makes the canvas hold what is seen, each node where `positions` says; all of them are moved there when `moved`. */
  hold(positions: Positions, moved: boolean): void {
    const { looks, drawing } = this.#seen;
    const next = this.#large ? bareElements(looks) : elements(looks, drawing.edges, paleOf(drawing));
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
    this.#traced = traced;
    this.#scene = { ...traced.scene, cursor: this.#scene.cursor, raised: none };
    this.#showRaised();
    this.#dirty = true;
    if (!this.#large)
      this.core.batch(() => {
        for (const namespace of traced.scene.namespaces) sizeNamespace(this.core, namespace);
        for (const [id, route] of traced.ways) applyRoute(this.core, id, route, boxes);
      });
    this.core.emit("render");
  }

  /** Shows the whole picture, or what is open; with `chooseCorner` the legend goes where it covers least. */
  fit(chooseCorner: boolean): void {
    const boxes = [...this.#scene.namespaces, ...this.#scene.nodes].map(({ box }) => box);
    const content = bounds(boxes);
    if (content === null || this.core.width() === 0) return;
    const { opened, covered } = this.#seen;
    const size = { width: this.core.width() - covered, height: this.core.height() };
    const view = fit(content, size, opened === null ? null : this.#boxOf(opened));
    let { pan } = view;
    if (chooseCorner) {
      const things = panelThings(this.#scene, this.#ways);
      const place = panelPlace(things, content, view, size, legendSize);
      pan = { x: pan.x + place.shift.x, y: pan.y + place.shift.y };
      this.#onCorner(place.corner);
    }
    this.#dirty = true;
    this.core.viewport({ zoom: view.zoom, pan });
    this.follow = true;
  }

  /** What the picture is turned to when something is open. */
  #boxOf({ id }: Opened): Box | null {
    const line = this.#seen.drawing.edges.find((edge) => edge.id === id);
    const ends = line === undefined ? [id] : [line.client, line.server];
    return bounds(this.#scene.nodes.filter(({ look }) => ends.includes(look.id)).map(({ box }) => box));
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
    if (this.#large) {
      this.#soon();
      return;
    }
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
    if (ids.length === 0 && this.#raised.length === 0) return;
    this.#raised = ids;
    this.#showRaised();
    this.#soon();
  }

  #showRaised(): void {
    if (this.#traced === null || this.#scene.pale.size === 0) return;
    const wanted = new Set(this.#raised);
    const lines = this.#seen.drawing.edges.filter(
      ({ id, client, server }) => wanted.has(id) || wanted.has(client) || wanted.has(server),
    );
    const raised = new Set(lines.map(({ id }) => id));
    if (!this.#large)
      this.core.batch(() => {
        this.core.edges(".raised").removeClass("raised");
        for (const id of raised) this.core.getElementById(id).addClass("raised");
      });
    const marks = [
      ...this.#traced.scene.marks,
      ...this.#traced.marksOf(lines.filter(({ id }) => this.#scene.pale.has(id))),
    ];
    this.#scene = { ...this.#scene, raised, marks };
  }

  /** The ring of the keyboard's place; null when it is nowhere. */
  point(id: string | null): void {
    const node = this.#scene.nodes.find(({ look }) => look.id === id);
    const route = id === null ? undefined : this.#ways.get(id);
    const cursor = node !== undefined ? { box: node.box } : route !== undefined ? { route } : null;
    this.#scene = { ...this.#scene, cursor };
    this.#soon();
  }

  /** Everything that is drawn: what an export is made of. */
  picture(): Picture | null {
    if (this.#palette === null) return null;
    const { drawing } = this.#seen;
    return { drawing, scene: this.#scene, ways: this.#ways, palette: this.#palette };
  }
}
