"use client";
import { RhUiEditIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-edit-icon";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "../address/Link.tsx";
import { pageSource } from "../address/page-source.ts";
import { applyWords } from "../change/apply-words.ts";
import change from "../change/ChangePage.module.css";
import { draftScope } from "../change/draft-key.ts";
import { ExportDialog } from "../change/ExportDialog.tsx";
import { FlipsPanel } from "../change/FlipsPanel.tsx";
import { useWords } from "../look/use-words.tsx";
import { problemOf } from "../queries/fetch-json.ts";
import { graphQuery } from "../queries/graph.ts";
import { Shell } from "../shell/Shell.tsx";
import buttons from "../ui/button.module.css";
import { StateScreen } from "../ui/StateScreen.tsx";
import { BatchSteps } from "./BatchSteps.tsx";
import styles from "./ChangeSetPage.module.css";
import { DraftRow } from "./DraftRow.tsx";
import { useBatch } from "./use-batch.ts";
import { mostDrafts, useChangeSet } from "./use-change-set.ts";

/** All drafts of this browser: previewed together, and applied together or not at all. */
export function ChangeSetPage() {
  const words = useWords();
  const graph = useQuery(graphQuery([]));
  return (
    <Shell>
      {graph.data !== undefined ? (
        <Drafts source={graph.data.source.name} revision={graph.data.revision} />
      ) : graph.error !== null ? (
        <StateScreen icon={<RhUiWarningIcon />} title={problemOf(graph.error).title}>
          <p role="alert">{problemOf(graph.error).detail}</p>
          <p>{problemOf(graph.error).cure}</p>
        </StateScreen>
      ) : (
        <p className={styles.waiting} role="status">
          {words.changeSet.loading}
        </p>
      )}
    </Shell>
  );
}

function Drafts({ source, revision }: { source: string; revision: string }) {
  const words = useWords();
  const said = words.changeSet;
  const [excluded, setExcluded] = useState<ReadonlySet<string>>(new Set());
  const [why, setWhy] = useState("");
  const [exporting, setExporting] = useState(false);
  const scope = draftScope(pageSource(), source);
  const set = useChangeSet(scope, revision, excluded);
  const batch = useBatch();
  const { chosen, damage } = set;
  const numbers = new Map(chosen.map(({ kept }, i) => [kept.key, i + 1]));
  const choose = (key: string, isIn: boolean) =>
    setExcluded((before) => {
      const next = new Set(before);
      if (isIn) next.delete(key);
      else next.add(key);
      return next;
    });
  const blocked =
    set.reading || set.waiting || chosen.length === 0 || batch.busy !== null || !set.answer?.preview;
  return (
    <>
      <div className={styles.toolbar}>
        <h1>{said.title}</h1>
        <p className={styles.quiet}>{said.about}</p>
      </div>
      {set.items.length === 0 ? (
        <>
          <BatchSteps end={batch.end} />
          <StateScreen icon={<RhUiEditIcon />} title={said.empty}>
            <p>{said.emptyText}</p>
            <p>
              <Link href="/policies">{said.toPolicies}</Link> ·{" "}
              <Link href="/policies/templates">{words.change.newPolicy}</Link>
            </p>
          </StateScreen>
        </>
      ) : (
        <>
          <div className={styles.columns}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus */}
            <section className={styles.drafts} tabIndex={0} aria-label={said.list}>
              <BatchSteps end={batch.end} />
              {set.reading && (
                <p className={styles.quiet} role="status">
                  {said.loading}
                </p>
              )}
              <ol className={styles.list}>
                {set.items.map((item) => (
                  <DraftRow
                    key={item.kept.key}
                    item={item}
                    chosen={item.problem === null && !excluded.has(item.kept.key)}
                    number={set.order.has(item.kept.key) ? (numbers.get(item.kept.key) ?? null) : null}
                    why={set.order.get(item.kept.key) ?? null}
                    onChoose={(isIn) => choose(item.kept.key, isIn)}
                  />
                ))}
              </ol>
              {set.items.length > mostDrafts && <p className={styles.quiet}>{said.tooMany(mostDrafts)}</p>}
            </section>
            {chosen.length === 0 ? (
              <p className={styles.waiting}>{set.reading ? "" : said.nothing}</p>
            ) : (
              <FlipsPanel
                waiting={set.waiting}
                changed
                answer={set.answer}
                error={set.error}
                names={chosen.map(({ kept }) => kept.key.slice(scope.length))}
              />
            )}
          </div>
          <div className={change.actions}>
            <label className={change.why}>
              <span>{words.change.why}</span>
              <input
                value={why}
                placeholder={words.change.whyHint}
                maxLength={1000}
                onChange={(event) => setWhy(event.target.value)}
              />
            </label>
            <span className={change.space} />
            <button
              type="button"
              className={buttons.pill}
              disabled={chosen.length === 0}
              onClick={() => setExporting(true)}
            >
              {words.change.export}
            </button>
            <button
              type="button"
              className={buttons.pill}
              disabled={blocked}
              onClick={() => batch.run(chosen, why, true)}
            >
              {batch.busy === "try" ? said.trying : said.tryIt}
            </button>
            <button
              type="button"
              className={damage?.family === "denied" ? buttons.danger : buttons.primary}
              disabled={blocked}
              onClick={() => batch.run(chosen, why, false)}
            >
              {batch.busy === "apply"
                ? said.applying
                : applyWords(words.change, said.apply(chosen.length), damage)}
            </button>
          </div>
        </>
      )}
      {exporting && (
        <ExportDialog
          text={chosen
            .filter(({ kept }) => kept.place.operation !== "delete")
            .map(({ kept }) => kept.draft.text.trimEnd())
            .join("\n---\n")}
          file="change-set.yaml"
          removes={chosen
            .filter(({ kept }) => kept.place.operation === "delete")
            .map(
              ({ kept: { place, name } }) =>
                `kubectl delete ${place.kind} ${name} --namespace ${place.namespace}`,
            )}
          onClose={() => setExporting(false)}
        />
      )}
    </>
  );
}
