"use client";
import cytoscape from "cytoscape";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useWords } from "../look/use-words.tsx";
import { useTheme } from "../shell/ThemeToggle.tsx";
import { buildScene, panelThings } from "./build-scene.ts";
import { applyPatch, applyRoute, boxOf, focusBox, nodeBoxes, sizeNamespace } from "./canvas/core.ts";
import { nextStop, spoken, stops } from "./cursor.ts";
import { type CanvasElement, elements } from "./elements.ts";
import { type Corner, fit, panelPlace, type Size } from "./fit.ts";
import styles from "./GraphCanvas.module.css";
import { arrange } from "./layout/arrange.ts";
import { newcomersOnly, placeNewcomers } from "./layout/newcomers.ts";
import type { Positions } from "./layout/problem.ts";
import { layoutProblem } from "./layout-problem.ts";
import { nodeLooks } from "./node-look.ts";
import type { Opened } from "./opened.ts";
import { paintOverlay } from "./overlay.ts";
import { type Palette, readPalette } from "./palette.ts";
import type { Route } from "./routes.ts";
import type { Scene } from "./scene.ts";
import type { Shown } from "./shown.ts";
import { stylesheet } from "./stylesheet.ts";
import { useFontsReady } from "./use-fonts-ready.ts";
import { ZoomControls } from "./ZoomControls.tsx";

interface Props {
  readonly shown: Shown;
  readonly opened: Opened | null;
  readonly showAllLocks: boolean;
  /** Changes when the picture should be laid out anew: another choice of namespaces, or the button. */
  readonly arrangement: string;
  /** Size of the window that the layout fills: the canvas without the drawer, so that opening it moves nothing. */
  readonly window: Size;
  /** Width in px at the right that the drawer covers. */
  readonly covered: number;
  readonly onOpen: (opened: Opened | null) => void;
  /** A workload was pressed twice, or F stands on it. */
  readonly onFocus: (node: string) => void;
  /** Stands in the corner where it covers least. */
  readonly legend: ReactNode;
}

const emptyScene: Scene = { namespaces: [], nodes: [], stacked: [], marks: [], cursor: null };
const largeGraph = 300;
/** The legend with its margin: the layout leaves a corner of this size free. */
const legendSize = { width: 284, height: 226 };

