"use client";
import { RhUiTableIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-table-icon";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import type { MatrixAnswer } from "../../server/contract/matrix.ts";
import { FindField } from "../find/FindField.tsx";
import { FindNotes } from "../find/FindNotes.tsx";
import { useFind } from "../find/use-find.ts";
import { SummaryStrip } from "../graph/SummaryStrip.tsx";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { useWords } from "../look/use-words.tsx";
import { problemOf } from "../queries/fetch-json.ts";
import { graphQuery } from "../queries/graph.ts";
import { matrixQuery } from "../queries/matrix.ts";
import { Shell } from "../shell/Shell.tsx";
import buttons from "../ui/button.module.css";
import { StateScreen } from "../ui/StateScreen.tsx";
import { MatrixFooter } from "./MatrixFooter.tsx";
import { MatrixGrid } from "./MatrixGrid.tsx";
import styles from "./MatrixPage.module.css";
import { MatrixToolbar } from "./MatrixToolbar.tsx";
import { queryTest } from "./pair-facts.ts";
import { pairTest, shownMatrix } from "./shown.ts";
import { tableOf } from "./table.ts";
import { useMatrixView } from "./use-matrix-view.ts";

/** Every caller by every port: who may call whom, over all pairs. */
export function MatrixPage() {
  const words = useWords();
  const graph = useQuery(graphQuery([]));
  const matrix = useQuery(matrixQuery());
  const error = graph.error ?? matrix.error;
  const problem = error === null ? null : problemOf(error);
  return (
    <Shell>
      {graph.data !== undefined && matrix.data !== undefined ? (
        <Loaded graph={graph.data} matrix={matrix.data} />
      ) : problem !== null ? (
        <StateScreen
          icon={<RhUiWarningIcon />}
          level={1}
          title={words.error.title}
          action={
            <button
              type="button"
              className={buttons.pill}
              onClick={() => {
                void graph.refetch();
                void matrix.refetch();
              }}
            >
              {words.error.retry}
            </button>
          }
        >
          <p role="alert">{problem.detail}</p>
          <p>{problem.cure}</p>
        </StateScreen>
      ) : (
        <>
          <div className={styles.toolbar}>
            <h1>{words.matrix.title}</h1>
          </div>
          <p className={styles.waiting} role="status">
            {words.matrix.loading}
          </p>
        </>
      )}
    </Shell>
  );
}

function Loaded({ graph, matrix }: { graph: GraphAnswer; matrix: MatrixAnswer }) {
  const words = useWords();
  const [view, change] = useMatrixView();
  const table = useMemo(() => tableOf(matrix, graph), [matrix, graph]);
  const { namespaces, text, traffic, outcomes } = view;
  const find = useFind(graph, text);
  const test = useMemo(
    () => pairTest({ namespaces, traffic }, queryTest(find.query, find.facts, find.ages)),
    [find.query, find.facts, find.ages, namespaces, traffic],
  );
  const shown = useMemo(() => shownMatrix(table, test, outcomes), [table, test, outcomes]);
  return (
    <>
      <MatrixToolbar
        source={graph.source.name}
        namespaces={graph.namespaces.map(({ name }) => name)}
        view={view}
        shown={shown}
        find={
          <FindField
            text={text}
            facts={find.facts}
            errors={find.errors}
            onChange={(next) => change({ text: next }, "replace")}
            highlight={null}
            onHighlight={() => undefined}
            onCaret={find.onCaret}
          />
        }
        onChange={change}
      />
      <FindNotes find={find} shown={{ undecided: [], total: shown.total + shown.undecided }} />
      {shown.undecided > 0 && (
        <p className={styles.undecided} role="status">
          {words.matrix.undecided(shown.undecided)}
        </p>
      )}
      {table.columns.length > 0 && (
        <SummaryStrip
          shown={shown}
          chosen={outcomes}
          total={words.matrix.pairs(shown.total)}
          label={words.matrix.strip}
          aside={
            <span className={styles.key}>
              <span className={styles.keySeen}>
                <MiniEdge outcome="allowed" />
              </span>
              {words.matrix.seen}
              <span className={styles.keyPale}>
                <MiniEdge outcome="allowed" />
              </span>
              {words.matrix.notSeen}
            </span>
          }
          onChoose={(next) => change({ outcomes: next })}
        />
      )}
      {table.columns.length === 0 ? (
        <StateScreen icon={<RhUiTableIcon />} title={words.empty.title}>
          <p>{words.empty.text}</p>
          <code>{words.empty.command}</code>
        </StateScreen>
      ) : shown.rows.length === 0 ? (
        <StateScreen
          icon={<RhUiTableIcon />}
          title={words.empty.filteredTitle}
          action={
            <button
              type="button"
              className={buttons.pill}
              onClick={() => change({ namespaces: null, text: "", outcomes: [], traffic: "all" })}
            >
              {words.empty.clear}
            </button>
          }
        >
          <p>{words.matrix.nothing}</p>
        </StateScreen>
      ) : (
        <MatrixGrid revision={graph.revision} shown={shown} view={view} onChange={change} />
      )}
      <MatrixFooter coverage={graph.coverage} />
    </>
  );
}
