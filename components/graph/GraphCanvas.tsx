"use client";
import { RhUiAddIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-add-icon";
import { RhUiExpandArrowsIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-expand-arrows-icon";
import { RhUiMinusIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-minus-icon";
import cytoscape from "cytoscape";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { words } from "../look/words.ts";
import { useTheme } from "../shell/ThemeToggle.tsx";
import buttons from "../ui/button.module.css";
import { nextStop, stops } from "./cursor.ts";
import { type CanvasElement, elements, namespaceId } from "./elements.ts";
import { type Corner, fit, freeCorner } from "./fit.ts";
import styles from "./GraphCanvas.module.css";
import { arrange } from "./layout/arrange.ts";
import { type Box, bounds } from "./layout/geometry.ts";
import { newcomersOnly, placeNewcomers } from "./layout/newcomers.ts";
import { measures, type Positions } from "./layout/problem.ts";
import { layoutProblem } from "./layout-problem.ts";
import { marks } from "./marks.ts";
import { headerWidth, namespaceChips, nodeLooks } from "./node-look.ts";
import { paintOverlay } from "./overlay.ts";
import { type Palette, readPalette } from "./palette.ts";
import { patch } from "./patch.ts";
import { type Route, type RouteEnd, routes } from "./routes.ts";
import { headerBoxes, type NamespaceScene, type Scene } from "./scene.ts";
import type { Shown } from "./shown.ts";
import { stylesheet } from "./stylesheet.ts";
import { textWidth } from "./text-width.ts";
import { useFontsReady } from "./use-fonts-ready.ts";

export interface Opened {
  readonly kind: "node" | "edge";
  readonly id: string;
}

interface Props {
  readonly shown: Shown;
  readonly opened: Opened | null;
  readonly showAllLocks: boolean;
  /** Changes when the picture should be laid out anew: another choice of namespaces, or the button. */
  readonly arrangement: string;
  readonly onOpen: (opened: Opened | null) => void;
  /** Stands in the corner where it covers least. */
  readonly legend: ReactNode;
}

const emptyScene: Scene = { namespaces: [], nodes: [], stacked: [], marks: [], cursor: null };
const largeGraph = 300;
const legendSize = { width: 252, height: 208 };

/** The graph itself, and the only place where cytoscape is known. Everything it is told is computed by pure files. */
export function GraphCanvas({ shown, opened, showAllLocks, arrangement, onOpen, legend }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const cy = useRef<cytoscape.Core | null>(null);
  const palette = useRef<Palette | null>(null);
  const scene = useRef<Scene>(emptyScene);
  const drawn = useRef<readonly CanvasElement[]>([]);
  const ways = useRef<ReadonlyMap<string, Route>>(new Map());
  const arranged = useRef<{ arrangement: string; positions: Positions } | null>(null);
  const follow = useRef(true);
  const [laidOut, setLaidOut] = useState(0);
  const [cursor, setCursor] = useState(-1);
  const [focused, setFocused] = useState(false);
  const [corner, setCorner] = useState<Corner>("bottomLeft");
  const [tip, setTip] = useState<{ x: number; y: number; text: string } | null>(null);
  const fontsReady = useFontsReady();
  const theme = useTheme();
  const large = shown.nodes.length > largeGraph;

  const looks = useMemo(
    () => (fontsReady ? nodeLooks(shown.nodes, shown.namespaces) : []),
    [fontsReady, shown.nodes, shown.namespaces],
  );
  const stopList = useMemo(
    () =>
      stops(
        shown.nodes.filter((node) => !shown.hidden.has(node.id)),
        shown.edges,
        laidOut === 0 ? {} : (arranged.current?.positions ?? {}),
      ),
    [shown, laidOut],
  );

  /** The handlers of cytoscape live as long as the canvas; what they call may change with each render. */
  const latest = useRef({ shown, opened, onOpen, looks, showAllLocks });
  latest.current = { shown, opened, onOpen, looks, showAllLocks };

  const paint = useCallback(() => {
    const core = cy.current;
    const pen = overlay.current?.getContext("2d");
    if (core === null || overlay.current === null || pen == null || palette.current === null) return;
    const pixelRatio = window.devicePixelRatio;
    const [width, height] = [core.width(), core.height()];
    const [pixelsX, pixelsY] = [Math.round(width * pixelRatio), Math.round(height * pixelRatio)];
    if (overlay.current.width !== pixelsX) overlay.current.width = pixelsX;
    if (overlay.current.height !== pixelsY) overlay.current.height = pixelsY;
    paintOverlay(pen, scene.current, palette.current, {
      zoom: core.zoom(),
      pan: core.pan(),
      width,
      height,
      pixelRatio,
    });
  }, []);

  /** Ways of the lines and the scene of the overlay, from where the nodes stand now. */
  const retrace = useCallback(() => {
    const core = cy.current;
    if (core === null) return;
    const now = latest.current;
    const boxes = new Map<string, RouteEnd>();
    for (const look of now.looks) {
      const node = core.getElementById(look.id);
      if (node.empty() || node.hasClass("hidden")) continue;
      boxes.set(look.id, { ...node.position(), width: look.width, height: look.height, kind: look.kind });
    }
    const namespaces = sizeNamespaces(core, now.shown, boxes, now.looks);
    const headers = namespaces.flatMap((namespace) =>
      headerBoxes(namespace, textWidth(namespace.name, "name")),
    );
    const found = routes(boxes, now.shown.edges, headers);
    ways.current = found;
    core.batch(() => {
      for (const [id, route] of found) applyRoute(core, id, route, boxes);
    });
    const stacked = now.shown.edges.flatMap((edge) => {
      const route = found.get(edge.id);
      if (edge.outcome !== "mixed" || route === undefined) return [];
      const kinds = new Map(
        edge.endpoints.map((endpoint) => [`${endpoint.outcome} ${endpoint.transport}`, endpoint]),
      );
      return [
        {
          route,
          lines: [...kinds.values()].slice(0, 3),
          faint: !edge.evidence.observed && !edge.evidence.asked,
        },
      ];
    });
    scene.current = {
      ...scene.current,
      namespaces,
      nodes: now.looks.flatMap((look) => {
        const box = boxes.get(look.id);
        return box === undefined ? [] : [{ look, box }];
      }),
      stacked,
      marks: marks(now.shown.edges, found, [...boxes.values()], headers, now.showAllLocks),
    };
    core.emit("render");
  }, []);

  const fitNow = useCallback((chooseCorner: boolean) => {
    const core = cy.current;
    const content = core === null ? null : contentBox(core);
    if (core === null || content === null || core.width() === 0) return;
    const target = latest.current.opened === null ? null : focusBox(core, latest.current.opened);
    const size = { width: core.width(), height: core.height() };
    const view = fit(content, size, target);
    core.viewport({ zoom: view.zoom, pan: { ...view.pan } });
    follow.current = true;
    if (!chooseCorner) return;
    const lines = [...ways.current.values()].map((route) => ({
      x: (route.from.x + route.to.x) / 2,
      y: (route.from.y + route.to.y) / 2,
      width: 1,
      height: 1,
    }));
    setCorner(
      freeCorner(
        [
          ...scene.current.nodes.map(({ box }) => box),
          ...scene.current.namespaces.map(({ box }) => box),
          ...lines,
        ],
        view,
        size,
        legendSize,
      ),
    );
  }, []);

  // One canvas for the life of the component; a large graph moves as a picture of itself.
  useEffect(() => {
    if (container.current === null) return;
    const core = cytoscape({
      container: container.current,
      minZoom: 0.05,
      maxZoom: 3,
      boxSelectionEnabled: false,
      autounselectify: true,
      textureOnViewport: large,
      ...(large ? { pixelRatio: 1 } : {}),
      layout: { name: "preset" },
    });
    cy.current = core;
    drawn.current = [];
    // End-to-end tests ask the canvas what it holds.
    Object.assign(container.current, { __cy: core });
    core.on("render", paint);
    core.on("tap", (event) => {
      if (event.target === core) latest.current.onOpen(null);
      else latest.current.onOpen({ kind: event.target.isEdge() ? "edge" : "node", id: event.target.id() });
    });
    core.on("drag", "node", () => retrace());
    core.on("dragfree", "node", (event) => {
      const { arrangement: key, positions } = arranged.current ?? { arrangement: "", positions: {} };
      arranged.current = {
        arrangement: key,
        positions: { ...positions, [event.target.id()]: { ...event.target.position() } },
      };
    });
    core.on("mouseover", "node.node, edge", (event) => {
      const edge = latest.current.shown.edges.find(({ id }) => id === event.target.id());
      const text = edge?.disagrees?.text ?? stopText(latest.current.shown, event.target.id());
      setTip(text === null ? null : { ...event.renderedPosition, text });
    });
    core.on("mouseout", "node.node, edge", () => setTip(null));
    core.on("pan zoom", () => setTip(null));
    core.on("scrollzoom dragpan pinchzoom", () => {
      follow.current = false;
    });
    const resized = new ResizeObserver(() => {
      core.resize();
      if (follow.current) fitNow(false);
      else core.emit("render");
    });
    resized.observe(container.current);
    return () => {
      resized.disconnect();
      core.destroy();
      cy.current = null;
    };
  }, [large, paint, retrace, fitNow]);

  // Colours: from the tokens in force.
  useEffect(() => {
    if (container.current === null || cy.current === null) return;
    palette.current = readPalette(container.current);
    cy.current.style(stylesheet(palette.current) as unknown as cytoscape.StylesheetJson);
    paint();
    // The theme is not read here, but changes what the tokens say.
    void theme;
  }, [theme, paint, large]);

  // Elements and positions: layout only when the set of nodes, or the wish, changed.
  useEffect(() => {
    const core = cy.current;
    if (core === null || looks.length === 0) return;
    let stale = false;
    const size = { width: Math.max(600, core.width()), height: Math.max(400, core.height()) };
    const problem = layoutProblem(looks, shown.namespaces, shown.laidOut, size);
    const apply = (positions: Positions, moved: boolean) => {
      if (stale) return;
      arranged.current = { arrangement, positions };
      const next = elements(looks, shown.edges);
      applyPatch(core, drawn.current, next, positions, shown.hidden);
      drawn.current = next;
      if (moved)
        for (const { id } of looks)
          core.getElementById(id).position({ ...(positions[id] ?? { x: 0, y: 0 }) });
      retrace();
      if (moved) fitNow(true);
      setLaidOut((n) => n + 1);
    };
    const known = arranged.current;
    const kept =
      known === null || known.arrangement !== arrangement ? null : newcomersOnly(problem, known.positions);
    if (kept === "none" && known !== null) apply(known.positions, false);
    else if (kept === "some" && known !== null) apply(placeNewcomers(problem, known.positions), true);
    else arrange(problem).then((positions) => apply(positions, true));
    return () => {
      stale = true;
    };
  }, [looks, shown, arrangement, retrace, fitNow]);

  useEffect(() => {
    void showAllLocks;
    if (laidOut > 0) retrace();
  }, [showAllLocks, laidOut, retrace]);

  // What is open: a halo on the line and a blue border on both its ends.
  useEffect(() => {
    const core = cy.current;
    if (core === null || laidOut === 0) return;
    core.batch(() => {
      core.elements().removeClass("selected end");
      if (opened === null) return;
      const element = core.getElementById(opened.id);
      element.addClass("selected");
      if (element.isEdge()) element.connectedNodes().addClass("end");
    });
    if (follow.current) fitNow(false);
  }, [opened, laidOut, fitNow]);

  const stop = focused ? stopList[cursor] : undefined;
  useEffect(() => {
    const node = scene.current.nodes.find(({ look }) => look.id === stop?.id);
    const route = stop === undefined ? undefined : ways.current.get(stop.id);
    scene.current = {
      ...scene.current,
      cursor: node !== undefined ? { box: node.box } : route !== undefined ? { route } : null,
    };
    paint();
  }, [stop, paint]);

  const zoomBy = (factor: number) => {
    const core = cy.current;
    if (core === null) return;
    follow.current = false;
    core.zoom({
      level: core.zoom() * factor,
      renderedPosition: { x: core.width() / 2, y: core.height() / 2 },
    });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextStop(event.key, cursor, stopList.length);
    if (next !== null) setCursor(next);
    else if ((event.key === "Enter" || event.key === " ") && stop !== undefined)
      onOpen({ kind: stop.kind, id: stop.id });
    else if (event.key === "+" || event.key === "=") zoomBy(1.25);
    else if (event.key === "-") zoomBy(0.8);
    else if (event.key === "0") fitNow(false);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: no element means "a drawing that takes keys" */}
      <div
        className={styles.stage}
        data-ready={laidOut > 0}
        role="application"
        aria-label={words.canvas.label(shown.nodes.length, shown.edges.length)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing is operated by keys
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      >
        <div ref={container} className={styles.canvas} data-testid="graph-canvas" />
        <canvas ref={overlay} className={styles.overlay} />
      </div>
      <div className="sk-visually-hidden" role="status">
        {laidOut === 0 ? words.canvas.arranging : (stop?.spoken ?? "")}
      </div>
      {laidOut === 0 && <div className={styles.arranging}>{words.canvas.arranging}</div>}
      {tip !== null && (
        <div className={styles.tip} style={{ left: tip.x, top: tip.y }} aria-hidden="true">
          {tip.text}
        </div>
      )}
      {laidOut > 0 && <div className={`${styles.legend} ${styles[corner]}`}>{legend}</div>}
      <fieldset className={styles.zoom} aria-label={words.toolbar.view}>
        <button
          type="button"
          className={buttons.control}
          aria-label={words.canvas.zoomIn}
          title={words.canvas.zoomIn}
          onClick={() => zoomBy(1.25)}
        >
          <RhUiAddIcon />
        </button>
        <button
          type="button"
          className={buttons.control}
          aria-label={words.canvas.zoomOut}
          title={words.canvas.zoomOut}
          onClick={() => zoomBy(0.8)}
        >
          <RhUiMinusIcon />
        </button>
        <button
          type="button"
          className={buttons.control}
          aria-label={words.canvas.fit}
          title={words.canvas.fit}
          onClick={() => fitNow(true)}
        >
          <RhUiExpandArrowsIcon />
        </button>
      </fieldset>
    </div>
  );
}

function stopText(shown: Shown, id: string): string | null {
  const [stop] = stops(
    shown.nodes.filter((node) => node.id === id),
    [],
    {},
  );
  if (stop !== undefined) return stop.spoken;
  const edge = shown.edges.find((candidate) => candidate.id === id);
  const client = edge === undefined ? undefined : shown.nodes.find((node) => node.id === edge.client);
  return edge === undefined || client === undefined ? null : (stops([client], [edge], {})[1]?.spoken ?? null);
}

function applyPatch(
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
      const position = positions[data.id];
      core.add({
        group,
        data: { ...data },
        classes,
        ...(position === undefined ? {} : { position: { ...position } }),
      });
    }
    for (const { data, classes } of update)
      core
        .getElementById(data.id)
        .data({ ...data })
        .classes(classes);
    for (const node of core.nodes(".node")) node.toggleClass("hidden", hidden.has(node.id()));
    for (const box of core.nodes(".namespace"))
      box.toggleClass("hidden", box.children().not(".hidden").empty());
  });
}

