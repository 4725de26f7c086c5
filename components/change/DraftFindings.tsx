"use client";
import { createContext, useContext } from "react";
import type { ChangedFindings, Finding } from "../../server/contract/findings.ts";
import { SeverityMark } from "../findings/SeverityMark.tsx";
import { useWords } from "../look/use-words.tsx";
import styles from "./DraftFindings.module.css";

/** What is found of the draft, for the fields that show their own. */
export const FoundInDraft = createContext<ChangedFindings | null>(null);

const isUnder = ({ path }: Finding, field: string) =>
  path !== null && (path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`));
/** Fields whose part of the form shows their findings. */
const isShownBeside = ({ path }: Finding) => path !== null && /^spec\.(rules\[|selector\b)/.test(path);

/** What is found of one field and what stands in it, beside the field. @param field e.g. `spec.rules[0]` */
export function FieldFindings({ field }: { field: string }) {
  const found = useContext(FoundInDraft)?.own.filter((finding) => isUnder(finding, field)) ?? [];
  return <List findings={found} />;
}

/** What is found of the draft as a whole, what it does to other objects, and what it mends. */
export function DraftFindings() {
  const words = useWords();
  const said = words.change.findings;
  const found = useContext(FoundInDraft);
  if (found === null) return null;
  const own = found.own.filter((finding) => !isShownBeside(finding));
  if (own.length + found.caused.length + found.solved.length === 0) return null;
  return (
    <section className={styles.section} aria-label={said.title}>
      <h2>{said.title}</h2>
      <List findings={own} />
      {found.caused.length > 0 && <h3>{said.caused}</h3>}
      <List findings={found.caused} named />
      {found.solved.length > 0 && <p className={styles.quiet}>{said.solved(found.solved.length)}</p>}
    </section>
  );
}

function List({ findings, named = false }: { findings: readonly Finding[]; named?: boolean }) {
  const words = useWords();
  if (findings.length === 0) return null;
  return (
    <ul className={styles.list}>
      {findings.map(({ code, known, severity, object, path, text, cure }) => (
        <li
          key={`${code} ${object.kind} ${object.namespace}/${object.name} ${path} ${text}`}
          data-severity={severity}
        >
          <SeverityMark severity={severity} />
          <p>
            <span className="sk-visually-hidden">{words.findings.severity[severity]}: </span>
            {named && (
              <strong>
                {object.kind} {object.namespace}/{object.name}:{" "}
              </strong>
            )}
            {text} <span className={styles.quiet}>{cure}</span> <code>{known}</code>
          </p>
        </li>
      ))}
    </ul>
  );
}
