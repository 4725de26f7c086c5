"use client";
import { useMemo } from "react";
import type { ChangeChoices } from "../../server/contract/change.ts";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { pageSource } from "../address/page-source.ts";
import { useGo } from "../address/use-go.ts";
import { writeStoredDraft } from "../change/draft.ts";
import { draftKey, draftScope } from "../change/draft-key.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { denyByDefault, type SeenCaller } from "./deny-by-default.ts";
import styles from "./TemplatesPage.module.css";

/** Closes a namespace and keeps its observed traffic: several drafts, which wait in the change set. */
export function DenyCard({
  namespace,
  graph,
  choices,
}: {
  namespace: string;
  graph: GraphAnswer;
  choices: ChangeChoices;
}) {
  const words = useWords();
  const said = words.starts.deny;
  const go = useGo();
  const plan = useMemo(() => denyByDefault(namespace, graph, choices), [namespace, graph, choices]);
  const begin = () => {
    const scope = draftScope(pageSource(), graph.source.name);
    for (const { namespace: ns, name, text } of plan.policies) {
      const place = { operation: "create", kind: "AuthorizationPolicy", namespace: ns, name } as const;
      writeStoredDraft(draftKey(scope, place), { text, base: null, why: said.why(namespace) });
    }
    go.to("/changes");
  };
  const kept = plan.policies.flatMap(({ keeps }) => keeps);
  return (
    <li className={styles.card} data-wide>
      <h3>{said.title(namespace)}</h3>
      <p>{said.about}</p>
      {plan.closed && <p>{said.closed(namespace)}</p>}
      <Callers title={said.lets(kept.length)} callers={kept} />
      <Callers title={said.kept(plan.kept.length)} callers={plan.kept} />
      <Callers title={said.nameless(plan.nameless.length)} callers={plan.nameless} warns />
      <p>
        <button type="button" className={buttons.pill} disabled={plan.policies.length === 0} onClick={begin}>
          {said.begin(plan.policies.length)}
        </button>
      </p>
      <p className={styles.kind}>AuthorizationPolicy</p>
    </li>
  );
}

function Callers({
  title,
  callers,
  warns = false,
}: {
  title: string;
  callers: readonly SeenCaller[];
  warns?: boolean;
}) {
  if (callers.length === 0) return null;
  return (
    <details className={styles.callers} data-warns={warns || undefined}>
      <summary>{title}</summary>
      <ul>
        {callers.map(({ client, server, workloadPort }) => (
          <li key={`${client} ${server} ${workloadPort}`}>
            {client} → {server}:{workloadPort}
          </li>
        ))}
      </ul>
    </details>
  );
}
