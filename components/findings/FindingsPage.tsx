"use client";
import { RhUiCheckCircleIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-check-circle-icon";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Finding } from "../../server/contract/findings.ts";
import { Link } from "../address/Link.tsx";
import { useAddress } from "../address/use-address.ts";
import { TextFilter } from "../graph/TextFilter.tsx";
import { useWords } from "../look/use-words.tsx";
import { problemOf } from "../queries/fetch-json.ts";
import { findingsQuery } from "../queries/findings.ts";
import { Shell } from "../shell/Shell.tsx";
import buttons from "../ui/button.module.css";
import { StateScreen } from "../ui/StateScreen.tsx";
import styles from "./FindingsPage.module.css";
import { FindingTable } from "./FindingTable.tsx";
import { ofSeverity, passing, sorted } from "./finding-rows.ts";
import { readFindingsView, writeFindingsView } from "./findings-view.ts";
import { SeverityStrip } from "./SeverityStrip.tsx";

/** What objects of the source do not do, do otherwise than they read, or do to somebody; the worst first. */
export function FindingsPage() {
  const words = useWords();
  const query = useQuery(findingsQuery());
  const problem = query.error === null ? null : problemOf(query.error);
  return (
    <Shell>
      {query.data !== undefined ? (
        <Loaded findings={query.data.findings} />
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
            <h1>{words.findings.title}</h1>
          </div>
          <p className={styles.empty} role="status">
            {words.findings.loading}
          </p>
        </>
      )}
    </Shell>
  );
}

function Loaded({ findings }: { findings: readonly Finding[] }) {
  const words = useWords().findings;
  // Filters replace the entry of the history: Back leaves the list.
  const [view, change] = useAddress(readFindingsView, writeFindingsView, "replace");
  const found = useMemo(() => passing(findings, view.text), [findings, view.text]);
  const rows = useMemo(() => sorted(ofSeverity(found, view.severities), view), [found, view]);
  if (findings.length === 0)
    return (
      <StateScreen
        icon={<RhUiCheckCircleIcon />}
        level={1}
        title={words.none}
        action={
          <Link className={buttons.pill} href="/policies">
            {words.toPolicies}
          </Link>
        }
      >
        <p>{words.noneText}</p>
      </StateScreen>
    );
  return (
    <>
      <div className={styles.toolbar}>
        <h1>{words.title}</h1>
        <TextFilter
          text={view.text}
          label={words.filter}
          hint={words.filterHint}
          onChange={(text) => change({ text })}
        />
      </div>
      <SeverityStrip found={found} shown={rows.length} view={view} onChange={change} />
      <FindingTable rows={rows} view={view} onChange={change} />
      <footer className={styles.hints}>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {words.keys}
        </span>
        <span>
          <kbd>Enter</kbd> {words.open}
        </span>
        <span>
          <kbd>Space</kbd> {words.about}
        </span>
      </footer>
    </>
  );
}