/** Makes room for the header of each namespace and answers where the boxes are. */
function sizeNamespaces(
  core: cytoscape.Core,
  shown: Shown,
  boxes: ReadonlyMap<string, Box>,
  looks: readonly { id: string; namespace: string | null }[],
): NamespaceScene[] {
  return shown.namespaces.flatMap((namespace): NamespaceScene[] => {
    const own = looks.flatMap((look) =>
      look.namespace === namespace.name ? (boxes.get(look.id) ?? []) : [],
    );
    const inner = bounds(own);
    if (inner === null) return [];
    const width = Math.max(inner.width, headerWidth(namespace)) + 2 * measures.boxPadding;
    const height = inner.height + measures.boxHeader + 2 * measures.boxPadding;
    core.getElementById(namespaceId(namespace.name)).style({
      "min-width": `${width - 2 * measures.boxPadding}px`,
      "min-height": `${height - 2 * measures.boxPadding}px`,
    });
    return [
      {
        name: namespace.name,
        chips: namespaceChips(namespace),
        box: { x: inner.x, y: inner.y - measures.boxHeader / 2, width, height },
      },
    ];
  });
}

function applyRoute(
  core: cytoscape.Core,
  id: string,
  { from, to, control }: Route,
  boxes: ReadonlyMap<string, Box>,
): void {
  const edge = core.getElementById(id);
  if (edge.empty()) return;
  const client = boxes.get(edge.source().id());
  const server = boxes.get(edge.target().id());
  if (client === undefined || server === undefined) return;
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const off = control === null ? null : { x: control.x - from.x, y: control.y - from.y };
  edge.data({
    fromEnd: px(from.x - client.x, from.y - client.y),
    toEnd: px(to.x - server.x, to.y - server.y),
    bend: off === null ? 0 : -off.x * along.y + off.y * along.x,
    bendAt: off === null ? 0.5 : (off.x * along.x + off.y * along.y) / length,
  });
  edge.addClass("routed");
  edge.toggleClass("curved", control !== null);
}

const px = (x: number, y: number): string => `${x.toFixed(2)}px ${y.toFixed(2)}px`;

function boxOf(elements: cytoscape.NodeCollection): Box | null {
  if (elements.empty()) return null;
  const { x1, y1, w, h } = elements.boundingBox({
    includeLabels: false,
    includeOverlays: false,
    includeUnderlays: false,
  });
  return { x: x1 + w / 2, y: y1 + h / 2, width: w, height: h };
}

const contentBox = (core: cytoscape.Core): Box | null => boxOf(core.nodes(":visible"));

function focusBox(core: cytoscape.Core, { id, kind }: Opened): Box | null {
  return boxOf(
    kind === "edge"
      ? core.getElementById(id).connectedNodes()
      : core.nodes().filter((node) => node.id() === id),
  );
}
