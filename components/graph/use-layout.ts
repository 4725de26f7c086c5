"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Words } from "../look/words.ts";
import { type GraphView, legendSize } from "./canvas/view.ts";
import type { Size } from "./fit.ts";
import type { Drawing } from "./fold.ts";
import { arrange, type Progress } from "./layout/arrange.ts";
import type { Point } from "./layout/geometry.ts";
import { nextPositions, type Standing } from "./layout/next-positions.ts";
import { layoutProblem } from "./layout-problem.ts";
import type { NodeLook } from "./node-look.ts";
import type { Memory } from "./use-positions.ts";

interface Wish {
  readonly view: GraphView | null;
  readonly drawing: Drawing;
  readonly looks: readonly NodeLook[];
  /** Another one lays out anew: the button, or another part of the mesh. */
  readonly arrangement: string;
  readonly aim: Size;
  readonly memory: Memory;
  readonly words: Words;
  /** Called when everything stands; `moved` when more than newcomers did. */
  readonly onStand: (moved: boolean) => void;
}

interface Laid {
  /** How often the picture was brought up to date; 0: there is none yet. */
  readonly times: number;
  readonly progress: Progress | null;
  readonly standing: RefObject<Standing | null>;
  readonly move: (id: string, at: Point) => void;
}

/** Keeps the canvas holding what should be drawn, and finds where it stands. A layout never runs on this thread. */
export function useLayout(wish: Wish): Laid {
  const { view, drawing, looks, arrangement, memory } = wish;
  const [times, setTimes] = useState(0);
  const [progress, setProgress] = useState<Progress | null>(null);
  const standing = useRef<Standing | null>(null);
  const arranged = useRef<string | null>(null);
  const latest = useRef(wish);
  useEffect(() => {
    latest.current = wish;
  });
  // A new canvas holds nothing yet.
  const held = useRef<GraphView | null>(null);

  useEffect(() => {
    if (view === null || looks.length === 0) return;
    let stale = false;
    const { aim, words, onStand } = latest.current;
    const problem = layoutProblem(looks, drawing.namespaces, drawing.laidOut, aim, legendSize, words);
    const search = (wanted: typeof problem) => arrange(wanted, (done) => stale || setProgress(done));
    const again = arranged.current !== null && arranged.current !== arrangement;
    const samePart = arranged.current?.split("\n")[0] === arrangement.split("\n")[0];
    const apply = (positions: Standing["positions"], moved: boolean) => {
      if (stale) return;
      const first = held.current !== view;
      held.current = view;
      arranged.current = arrangement;
      standing.current = { problem, positions };
      if (moved) memory.add(positions);
      view.hold(positions, moved || first);
      setProgress(null);
      setTimes((n) => n + 1);
      onStand(moved || first);
    };
    if (again && samePart) search(problem).then((positions) => apply(positions, true));
    else
      nextPositions(problem, again ? null : standing.current, memory.get(), search).then(
        ({ positions, moved }) => apply(positions, moved),
      );
    return () => {
      stale = true;
    };
  }, [view, looks, drawing, arrangement, memory]);

  const move = (id: string, at: Point) => {
    if (standing.current === null) return;
    standing.current = {
      ...standing.current,
      positions: { ...standing.current.positions, [id]: at },
    };
    memory.add({ [id]: at });
  };
  return { times, progress, standing, move };
}
