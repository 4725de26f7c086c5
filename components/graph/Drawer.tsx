"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { GraphAnswer, GraphEdge } from "../../server/contract/graph.ts";
import { useWords } from "../look/use-words.tsx";
import { edgeQuery } from "../queries/edge.ts";
import { problemOf } from "../queries/fetch-json.ts";
import { workloadQuery } from "../queries/workload.ts";
import styles from "./Drawer.module.css";
import { DrawerHeader } from "./DrawerHeader.tsx";
import { drawerWidth } from "./drawer-width.ts";
import { EdgeDetails } from "./EdgeDetails.tsx";
import { foldedNamespace } from "./fold.ts";
import { rolledEnds } from "./members.ts";
import type { Opened } from "./opened.ts";
import { RolledDetails } from "./RolledDetails.tsx";
import type { ChangeView } from "./use-view-state.ts";
import { useWidth } from "./use-width.ts";
import type { ViewState } from "./view-state.ts";
import { WorkloadDetails } from "./WorkloadDetails.tsx";

interface Props {
  readonly opened: Opened;
  readonly answer: GraphAnswer;
  readonly view: ViewState;
  /** Edges that pass the filters. */
  readonly edges: readonly GraphEdge[];
  readonly folded: ReadonlySet<string>;
  readonly onFold: (namespace: string) => void;
  readonly onChange: ChangeView;
  readonly onOpen: (opened: Opened | null) => void;
}

/** The selected thing, at the right; Escape and the cross close it, its left edge resizes it. */
export function Drawer({ opened, answer, view, edges, folded, onFold, onChange, onOpen }: Props) {
  const words = useWords();
  const [width, handle] = useWidth(drawerWidth, 360, 560);
  const root = useRef<HTMLElement>(null);
  // Focus follows what was opened by keyboard, and goes back where it came from.
  useEffect(() => {
    const before = document.activeElement;
    if (opened.id !== "") root.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected && before !== document.body)
        before.focus({ preventScroll: true });
    };
  }, [opened.id]);
  return (
    <aside
      ref={root}
      className={styles.drawer}
      style={{ width }}
      aria-label={words.drawer.label}
      tabIndex={-1}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a splitter that takes arrow keys; hr cannot */}
      <div
        className={styles.handle}
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={words.drawer.resize}
        aria-valuenow={width}
        aria-valuemin={360}
        aria-valuemax={560}
        {...handle}
      />
      {rolledEnds(opened.id) !== null || foldedNamespace(opened.id) !== null ? (
        <RolledDetails
          id={opened.id}
          answer={answer}
          edges={edges}
          folded={folded}
          onFold={onFold}
          onOpen={onOpen}
        />
      ) : opened.kind === "edge" ? (
        <OpenedEdge id={opened.id} revision={answer.revision} onOpen={onOpen} />
      ) : (
        <OpenedWorkload id={opened.id} answer={answer} view={view} onChange={onChange} onOpen={onOpen} />
      )}
    </aside>
  );
}

function OpenedEdge({ id, revision, onOpen }: { id: string; revision: string; onOpen: Props["onOpen"] }) {
  const { data, error } = useQuery(edgeQuery(id, revision));
  if (data !== undefined) return <EdgeDetails details={data} onOpen={onOpen} />;
  return <Pending error={error} onClose={() => onOpen(null)} />;
}

function OpenedWorkload({
  id,
  answer,
  view,
  onChange,
  onOpen,
}: Pick<Props, "answer" | "view" | "onChange" | "onOpen"> & { id: string }) {
  const { data, error } = useQuery(workloadQuery(id, answer.revision));
  if (data !== undefined)
    return <WorkloadDetails details={data} answer={answer} view={view} onChange={onChange} onOpen={onOpen} />;
  return <Pending error={error} onClose={() => onOpen(null)} />;
}

function Pending({ error, onClose }: { error: Error | null; onClose: () => void }) {
  const words = useWords();
  const problem = error === null ? null : problemOf(error);
  return (
    <>
      <DrawerHeader
        kicker={words.drawer.label}
        title={problem === null ? words.drawer.loading : problem.title}
        under=""
        onClose={onClose}
      />
      <div className={styles.body}>
        {problem !== null && (
          <div role="alert">
            <p className={styles.sentence}>{problem.detail}</p>
            <p className={styles.quiet}>{problem.cure}</p>
          </div>
        )}
      </div>
    </>
  );
}
