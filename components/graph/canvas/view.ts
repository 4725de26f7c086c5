import type cytoscape from "cytoscape";
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
import { applyPatch, applyRoute, nodeBoxes, placedBoxes, sizeNamespace, zooms } from "./core.ts";
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
/** The second press of a double one comes within so long, in ms; until then nothing moves away from under the pointer. */
const doublePressMilliseconds = 300;
/** The legend with its margin: the layout leaves a corner of this size free. */
export const legendSize: Size = { width: 284, height: 226 };

/** The canvas and its overlay, kept together. Everything that it is told is computed by pure files. */
export class GraphView {
  #core: cytoscape.Core | null = null;
  /** Whether the overlay paints everything. */
  readonly large: boolean;
  readonly #container: HTMLElement;
  readonly #overlay: HTMLCanvasElement;
  readonly #onCorner: (corner: Corner) => void;
  #seen: Seen;
  #palette: Palette | null = null;
  #drawn: readonly CanvasElement[] = [];
  /** Null until something is held. */
  #positions: Positions | null = null;
  /** What is looked at until cytoscape keeps it. */
  #turned = { zoom: 1, pan: { x: 0, y: 0 } };
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
  /** Until then the picture stays where it is, by `performance.now()`. */
  #stillUntil = 0;
  #fitLater: ReturnType<typeof setTimeout> | undefined;
  /** True until the user moves the picture: only then is it fitted again by itself. */
  follow = true;

  /**
   * @param large cytoscape takes seconds for what the overlay paints in a blink: of a large graph it holds the nodes, for the pointer,
   * and the overlay paints everything, also before cytoscape is there. While it is moved, the picture of it is
   */
  constructor(
    container: HTMLElement,
    overlay: HTMLCanvasElement,
    large: boolean,
    seen: Seen,
    onCorner: (corner: Corner) => void,
  ) {
    this.#container = container;
    this.large = large;
    this.#overlay = overlay;
    this.#seen = seen;
    this.#onCorner = onCorner;
  }

