"use client";
import { RhUiSecurityIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-security-icon";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { type CertificatesAnswer, certificateStates } from "../../server/contract/certificates.ts";
import { useAddress } from "../address/use-address.ts";
import { TextFilter } from "../graph/TextFilter.tsx";
import { useWords } from "../look/use-words.tsx";
import { certificatesQuery } from "../queries/certificates.ts";
import { problemOf } from "../queries/fetch-json.ts";
import { Shell } from "../shell/Shell.tsx";
import buttons from "../ui/button.module.css";
import { Segments } from "../ui/Segments.tsx";
import { StateScreen } from "../ui/StateScreen.tsx";
import { AlertsDialog } from "./AlertsDialog.tsx";
import { CertificateDrawer } from "./CertificateDrawer.tsx";
import styles from "./CertificatesPage.module.css";
import { readCertificatesView, writeCertificatesView } from "./certificates-view.ts";
import { DecodeDialog } from "./DecodeDialog.tsx";
import { Inventory } from "./Inventory.tsx";
import { shownRows } from "./rows.ts";
import { Timeline } from "./Timeline.tsx";
import { Trust } from "./Trust.tsx";

/** Expiry and rotation of the whole mesh: when what ends, what stopped rotating, and who trusts whom. */
export function CertificatesPage() {
  const words = useWords();
  const { data, error } = useQuery(certificatesQuery());
  return (
    <Shell>
      {data !== undefined ? (
        <Loaded answer={data} />
      ) : error !== null ? (
        <StateScreen icon={<RhUiWarningIcon />} title={problemOf(error).title}>
          <p role="alert">{problemOf(error).detail}</p>
          <p>{problemOf(error).cure}</p>
        </StateScreen>
      ) : (
        <p className={styles.waiting} role="status">
          {words.certificates.loading}
        </p>
      )}
    </Shell>
  );
}

function Loaded({ answer }: { answer: CertificatesAnswer }) {
  const words = useWords();
  const said = words.certificates;
  const [view, change] = useAddress(readCertificatesView, writeCertificatesView, "replace");
  const [sheet, setSheet] = useState<"decode" | "alerts" | null>(null);
  const rows = useMemo(() => shownRows(answer.rows, view), [answer.rows, view]);
  const open = (id: string | null) => change({ opened: id });
  return (
    <div className={styles.page}>
      <div className={styles.left}>
        <div className={styles.toolbar}>
          <h1>{said.title}</h1>
          <Segments
            label={said.tabsLabel}
            kinds={said.tabs}
            chosen={view.tab}
            onChoose={(tab) => change({ tab })}
          />
          {view.tab !== "trust" && (
            <TextFilter
              text={view.text}
              label={said.filter}
              hint={said.filterHint}
              onChange={(text) => change({ text })}
            />
          )}
          <span className={styles.space} />
          <button type="button" className={buttons.control} onClick={() => setSheet("decode")}>
            {said.decode.open}
          </button>
          <button type="button" className={buttons.control} onClick={() => setSheet("alerts")}>
            {said.alerts.open}
          </button>
        </div>
        {view.tab === "trust" ? (
          <Trust onOpen={open} />
        ) : (
          <>
            <div className={styles.strip}>
              <strong>{said.count(answer.rows.length)}</strong>
              {certificateStates.map((state) => {
                const isOn = view.states.includes(state);
                const count = answer.counts[state];
                // That nothing has expired is worth a word; of the others only what is there.
                if (count === 0 && !isOn && state !== "expired") return null;
                return (
                  <button
                    key={state}
                    type="button"
                    className={styles.chip}
                    data-state={state}
                    aria-pressed={isOn}
                    disabled={count === 0 && !isOn}
                    onClick={() =>
                      change({
                        states: isOn ? view.states.filter((s) => s !== state) : [...view.states, state],
                      })
                    }
                  >
                    <strong>{count}</strong> {said.states[state]}
                  </button>
                );
              })}
              <span className={styles.space} />
              <span className={styles.quiet} title={answer.caMode.evidence.join(" ")}>
                {said.ca(said.modes[answer.caMode.mode])}
              </span>
            </div>
            {answer.rows.length === 0 ? (
              <StateScreen icon={<RhUiSecurityIcon />} title={said.none}>
                <Gaps answer={answer} />
              </StateScreen>
            ) : (
              <>
                {view.tab === "timeline" ? (
                  <Timeline answer={answer} rows={rows} view={view} onChange={change} />
                ) : (
                  <Inventory rows={rows} view={view} onChange={change} />
                )}
                <Gaps answer={answer} />
              </>
            )}
          </>
        )}
      </div>
      {view.opened !== null && (
        <CertificateDrawer
          id={view.opened}
          onClose={() => open(null)}
          onOpen={open}
          onDecode={() => setSheet("decode")}
        />
      )}
      {sheet === "decode" && <DecodeDialog onOpen={open} onClose={() => setSheet(null)} />}
      {sheet === "alerts" && <AlertsDialog onClose={() => setSheet(null)} />}
    </div>
  );
}

/** What is not known, with its cure, and what is wrong with no single certificate. */
function Gaps({ answer: { gaps, issues, proxies } }: { answer: CertificatesAnswer }) {
  const said = useWords().certificates;
  if (gaps.length + issues.length === 0) return null;
  return (
    <details className={styles.gaps} open={issues.length > 0}>
      <summary>{said.notKnown(gaps.length + issues.length, proxies.seen, proxies.all)}</summary>
      <ul>
        {issues.map(({ code, text, consequence, cure }) => (
          <li key={`${code} ${text}`}>
            <strong>{text}</strong> {consequence} {cure}
          </li>
        ))}
        {gaps.map(({ text, cure }) => (
          <li key={text}>
            {text} <span className={styles.quiet}>{cure}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
