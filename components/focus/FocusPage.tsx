"use client";
import { RhUiTopologyIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-topology-icon";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { FocusAnswer } from "../../server/contract/focus.ts";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { useWords } from "../look/use-words.tsx";
import { problemOf } from "../queries/fetch-json.ts";
import { focusQuery } from "../queries/focus.ts";
import { graphQuery } from "../queries/graph.ts";
import { Shell } from "../shell/Shell.tsx";
import buttons from "../ui/button.module.css";
import { StateScreen } from "../ui/StateScreen.tsx";
import { FocusColumns } from "./FocusColumns.tsx";
import styles from "./FocusPage.module.css";
import { FocusToolbar } from "./FocusToolbar.tsx";
import { shownFocus } from "./shown.ts";
import { useFocusView } from "./use-focus-view.ts";
import { WayStrip } from "./WayStrip.tsx";

/** One node, who may call it, and whom it may call: over all pairs, not only the drawn edges. */
export function FocusPage({ id }: { id: string | null }) {
  const words = useWords();
  const query = useQuery(graphQuery([]));
  return (
    <Shell>
      {query.data !== undefined ? (
        <Loaded id={id} graph={query.data} />
      ) : query.error !== null ? (
        <Unreadable error={query.error} level={1} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <div className={styles.toolbar}>
            <h1>{words.focus.title}</h1>
          </div>
          <p className={styles.waiting} role="status">
            {words.focus.loading}
          </p>
        </>
      )}
    </Shell>
  );
}

function Loaded({ id, graph }: { id: string | null; graph: GraphAnswer }) {
  const words = useWords();
  const [view, change] = useFocusView();
  return (
    <>
      <FocusToolbar id={id} nodes={graph.nodes} view={view} onChange={change} />
      {id === null ? (
        <StateScreen icon={<RhUiTopologyIcon />} title={words.focus.pick}>
          <p>{words.focus.pickText}</p>
        </StateScreen>
      ) : (
        <Asked key={id} id={id} graph={graph} />
      )}
    </>
  );
}

function Asked({ id, graph }: { id: string; graph: GraphAnswer }) {
  const words = useWords();
  const { data, error, refetch } = useQuery(focusQuery(id, graph.revision));
  if (data !== undefined) return <Answered id={id} focus={data} graph={graph} />;
  if (error !== null) return <Unreadable error={error} onRetry={() => void refetch()} />;
  return (
    <p className={styles.waiting} role="status">
      {words.focus.loading}
    </p>
  );
}

function Answered({ id, focus, graph }: { id: string; focus: FocusAnswer; graph: GraphAnswer }) {
  const [view, change] = useFocusView();
  const { text, side, ways } = view;
  const shown = useMemo(() => shownFocus(focus, { text, side, ways }), [focus, text, side, ways]);
  const drawn = useMemo(() => new Map(graph.edges.map((edge) => [edge.id, edge])), [graph.edges]);
  return (
    <>
      <WayStrip shown={shown} view={view} onChange={change} />
      <FocusColumns id={id} focus={focus} shown={shown} drawn={drawn} view={view} onChange={change} />
    </>
  );
}

function Unreadable({ error, level = 2, onRetry }: { error: Error; level?: 1 | 2; onRetry: () => void }) {
  const words = useWords();
  const problem = problemOf(error);
  return (
    <StateScreen
      icon={<RhUiWarningIcon />}
      level={level}
      title={problem.status === 404 ? words.error.notFoundTitle : words.error.title}
      action={
        <button type="button" className={buttons.pill} onClick={onRetry}>
          {words.error.retry}
        </button>
      }
    >
      <p role="alert">{problem.detail}</p>
      <p>{problem.cure}</p>
    </StateScreen>
  );
}
