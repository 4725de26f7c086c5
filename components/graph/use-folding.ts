"use client";
import { useCallback, useMemo } from "react";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { useWords } from "../look/use-words.tsx";
import { type Drawing, fold, foldedNames, foldOf } from "./fold.ts";
import type { Shown } from "./shown.ts";
import type { ChangeView } from "./use-view-state.ts";
import type { ViewState } from "./view-state.ts";

interface Folding {
  readonly drawing: Drawing;
  readonly folded: ReadonlySet<string>;
  /** Folds the namespace, or unfolds it. */
  readonly toggle: (namespace: string) => void;
  readonly all: (fold: boolean) => void;
}

/** What is folded, as the address says it, and the picture that comes of it. */
export function useFolding(answer: GraphAnswer, shown: Shown, view: ViewState, change: ChangeView): Folding {
  const words = useWords();
  const { namespaces } = answer;
  const workloads = answer.nodes.filter(({ namespace }) => namespace !== null).length;
  // The set's identity is what the drawing hangs on: it must not change with each revision.
  const spelled = [...foldedNames(view.fold, namespaces, workloads)].join(",");
  const folded = useMemo(() => new Set(spelled === "" ? [] : spelled.split(",")), [spelled]);
  const drawing = useMemo(() => fold(shown, folded, words), [shown, folded, words]);
  const toggle = useCallback(
    (namespace: string) => {
      const next = new Set(folded);
      if (!next.delete(namespace)) next.add(namespace);
      change({
        fold: foldOf(
          next,
          namespaces.map(({ name }) => name),
        ),
      });
    },
    [folded, namespaces, change],
  );
  const all = useCallback(
    (wanted: boolean) => change({ fold: { mode: wanted ? "allBut" : "only", names: [] } }),
    [change],
  );
  return { drawing, folded, toggle, all };
}
