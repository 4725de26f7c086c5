"use client";
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useWords } from "../look/use-words.tsx";
import { useTheme } from "../shell/ThemeToggle.tsx";
import { fetchWhenIdle } from "../ui/later.tsx";
import type { Told } from "./canvas/listen.ts";
import { useCore } from "./canvas/use-core.ts";
import { GraphView, type Seen } from "./canvas/view.ts";
import { nextStop, spoken, stops } from "./cursor.ts";
import type { Corner, Size } from "./fit.ts";
import { type Drawing, foldedId, foldedNamespace } from "./fold.ts";
import { foldedLooks } from "./folded-look.ts";
import styles from "./GraphCanvas.module.css";
import type { Point } from "./layout/geometry.ts";
import { nodeLooks } from "./node-look.ts";
import type { Opened } from "./opened.ts";
import type { Picture } from "./picture.ts";
import { useFontsReady } from "./use-fonts-ready.ts";
import { useLayout } from "./use-layout.ts";
import { usePositions } from "./use-positions.ts";
import { Working } from "./Working.tsx";
import { ZoomControls } from "./ZoomControls.tsx";

interface Props {
  readonly drawing: Drawing;
  readonly opened: Opened | null;
  readonly showAllLocks: boolean;
  /** Changes when the picture should be laid out anew; a part of the mesh, then what the button counts. */
  readonly arrangement: string;
  /** Under this name the browser remembers where things stand. */
  readonly name: string;
  /** Size of the window that the layout fills: the canvas without the drawer, so that opening it moves nothing. */
  readonly window: Size;
  /** Width in px at the right that the drawer covers. */
  readonly covered: number;
  readonly onOpen: (opened: Opened | null) => void;
  /** A workload was pressed twice, or F stands on it. */
  readonly onFocus: (node: string) => void;
  /** Folds the namespace, or unfolds it. */
  readonly onFold: (namespace: string) => void;
  /** Gives what is drawn now to who exports it. */
  readonly picture: RefObject<(() => Picture | null) | null>;
  /** Stands in the corner where it covers least. */
  readonly legend: ReactNode;
}

/** Above so many nodes or lines the canvas moves as a picture of itself. */
const largeGraph = { nodes: 300, lines: 1200 };