  /** Takes cytoscape, which answers the pointer and draws small graphs; it looks at what was looked at until now. */
  attach(core: cytoscape.Core): void {
    this.#core = core;
    core.on("render", () => this.#follow());
    core.on("drag", "node", () => this.retrace());
    core.on("scrollzoom dragpan pinchzoom", () => {
      this.follow = false;
    });
    // End-to-end tests ask the canvas what it holds.
    Object.assign(this.#container, { __cy: core });
    if (this.#palette !== null) this.#style(this.#palette);
    core.viewport(this.#turned);
    this.#fill(true);
  }

  end(): void {
    clearTimeout(this.#settled);
    clearTimeout(this.#fitLater);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#overlay.style.transform = "";
    this.#core?.destroy();
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
    this.#style(this.#palette);
    this.#soon();
  }

  #style(palette: Palette): void {
    this.#core?.style(stylesheet(palette) as unknown as cytoscape.StylesheetJson);
  }

  get #size(): Size {
    return { width: this.#container.clientWidth, height: this.#container.clientHeight };
  }

  /** What part of the plane is looked at. */
  get #view(): { readonly zoom: number; readonly pan: Point } {
    return this.#core === null ? this.#turned : { zoom: this.#core.zoom(), pan: { ...this.#core.pan() } };
  }

  #turn(view: { readonly zoom: number; readonly pan: Point }): void {
    this.#turned = view;
    if (this.#core === null) this.#soon();
    else this.#core.viewport({ zoom: view.zoom, pan: { ...view.pan } });
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
    const { width, height } = this.#size;
    const [pixelsX, pixelsY] = [Math.round(width * pixelRatio), Math.round(height * pixelRatio)];
    if (this.#overlay.width !== pixelsX) this.#overlay.width = pixelsX;
    if (this.#overlay.height !== pixelsY) this.#overlay.height = pixelsY;
    const view = { ...this.#view, width, height, pixelRatio };
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
      this.large && picture !== null
        ? (detail: Detail) => paintPicture(pen, picture, { detail, opened, within })
        : null;
    paintOverlay(pen, this.#scene, this.#palette, view, ground);
  }

  /** The viewport may have moved: a small picture is painted anew, of a large one the picture is moved until it rests. */
  #follow(): void {
    if (!this.large || this.#dirty) {
      this.#paint();
      return;
    }
    const { zoom, pan } = this.#view;
    const scale = zoom / this.#painted.zoom;
    const [dx, dy] = [pan.x - this.#painted.pan.x * scale, pan.y - this.#painted.pan.y * scale];
    if (scale === 1 && dx === 0 && dy === 0) return;
    this.#overlay.style.transform = `translate(${dx}px, ${dy}px) scale(${scale})`;
    clearTimeout(this.#settled);
    this.#settled = setTimeout(() => this.#paint(), restMilliseconds);
  }

  /** The line at a point of a large graph; cytoscape finds those of a small one. */
  lineAt(at: Point): string | null {
    return this.large ? lineAt(this.#ways, this.#scene.pale, at, 6 / this.#view.zoom) : null;
  }

  /** Makes the canvas hold what is seen, each node where `positions` says; all of them are moved there when `moved`. */
  hold(positions: Positions, moved: boolean): void {
    this.#positions = positions;
    this.#fill(moved);
    this.retrace();
  }

  #fill(moved: boolean): void {
    const [core, positions] = [this.#core, this.#positions];
    if (core === null || positions === null) return;
    const { looks, drawing } = this.#seen;
    const next = this.large ? bareElements(looks) : elements(looks, drawing.edges, paleOf(drawing));
    applyPatch(core, this.#drawn, next, positions, drawing.hidden);
    this.#drawn = next;
    if (!moved) return;
    core.batch(() => {
      for (const { id } of looks) core.getElementById(id).position({ ...(positions[id] ?? { x: 0, y: 0 }) });
    });
  }

  /** Draws lines and overlay anew from where the nodes stand now. */
  retrace(): void {
    const { drawing, looks, showAllLocks, words } = this.#seen;
    const core = this.#core;
    const boxes =
      core === null ? placedBoxes(looks, this.#positions ?? {}, drawing.hidden) : nodeBoxes(core, looks);
    const traced = buildScene(drawing, looks, boxes, showAllLocks, words, this.#traced);
    this.#ways = traced.ways;
    this.#traced = traced;
    this.#scene = { ...traced.scene, cursor: this.#scene.cursor, raised: none };
    this.#showRaised();
    this.#dirty = true;
    if (core === null) {
      this.#soon();
      return;
    }
    if (!this.large)
      core.batch(() => {
        for (const namespace of traced.scene.namespaces) sizeNamespace(core, namespace);
        for (const [id, route] of traced.ways) applyRoute(core, id, route, boxes);
      });
    core.emit("render");
  }

  /** Something was pressed that may be pressed once more, or (`again`) just was. */
  pressed(again: boolean): void {
    this.#stillUntil = again ? 0 : performance.now() + doublePressMilliseconds;
  }

  /** Shows the whole picture, or what is open; with `chooseCorner` the legend goes where it covers least. */
  fit(chooseCorner: boolean): void {
    clearTimeout(this.#fitLater);
    const still = this.#stillUntil - performance.now();
    if (still > 0) {
      this.#fitLater = setTimeout(() => this.fit(chooseCorner), still);
      return;
    }
    const boxes = [...this.#scene.namespaces, ...this.#scene.nodes].map(({ box }) => box);
    const content = bounds(boxes);
    const { width, height } = this.#size;
    if (content === null || width === 0) return;
    const { opened, covered } = this.#seen;
    const size = { width: width - covered, height };
    const view = fit(content, size, opened === null ? null : this.#boxOf(opened));
    let { pan } = view;
    if (chooseCorner) {
      const things = panelThings(this.#scene, this.#ways);
      const place = panelPlace(things, content, view, size, legendSize);
      pan = { x: pan.x + place.shift.x, y: pan.y + place.shift.y };
      this.#onCorner(place.corner);
    }
    this.#dirty = true;
    this.#turn({ zoom: view.zoom, pan });
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
    const { zoom, pan } = this.#view;
    const { width, height } = this.#size;
    const next = Math.max(zooms.least, Math.min(zooms.most, zoom * factor));
    // What is in the middle stays there.
    const by = next / zoom;
    this.#turn({
      zoom: next,
      pan: { x: width / 2 - (width / 2 - pan.x) * by, y: height / 2 - (height / 2 - pan.y) * by },
    });
  }

  /** The container has another size. */
  resized(): void {
    this.#core?.resize();
    if (this.follow) this.fit(this.#seen.opened === null);
    else this.#soon();
  }

  /** A halo on the open line and a blue border on both its ends. */
  mark(opened: Opened | null): void {
    const core = this.#core;
    if (this.large || core === null) {
      this.#soon();
      return;
    }
    core.batch(() => {
      core.elements(".selected, .end").removeClass("selected end");
      if (opened === null) return;
      const element = core.getElementById(opened.id);
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
    const core = this.#core;
    if (!this.large)
      core?.batch(() => {
        core.edges(".raised").removeClass("raised");
        for (const id of raised) core.getElementById(id).addClass("raised");
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
