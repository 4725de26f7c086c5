"use client";
import type { PolicyRef } from "../../server/contract/refs.ts";
import { useWords } from "../look/use-words.tsx";
import { PolicyLink } from "../policies/PolicyLink.tsx";
import styles from "./GroupCard.module.css";

/** A reference as the answer's `lines` name it. */
export const lineOf = (
  lines: Readonly<Record<string, number>>,
  { kind, namespace, name, rule }: PolicyRef,
): number | null => lines[`${kind} ${namespace}/${name}${rule === null ? "" : `#${rule}`}`] ?? null;

/** Policies that decide, each leading to its line. */
export function Refs({
  policies,
  lines,
  most,
}: {
  policies: readonly PolicyRef[];
  lines: Readonly<Record<string, number>>;
  most: number;
}) {
  const words = useWords();
  const rest = policies.length - most;
  return (
    <>
      {policies.slice(0, rest > 1 ? most : policies.length).map((policy) => (
        <span key={`${policy.kind} ${policy.namespace}/${policy.name} ${policy.rule}`} className={styles.ref}>
          <PolicyLink policy={policy} short line={lineOf(lines, policy)} />
        </span>
      ))}
      {rest > 1 && <span className={styles.ref}>{words.focus.morePolicies(rest)}</span>}
    </>
  );
}