/** The graph itself. Everything it is told is computed by pure files; canvas/ alone knows cytoscape. */
export function GraphCanvas(props: Props) {
  const { drawing, opened, showAllLocks, arrangement, covered, onOpen, onFocus, onFold, picture, legend } =
    props;
  const words = useWords();
  const container = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const [view, setView] = useState<GraphView | null>(null);
  const [painted, setPainted] = useState(false);
  /** What the picture is fitted for; null when something moved since. A verdict that changes is no reason to move it. */
  const fitted = useRef<{ readonly opened: Opened | null } | null>(null);
  /** Where the keyboard stands, by id, so that it stays while the list of stops changes. */
  const [at, setAt] = useState<string | null>(null);
  const [focused, setFocused] = useState(false);
  const [corner, setCorner] = useState<Corner>("bottomLeft");
  const [over, setOver] = useState<string | null>(null);
  const [tip, setTip] = useState<{ x: number; y: number; text: string } | null>(null);
  const fontsReady = useFontsReady();
  const theme = useTheme();
  const { nodes, namespaces, folded, edges } = drawing;
  const large = nodes.length + folded.length > largeGraph.nodes || edges.length > largeGraph.lines;

  const looks = useMemo(
    () => (fontsReady ? [...nodeLooks(nodes, namespaces, words), ...foldedLooks(folded, words)] : []),
    [fontsReady, nodes, namespaces, folded, words],
  );
  const seen: Seen = { drawing, looks, opened, covered, showAllLocks, words };
  /** The handlers of the canvas live as long as it does; what they look at changes with each render. */
  const latest = useRef({ seen, onOpen, onFocus, onFold });
  useEffect(() => {
    latest.current = { seen, onOpen, onFocus, onFold };
    view?.see(seen);
  });

  const moving = useRef<(id: string, to: Point) => void>(() => undefined);
  const [told] = useState<Told>(() => {
    const toggle = (namespace: string | null) => namespace !== null && latest.current.onFold(namespace);
    return {
      opened: (next) => latest.current.onOpen(next),
      folded: (what) => toggle("namespace" in what ? what.namespace : foldedNamespace(what.node)),
      focused: (id) => latest.current.onFocus(id),
      moved: (id, to) => moving.current(id, to),
      hovered: (hover) => {
        const { drawing: now, words: speaking } = latest.current.seen;
        const text = hover === null ? null : spoken(now, hover.id, speaking);
        setTip(hover === null || text === null ? null : { ...hover.at, text });
        setOver(hover?.id ?? null);
      },
    };
  });
  // Cytoscape draws a small graph; the picture of a large one stands before it is even fetched.
  const live = useCore(large && !painted ? null : view, container, told);
  const laid = useLayout({
    view: large || live ? view : null,
    drawing,
    looks,
    arrangement,
    aim: props.window,
    memory: usePositions(props.name),
    words,
    onStand: (moved) => {
      if (!moved) return;
      fitted.current = null;
      view?.fit(latest.current.seen.opened === null);
    },
  });
  const { times, standing, move } = laid;
  useEffect(() => {
    moving.current = move;
  });
  useEffect(() => {
    if (times === 0) return;
    const done = () => {
      setPainted(true);
      fetchWhenIdle();
    };
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(done);
    });
    return () => cancelAnimationFrame(frame);
  }, [times]);
  const stopList = useMemo(
    () => (times === 0 ? [] : stops(drawing, standing.current?.positions ?? {}, words)),
    [drawing, times, standing, words],
  );
  const here = stopList.findIndex(({ id }) => id === at);
  const stop = focused ? stopList[here] : undefined;

  // One canvas for as long as the graph is of one kind: small or large.
  useEffect(() => {
    const [ground, above] = [container.current, overlay.current];
    if (ground === null || above === null) return;
    const made = new GraphView(ground, above, large, latest.current.seen, setCorner);
    const resized = new ResizeObserver(() => made.resized());
    resized.observe(ground);
    setView(made);
    return () => {
      resized.disconnect();
      made.end();
      setView(null);
    };
  }, [large]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes what the tokens say
  useEffect(() => view?.dress(), [theme, view]);

  useEffect(() => {
    picture.current = () => view?.picture() ?? null;
    return () => {
      picture.current = null;
    };
  }, [picture, view]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the view sees showAllLocks
  useEffect(() => {
    if (standing.current !== null) view?.retrace();
  }, [showAllLocks, view, standing]);

  useEffect(() => {
    if (view === null || times === 0) return;
    view.mark(opened);
    if (fitted.current?.opened === opened) return;
    fitted.current = { opened };
    if (view.follow) view.fit(opened === null);
  }, [opened, times, view]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the ring follows what moved
  useEffect(() => view?.point(stop?.id ?? null), [stop, view, times]);

  // Of a large picture the lines are drawn in full that are open, under the pointer or at the keyboard's place.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new picture raises nothing by itself
  useEffect(() => {
    view?.raise([opened?.id, over, stop?.id].filter((id) => id !== undefined && id !== null));
  }, [opened, over, stop, view, times]);

  /** Space: the namespace at the keyboard's place folds or unfolds, and the keyboard stays with it. */
  const foldHere = (id: string): boolean => {
    const own = foldedNamespace(id);
    const namespace = own ?? nodes.find((node) => node.id === id)?.namespace ?? null;
    if (namespace === null) return false;
    const member = folded.find((node) => node.id === id)?.members[0]?.id;
    setAt(own === null ? foldedId(namespace) : (member ?? null));
    onFold(namespace);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextStop(event.key, here, stopList.length);
    if (next !== null) setAt(stopList[next]?.id ?? null);
    else if (event.key === "Enter" && stop !== undefined) onOpen(stop);
    else if (event.key === " " && stop !== undefined) {
      if (stop.kind === "edge" || !foldHere(stop.id)) onOpen(stop);
    } else if (event.key.toLowerCase() === "f" && stop?.kind === "node") {
      if (foldedNamespace(stop.id) === null) onFocus(stop.id);
    } else if (event.key === "+" || event.key === "=") view?.zoomBy(1.25);
    else if (event.key === "-") view?.zoomBy(0.8);
    else if (event.key === "0") view?.fit(opened === null);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.frame}>
      <div
        className={styles.stage}
        data-ready={times > 0 && live}
        data-drawn={times}
        role="application"
        aria-label={words.canvas.label(nodes.length + folded.length, edges.length)}
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
        {times === 0 ? words.canvas.arranging : (stop?.spoken ?? "")}
      </div>
      {(times === 0 || laid.progress !== null) && (
        <Working nodes={looks.length} edges={edges.length} progress={laid.progress} first={times === 0} />
      )}
      {tip !== null && (
        <div className={styles.tip} style={{ left: tip.x, top: tip.y }} aria-hidden="true">
          {tip.text}
        </div>
      )}
      {times > 0 && legend !== null && <div className={`${styles.legend} ${styles[corner]}`}>{legend}</div>}
      <ZoomControls onZoom={(factor) => view?.zoomBy(factor)} onFit={() => view?.fit(opened === null)} />
    </div>
  );
}
