"use client";
import { useQuery } from "@tanstack/react-query";
import { useWords } from "../look/use-words.tsx";
import { policiesQuery } from "../queries/policies.ts";
import type { PolicyAddress } from "../queries/policy-source.ts";
import { DecidedEdges } from "./DecidedEdges.tsx";
import styles from "./PoliciesPage.module.css";
import { PolicyNotes } from "./PolicyAbout.tsx";
import { policyKey } from "./policy-rows.ts";

/** Beside the YAML: the drawn edges that each line decides, and what of it never does. Nothing for kinds that are not listed. */
export function PolicyAside({ address }: { address: PolicyAddress }) {
  const words = useWords();
  const { data } = useQuery(policiesQuery());
  const key = policyKey({ ...address, rule: null });
  const policy = data?.policies.find(({ ref }) => policyKey(ref) === key);
  if (policy === undefined) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
    <aside className={styles.aside} tabIndex={0} aria-label={words.policy.decides}>
      <section>
        <h2>{words.policy.decides}</h2>
        <DecidedEdges
          decisions={policy.decisions}
          lineHref={({ line }) => (line === null ? "#" : `#L${line}`)}
        />
      </section>
      <section>
        <h2>{words.policy.notes}</h2>
        <PolicyNotes policy={policy} />
      </section>
    </aside>
  );
}
