"use client";
import { type RefObject, useEffect, useState } from "react";
import { listen, type Told } from "./listen.ts";
import type { GraphView } from "./view.ts";

/**
 * Fetches cytoscape and gives it to the view.
 * @param view null while it is not wanted yet
 * @returns whether this view has it
 * @throws when it cannot be fetched
 */
export function useCore(
  view: GraphView | null,
  container: RefObject<HTMLElement | null>,
  told: Told,
): boolean {
  const [holder, setHolder] = useState<GraphView | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    if (view === null) return;
    let gone = false;
    import("./make-core.ts").then(
      ({ makeCore }) => {
        const ground = container.current;
        if (gone || ground === null) return;
        const core = makeCore(ground, view.large);
        view.attach(core);
        listen(core, view, ground, told);
        setHolder(view);
      },
      (error: unknown) => gone || setFailure(error),
    );
    return () => {
      gone = true;
    };
  }, [view, container, told]);
  // The page's own screen says so, with a button that tries again.
  if (failure !== null) throw failure;
  return view !== null && view === holder;
}
