"use client";
import { useState } from "react";
import type { DecodeAnswer } from "../../server/contract/certificates.ts";
import { useWords } from "../look/use-words.tsx";
import { decodeText } from "../queries/certificates.ts";
import { problemOf } from "../queries/fetch-json.ts";
import buttons from "../ui/button.module.css";
import { Dialog } from "../ui/Dialog.tsx";
import styles from "./CertificateDrawer.module.css";

/** A pasted PEM or X-Forwarded-Client-Cert header, read and matched to who has it. Nothing of it is kept. */
export function DecodeDialog({ onOpen, onClose }: { onOpen: (id: string) => void; onClose: () => void }) {
  const words = useWords();
  const said = words.certificates.decode;
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<DecodeAnswer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const decode = async () => {
    setBusy(true);
    setProblem(null);
    try {
      setAnswer(await decodeText(text));
    } catch (error) {
      const { detail, cure } = problemOf(error instanceof Error ? error : new Error(String(error)));
      setAnswer(null);
      setProblem(`${detail} ${cure}`);
    }
    setBusy(false);
  };
  return (
    <Dialog title={said.title} close={words.change.close} onClose={onClose}>
      <div className={styles.dialog}>
        <label className={styles.confirm}>
          <span>{said.about}</span>
          <textarea
            rows={8}
            value={text}
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <p>
          <button
            type="button"
            className={buttons.primary}
            disabled={busy || text.trim() === ""}
            onClick={decode}
          >
            {said.run}
          </button>
        </p>
        {problem !== null && <p role="alert">{problem}</p>}
        {answer !== null && (
          <section aria-label={said.holds} aria-live="polite">
            {answer.form === "none" && <p>{said.nothing}</p>}
            {answer.problems.map((p) => (
              <p key={`${p.block} ${p.text}`} data-bad>
                {p.text} {p.cure}
              </p>
            ))}
            {answer.matches.length > 0 && <h3>{said.matches}</h3>}
            <ul>
              {answer.matches.map(({ row, workload, how }) => (
                <li key={`${workload} ${how} ${row}`}>
                  {row === null ? (
                    workload
                  ) : (
                    <button
                      type="button"
                      className={styles.name}
                      onClick={() => {
                        onOpen(row);
                        onClose();
                      }}
                    >
                      {workload}
                    </button>
                  )}{" "}
                  <span className={styles.quiet}>{said.how[how]}</span>
                </li>
              ))}
            </ul>
            {answer.form !== "none" && answer.matches.length === 0 && (
              <p className={styles.quiet}>{said.nobody}</p>
            )}
            <ul>
              {answer.certificates.map((c) => (
                <li key={c.sha256}>
                  <strong>{c.spiffeId ?? c.name}</strong>{" "}
                  <span className={styles.quiet}>
                    {c.keyType}, {words.certificates.serial(c.serial)}, {c.notBefore.slice(0, 16)} –{" "}
                    {c.notAfter.slice(0, 16)}, {words.certificates.states[c.state]}
                  </span>
                </li>
              ))}
            </ul>
            {answer.hops.length > 0 && (
              <ol>
                {answer.hops.map((hop, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: hops have no other name than their place
                  <li key={i}>
                    {said.hop(hop.by.join(", ") || "?", hop.uris.join(", ") || hop.subject || "?")}{" "}
                    {hop.hash !== null && <code>{hop.hash}</code>}
                  </li>
                ))}
              </ol>
            )}
          </section>
        )}
      </div>
    </Dialog>
  );
}
