"use client";
import { RhUiTopologyIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-topology-icon";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { Link } from "../address/Link.tsx";
import { useGo } from "../address/use-go.ts";
import { FindField } from "../find/FindField.tsx";
import { FindNotes } from "../find/FindNotes.tsx";
import { useFind } from "../find/use-find.ts";
import { focusHref } from "../focus/focus-href.ts";
import { useWords } from "../look/use-words.tsx";
import { findsOf, type Sides } from "../preview/sides.ts";
import { OnlyBar } from "../push/OnlyBar.tsx";
import { problemOf } from "../queries/fetch-json.ts";
import { graphQuery } from "../queries/graph.ts";
import { Shell } from "../shell/Shell.tsx";
import buttons from "../ui/button.module.css";
import { isTyping } from "../ui/is-typing.ts";
import { fetchWhenIdle, later } from "../ui/later.tsx";
import { StateScreen } from "../ui/StateScreen.tsx";
import { DrawerRoom } from "./DrawerRoom.tsx";
import { drawerWidth } from "./drawer-width.ts";
import { ExportMenu } from "./export/ExportMenu.tsx";
import { FoldControls } from "./FoldControls.tsx";
import { foldedNamespace } from "./fold.ts";
import { GraphCanvas } from "./GraphCanvas.tsx";
import styles from "./GraphPage.module.css";
import { GraphToolbar } from "./GraphToolbar.tsx";
import { Legend } from "./Legend.tsx";
import { prepareToArrange } from "./layout/arrange.ts";
import type { Opened } from "./opened.ts";
import { ProblemsBanner } from "./ProblemsBanner.tsx";
import type { Picture } from "./picture.ts";
import { pictureName } from "./positions-store.ts";
import { SummaryStrip } from "./SummaryStrip.tsx";
import { shown as shownOf } from "./shown.ts";
import { useAim } from "./use-aim.ts";
import { useFolding } from "./use-folding.ts";
import { useNarrow } from "./use-narrow.ts";
import { useViewState } from "./use-view-state.ts";

const Drawer = later(() => import("./Drawer.tsx").then((module) => module.Drawer), DrawerRoom);
const PreviewBar = later(() => import("../preview/PreviewBar.tsx").then((module) => module.PreviewBar));
const EdgeList = later(() => import("./EdgeList.tsx").then((module) => module.EdgeList));

/** The graph and its table: what the address says is what is shown. */
export function GraphPage() {
  const [view] = useViewState();
  const query = useQuery(graphQuery(view.asked));
  // It is fetched and read while the answer is on its way.
  useEffect(prepareToArrange, []);
  return (
    <Shell>
      {query.data !== undefined ? (
        <Loaded answer={query.data} stale={query.error === null ? null : problemOf(query.error).detail} />
      ) : query.error !== null ? (
        <Unreadable error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Waiting />
      )}
    </Shell>
  );
}

function Loaded({ answer: asIs, stale }: { answer: GraphAnswer; stale: string | null }) {
  const words = useWords();
  const [view, change] = useViewState();
  const [arrangements, setArrangements] = useState(0);
  const [showAllLocks, setShowAllLocks] = useState(false);
  const narrow = useNarrow();
  const { namespaces, text, outcomes, only } = view;
  const [sides, setSides] = useState<Sides | null>(null);
  const answer = sides === null ? asIs : sides[view.side];
  // What flips stands in front.
  const flipping = sides !== null && sides.flips.length > 0 ? sides : null;
  const highlight = view.highlight && text !== "";
  const find = useFind(answer, text);
  const finds = useMemo(
    () => (flipping === null ? find.finds : findsOf(flipping, find.finds)),
    [flipping, find.finds],
  );
  const shown = useMemo(
    () => shownOf(answer, { namespaces, outcomes, only, highlight: highlight || flipping !== null }, finds),
    [answer, namespaces, highlight, flipping, finds, outcomes, only],
  );
  const { drawing, folded, toggle, all } = useFolding(answer, shown, view, change);
  const picture = useRef<(() => Picture | null) | null>(null);
  const opened = useMemo<Opened | null>(
    () =>
      view.edge !== null
        ? { kind: "edge", id: view.edge }
        : view.node !== null
          ? { kind: "node", id: view.node }
          : null,
    [view.edge, view.node],
  );
  // The drawer takes the room that the legend stood in.
  const legend = view.legend ?? (!narrow && opened === null);
  const aim = useAim();
  const open = useCallback(
    (next: Opened | null) => {
      if (next === null && opened === null) return;
      change({ edge: next?.kind === "edge" ? next.id : null, node: next?.kind === "node" ? next.id : null });
    },
    [change, opened],
  );
  const go = useGo();
  const focus = useCallback((id: string) => go.to(focusHref(id)), [go]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() === "f" &&
        opened?.kind === "node" &&
        foldedNamespace(opened.id) === null &&
        !isTyping(event)
      ) {
        if (!event.defaultPrevented && document.querySelector("dialog[open]") === null) focus(opened.id);
        return;
      }
      // A dialog closes itself; only one thing closes at a time.
      if (
        event.key === "Escape" &&
        !event.defaultPrevented &&
        document.querySelector("dialog[open]") === null
      )
        open(null);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [open, focus, opened]);
  useEffect(() => {
    // A picture says so itself when it stands.
    if (view.view === "table") fetchWhenIdle();
  }, [view.view]);
  const unfiltered = { namespaces: null, text: "", outcomes: [], only: [] };

  if (answer.nodes.every((node) => node.namespace === null)) {
    return (
      <>
        <ProblemsBanner problems={answer.problems} coverage={answer.coverage} stale={stale} />
        <StateScreen icon={<RhUiTopologyIcon />} level={1} title={words.empty.title}>
          <p>{words.empty.text}</p>
          <code>{words.empty.command}</code>
          <p>
            <Link href="/story">{words.story.title}</Link>
          </p>
        </StateScreen>
      </>
    );
  }
  return (
    <>
      <GraphToolbar
        answer={answer}
        view={view}
        onChange={change}
        legend={legend}
        find={
          <FindField
            text={text}
            facts={find.facts}
            errors={find.errors}
            onChange={(next) => change({ text: next }, "replace")}
            highlight={view.view === "table" ? null : view.highlight}
            onHighlight={(next) => change({ highlight: next })}
            onCaret={find.onCaret}
          />
        }
        onArrange={() => setArrangements((n) => n + 1)}
      >
        <FoldControls folded={folded.size} namespaces={answer.namespaces.length} onAll={all} />
        <ExportMenu answer={answer} view={view} picture={picture} />
      </GraphToolbar>
      <FindNotes find={find} shown={shown} />
      <div className={styles.body}>
        <div className={styles.left}>
          <SummaryStrip shown={shown} chosen={outcomes} onChoose={(next) => change({ outcomes: next })} />
          <ProblemsBanner problems={answer.problems} coverage={answer.coverage} stale={stale} />
          {view.preview.length > 0 && (
            <PreviewBar answer={asIs} view={view} onChange={change} onSides={setSides} />
          )}
          <OnlyBar count={only.length} onShowAll={() => change({ only: [] })} />
          <div className={styles.picture}>
            {shown.nodes.length === 0 ? (
              <StateScreen
                icon={<RhUiTopologyIcon />}
                title={words.empty.filteredTitle}
                action={
                  <button type="button" className={buttons.pill} onClick={() => change(unfiltered)}>
                    {words.empty.clear}
                  </button>
                }
              >
                <p>{words.empty.filteredText}</p>
              </StateScreen>
            ) : view.view === "table" ? (
              <EdgeList answer={answer} edges={shown.edges} opened={view.edge} onOpen={open} />
            ) : (
              <GraphCanvas
                drawing={drawing}
                opened={opened}
                showAllLocks={showAllLocks}
                arrangement={`${namespaces?.join(",") ?? "*"}\n${arrangements}`}
                name={pictureName(answer.source, namespaces)}
                window={aim}
                covered={narrow && opened !== null ? drawerWidth : 0}
                onOpen={open}
                onFocus={focus}
                onFold={toggle}
                picture={picture}
                legend={
                  legend ? (
                    <Legend
                      showAllLocks={showAllLocks}
                      onShowAllLocks={setShowAllLocks}
                      onClose={() => change({ legend: false }, "replace")}
                    />
                  ) : null
                }
              />
            )}
          </div>
        </div>
        {opened !== null && (
          <Drawer
            opened={opened}
            answer={answer}
            view={view}
            edges={shown.edges}
            folded={folded}
            onFold={toggle}
            onChange={change}
            onOpen={open}
          />
        )}
      </div>
    </>
  );
}

function Unreadable({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const words = useWords();
  const problem = problemOf(error);
  return (
    <StateScreen
      icon={<RhUiWarningIcon />}
      level={1}
      title={words.error.title}
      action={
        <button type="button" className={buttons.pill} onClick={onRetry}>
          {words.error.retry}
        </button>
      }
    >
      <p role="alert">{problem.detail}</p>
      <p>{problem.cure}</p>
      {problem.status === 404 && <code>{words.empty.command}</code>}
    </StateScreen>
  );
}

/** The frame of the page while the answer is on its way: the same heights, so that nothing jumps. */
function Waiting() {
  const words = useWords();
  return (
    <>
      <div className={styles.waitingToolbar}>
        <h1>{words.toolbar.title}</h1>
        <span className={styles.bone} style={{ width: 150, height: 32 }} />
        <span className={styles.bone} style={{ width: 280, height: 32 }} />
      </div>
      <div className={styles.waitingStrip} role="status" aria-label={words.canvas.arranging}>
        {[80, 92, 86, 150, 96, 90].map((width) => (
          <span key={width} className={styles.bone} style={{ width }} />
        ))}
      </div>
      <div className={styles.picture} />
    </>
  );
}