/** The graph itself, and the only place where cytoscape is known. Everything it is told is computed by pure files. */
export function GraphCanvas({
  shown,
  opened,
  showAllLocks,
  arrangement,
  window: aim,
  covered,
  onOpen,
  onFocus,
  legend,
}: Props) {
  const words = useWords();
  const container = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const cy = useRef<cytoscape.Core | null>(null);
  const palette = useRef<Palette | null>(null);
  const scene = useRef<Scene>(emptyScene);
  const drawn = useRef<readonly CanvasElement[]>([]);
  const ways = useRef<ReadonlyMap<string, Route>>(new Map());
  const arranged = useRef<{ arrangement: string; positions: Positions } | null>(null);
  /** True until the user moves the picture: only then is it fitted again by itself. */
  const follow = useRef(true);
  /** What the picture is fitted for; null when something moved since. A verdict that changes is no reason to move it. */
  const fitted = useRef<{ readonly opened: Opened | null } | null>(null);
  const [laidOut, setLaidOut] = useState(0);
  const [cursor, setCursor] = useState(-1);
  const [focused, setFocused] = useState(false);
  const [corner, setCorner] = useState<Corner>("bottomLeft");
  const [tip, setTip] = useState<{ x: number; y: number; text: string } | null>(null);
  const fontsReady = useFontsReady();
  const theme = useTheme();
  const large = shown.nodes.length > largeGraph;

  const { nodes, namespaces } = shown;
  const looks = useMemo(
    () => (fontsReady ? nodeLooks(nodes, namespaces, words) : []),
    [fontsReady, nodes, namespaces, words],
  );
  const stopList = useMemo(
    () => (laidOut === 0 ? [] : stops(shown, arranged.current?.positions ?? {}, words)),
    [shown, laidOut, words],
  );

  /** The handlers of cytoscape live as long as the canvas; what they look at changes with each render. */
  const latest = useRef({ shown, opened, covered, onOpen, onFocus, looks, showAllLocks, words });
  useEffect(() => {
    latest.current = { shown, opened, covered, onOpen, onFocus, looks, showAllLocks, words };
  });

  const paint = useCallback(() => {
    const core = cy.current;
    const pen = overlay.current?.getContext("2d");
    if (core === null || overlay.current === null || pen == null || palette.current === null) return;
    const pixelRatio = window.devicePixelRatio;
    const [width, height] = [core.width(), core.height()];
    const [pixelsX, pixelsY] = [Math.round(width * pixelRatio), Math.round(height * pixelRatio)];
    if (overlay.current.width !== pixelsX) overlay.current.width = pixelsX;
    if (overlay.current.height !== pixelsY) overlay.current.height = pixelsY;
    const view = { zoom: core.zoom(), pan: core.pan(), width, height, pixelRatio };
    paintOverlay(pen, scene.current, palette.current, view);
  }, []);

  /** Draws lines and overlay anew from where the nodes stand now. */
  const retrace = useCallback(() => {
    const core = cy.current;
    if (core === null) return;
    const now = latest.current;
    const boxes = nodeBoxes(core, now.looks);
    const traced = buildScene(now.shown, now.looks, boxes, now.showAllLocks, now.words);
    ways.current = traced.ways;
    scene.current = { ...traced.scene, cursor: scene.current.cursor };
    core.batch(() => {
      for (const namespace of traced.scene.namespaces) sizeNamespace(core, namespace);
      for (const [id, route] of traced.ways) applyRoute(core, id, route, boxes);
    });
    core.emit("render");
  }, []);

  const fitNow = useCallback((chooseCorner: boolean) => {
    const core = cy.current;
    const content = core === null ? null : boxOf(core.nodes(":visible"));
    if (core === null || content === null || core.width() === 0) return;
    const open = latest.current.opened;
    const size = { width: core.width() - latest.current.covered, height: core.height() };
    const view = fit(content, size, open === null ? null : focusBox(core, open));
    let { pan } = view;
    if (chooseCorner) {
      const things = panelThings(scene.current, ways.current);
      const place = panelPlace(things, content, view, size, legendSize);
      pan = { x: pan.x + place.shift.x, y: pan.y + place.shift.y };
      setCorner(place.corner);
    }
    core.viewport({ zoom: view.zoom, pan });
    follow.current = true;
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
    fitted.current = null;
    // End-to-end tests ask the canvas what it holds.
    Object.assign(container.current, { __cy: core });
    core.on("render", paint);
    core.on("tap", (event) => {
      if (event.target === core) latest.current.onOpen(null);
      else latest.current.onOpen({ kind: event.target.isEdge() ? "edge" : "node", id: event.target.id() });
    });
    core.on("dbltap", "node.node", ({ target }) => latest.current.onFocus(target.id()));
    core.on("drag", "node", () => retrace());
    core.on("dragfree", "node", ({ target }) => {
      if (arranged.current === null) return;
      const positions = { ...arranged.current.positions, [target.id()]: { ...target.position() } };
      arranged.current = { ...arranged.current, positions };
    });
    core.on("mouseover", "node.node, edge", ({ target, renderedPosition }) => {
      const text = spoken(latest.current.shown, target.id(), latest.current.words);
      setTip(text === null ? null : { ...renderedPosition, text });
    });
    core.on("mouseout", "node.node, edge", () => setTip(null));
    core.on("pan zoom", () => setTip(null));
    core.on("scrollzoom dragpan pinchzoom", () => {
      follow.current = false;
    });
    const resized = new ResizeObserver(() => {
      core.resize();
      if (follow.current) fitNow(latest.current.opened === null);
      else core.emit("render");
    });
    resized.observe(container.current);
    return () => {
      resized.disconnect();
      core.destroy();
      cy.current = null;
    };
  }, [large, paint, retrace, fitNow]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes what the tokens say; a new canvas has no style yet
  useEffect(() => {
    if (container.current === null || cy.current === null) return;
    palette.current = readPalette(container.current);
    cy.current.style(stylesheet(palette.current) as unknown as cytoscape.StylesheetJson);
    paint();
  }, [theme, large, paint]);

  // Elements and positions: the layout runs only when the set of nodes, or the wish, changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a window of another size must not move the workloads
  useEffect(() => {
    const core = cy.current;
    if (core === null || looks.length === 0) return;
    let stale = false;
    const problem = layoutProblem(
      looks,
      shown.namespaces,
      shown.laidOut,
      aim,
      legendSize,
      latest.current.words,
    );
    const apply = (positions: Positions, moved: boolean) => {
      if (stale) return;
      arranged.current = { arrangement, positions };
      const next = elements(looks, shown.edges);
      applyPatch(core, drawn.current, next, positions, shown.hidden);
      drawn.current = next;
      if (moved) {
        fitted.current = null;
        for (const { id } of looks)
          core.getElementById(id).position({ ...(positions[id] ?? { x: 0, y: 0 }) });
      }
      retrace();
      if (moved) fitNow(latest.current.opened === null);
      setLaidOut((n) => n + 1);
    };
    const known = arranged.current;
    const fresh =
      known === null || known.arrangement !== arrangement ? "all" : newcomersOnly(problem, known.positions);
    if (known !== null && fresh === "none") apply(known.positions, false);
    else if (known !== null && fresh === "some") apply(placeNewcomers(problem, known.positions), true);
    else arrange(problem).then((positions) => apply(positions, true));
    return () => {
      stale = true;
    };
  }, [looks, shown, arrangement, retrace, fitNow]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: retrace reads showAllLocks from the latest render
  useEffect(() => {
    if (arranged.current !== null) retrace();
  }, [showAllLocks, retrace]);

  // What is open: a halo on the line and a blue border on both its ends.
  useEffect(() => {
    const core = cy.current;
    if (core === null || laidOut === 0) return;
    core.batch(() => {
      core.elements().removeClass("selected end");
      if (opened === null) return;
      const element = core.getElementById(opened.id);
      element.addClass("selected");
      if (opened.kind === "edge") element.connectedNodes().addClass("end");
    });
    if (fitted.current?.opened === opened) return;
    fitted.current = { opened };
    if (follow.current) fitNow(opened === null);
  }, [opened, laidOut, fitNow]);

  const stop = focused ? stopList[cursor] : undefined;
  useEffect(() => {
    const node = scene.current.nodes.find(({ look }) => look.id === stop?.id);
    const route = stop === undefined ? undefined : ways.current.get(stop.id);
    const at = node !== undefined ? { box: node.box } : route !== undefined ? { route } : null;
    scene.current = { ...scene.current, cursor: at };
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
    else if ((event.key === "Enter" || event.key === " ") && stop !== undefined) onOpen(stop);
    else if (event.key.toLowerCase() === "f" && stop?.kind === "node") onFocus(stop.id);
    else if (event.key === "+" || event.key === "=") zoomBy(1.25);
    else if (event.key === "-") zoomBy(0.8);
    else if (event.key === "0") fitNow(opened === null);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.frame}>
      <div
        className={styles.stage}
        data-ready={laidOut > 0}
        role="application"
        aria-label={words.canvas.label(nodes.length, shown.edges.length)}
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
      {laidOut === 0 && (
        <div className={styles.arranging} aria-hidden="true">
          {words.canvas.arranging}
        </div>
      )}
      {tip !== null && (
        <div className={styles.tip} style={{ left: tip.x, top: tip.y }} aria-hidden="true">
          {tip.text}
        </div>
      )}
      {laidOut > 0 && legend !== null && <div className={`${styles.legend} ${styles[corner]}`}>{legend}</div>}
      <ZoomControls onZoom={zoomBy} onFit={() => fitNow(opened === null)} />
    </div>
  );
}
