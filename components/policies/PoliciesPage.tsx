"use client";
import { RhUiFileCodeIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-file-code-icon";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { PolicyFacts } from "../../server/contract/policies.ts";
import { Link } from "../address/Link.tsx";
import { ChangeSetLink } from "../changes/ChangeSetLink.tsx";
import { TextFilter } from "../graph/TextFilter.tsx";
import { useWords } from "../look/use-words.tsx";
import { problemOf } from "../queries/fetch-json.ts";
import { policiesQuery } from "../queries/policies.ts";
import { Shell } from "../shell/Shell.tsx";
import buttons from "../ui/button.module.css";
import { StateScreen } from "../ui/StateScreen.tsx";
import { KindStrip } from "./KindStrip.tsx";
import styles from "./PoliciesPage.module.css";
import { PolicyTable } from "./PolicyTable.tsx";
import { passing, sorted } from "./policy-rows.ts";
import { usePoliciesView } from "./use-policies-view.ts";

/** Every policy and route of the source: what it touches, what it decides, and what of it never does. */
export function PoliciesPage() {
  const words = useWords();
  const query = useQuery(policiesQuery());
  const problem = query.error === null ? null : problemOf(query.error);
  return (
    <Shell>
      {query.data !== undefined ? (
        <Loaded policies={query.data.policies} />
      ) : problem !== null ? (
        <StateScreen
          icon={<RhUiWarningIcon />}
          level={1}
          title={words.error.title}
          action={
            <button type="button" className={buttons.pill} onClick={() => void query.refetch()}>
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
            <h1>{words.policiesList.title}</h1>
          </div>
          <p className={styles.empty} role="status">
            {words.policiesList.loading}
          </p>
        </>
      )}
    </Shell>
  );
}

function Loaded({ policies }: { policies: readonly PolicyFacts[] }) {
  const words = useWords();
  const [view, change] = usePoliciesView();
  const found = useMemo(() => passing(policies, view), [policies, view]);
  const rows = useMemo(() => {
    const chosen = new Set(view.kinds);
    return sorted(
      found.filter(({ ref }) => chosen.size === 0 || chosen.has(ref.kind)),
      view,
    );
  }, [found, view]);
  return (
    <>
      <div className={styles.toolbar}>
        <h1>{words.policiesList.title}</h1>
        <TextFilter
          text={view.text}
          label={words.policiesList.filter}
          hint={words.policiesList.filterHint}
          onChange={(text) => change({ text })}
        />
        <span className={styles.space} />
        <ChangeSetLink />
        <Link href="/policies/templates" className={buttons.pill}>
          {words.change.newPolicy}
        </Link>
      </div>
      <KindStrip policies={policies} found={found} shown={rows.length} view={view} onChange={change} />
      {policies.length === 0 ? (
        <StateScreen icon={<RhUiFileCodeIcon />} title={words.policiesList.nothing}>
          <p>{words.empty.text}</p>
          <code>{words.empty.command}</code>
        </StateScreen>
      ) : (
        <PolicyTable rows={rows} view={view} onChange={change} />
      )}
      <footer className={styles.hints}>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {words.policiesList.keys}
        </span>
        <span>
          <kbd>Enter</kbd> {words.policiesList.open}
        </span>
        <span>
          <kbd>Space</kbd> {words.policiesList.about}
        </span>
      </footer>
    </>
  );
}
