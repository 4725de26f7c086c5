"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CertificateActionOutcome, OfferedAction } from "../../server/contract/certificate-actions.ts";
import type { CertificateRow } from "../../server/contract/certificates.ts";
import drawer from "../graph/Drawer.module.css";
import { useWords } from "../look/use-words.tsx";
import { act, certificateActionsQuery } from "../queries/certificates.ts";
import { problemOf } from "../queries/fetch-json.ts";
import { refreshAll } from "../queries/refresh.ts";
import buttons from "../ui/button.module.css";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import styles from "./CertificateDrawer.module.css";

/** What may be done about a certificate here, with its effect and risks first; lines for the rest. */
export function Actions({ row }: { row: CertificateRow }) {
  const words = useWords();
  const said = words.certificates.actions;
  const { data, error } = useQuery(
    certificateActionsQuery(
      row.kind === "workload" || row.kind === "gateway" ? row.workloads : [],
      row.kind === "certManager" ? [row.owner] : [],
    ),
  );
  const [opened, setOpened] = useState<OfferedAction | null>(null);
  if (data === undefined) {
    if (error === null) return null;
    const { detail, cure } = problemOf(error);
    return (
      <section className={styles.section} aria-label={said.title}>
        <h3>{said.title}</h3>
        <p role="alert" className={styles.quiet}>
          {detail} {cure}
        </p>
      </section>
    );
  }
  return (
    <section className={styles.section} aria-label={said.title}>
      <h3>{said.title}</h3>
      {data.none !== null && (
        <p className={styles.quiet}>
          {data.none.text} {data.none.cure}
        </p>
      )}
      {data.actions.map((offered) => (
        <div key={JSON.stringify(offered.action)}>
          <button
            type="button"
            className={buttons.pill}
            disabled={!offered.right.allowed}
            onClick={() => setOpened(offered)}
          >
            {said.verbs[offered.action.do](offered.action.name)}
          </button>
          {!offered.right.allowed && (
            <p className={styles.quiet}>
              {offered.right.text} {offered.right.cure}{" "}
              {offered.right.grant !== null && <code>{offered.right.grant}</code>}
            </p>
          )}
        </div>
      ))}
      {data.commands.map(({ text, command }) => (
        <div key={command}>
          <p className={styles.quiet}>{text}</p>
          <div className={drawer.box}>
            <code>{command}</code>
            <CopyButton
              text={() => command}
              label={words.certificates.copyCommand}
              done={words.drawer.copied}
            />
          </div>
        </div>
      ))}
      {opened !== null && <ActionDialog offered={opened} onClose={() => setOpened(null)} />}
    </section>
  );
}

function ActionDialog({ offered, onClose }: { offered: OfferedAction; onClose: () => void }) {
  const words = useWords();
  const said = words.certificates.actions;
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [end, setEnd] = useState<
    (Pick<CertificateActionOutcome, "text" | "cure" | "grant"> & { readonly done: boolean }) | null
  >(null);
  const { action, effect, risks, command, confirm } = offered;
  const verb = said.verbs[action.do](action.name);
  const run = async () => {
    setBusy(true);
    try {
      const { outcome } = await act(action, typed);
      setEnd({ ...outcome, done: outcome.kind === "done" });
    } catch (error) {
      const { detail, cure } = problemOf(error instanceof Error ? error : new Error(String(error)));
      setEnd({ done: false, text: `${said.lost} ${detail}`, cure, grant: null });
    }
    setBusy(false);
    await refreshAll(client);
  };
  return (
    <Dialog title={verb} close={words.change.close} onClose={onClose}>
      <div className={styles.dialog}>
        <p>{effect}</p>
        {risks.length > 0 && (
          <ul>
            {risks.map((risk) => (
              <li key={risk}>{risk}</li>
            ))}
          </ul>
        )}
        <div className={drawer.box}>
          <code>{command}</code>
          <CopyButton
            text={() => command}
            label={words.certificates.copyCommand}
            done={words.drawer.copied}
          />
        </div>
        {confirm && (
          <label className={styles.confirm}>
            <span>{said.confirm(action.name)}</span>
            <input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
          </label>
        )}
        {end !== null && (
          <p role={end.done ? "status" : "alert"} data-bad={!end.done || undefined}>
            {end.text} {end.cure} {end.grant !== null && <code>{end.grant}</code>}
          </p>
        )}
        <p>
          <button
            type="button"
            className={buttons.primary}
            disabled={busy || end?.done === true || (confirm && typed !== action.name)}
            onClick={run}
          >
            {busy ? said.busy : verb}
          </button>
        </p>
      </div>
    </Dialog>
  );
}
