"use client";
import { useState } from "react";
import type { AskAnswer, WhoCaller, WhoGroup } from "../../server/contract/ask.ts";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { outcomeLook } from "../look/outcome.ts";
import { useWords } from "../look/use-words.tsx";
import { ScrollRegion } from "../ui/ScrollRegion.tsx";
import type { Draft } from "./draft.ts";
import { Named } from "./Named.tsx";
import styles from "./WhoCould.module.css";

const shownFirst = 4;

/** The same request by each other caller, grouped by how it ends; a row asks as that caller. */
export function WhoCould({
  answer,
  draft,
  onAsk,
}: {
  answer: AskAnswer;
  draft: Draft;
  onAsk: (part: Partial<Draft>) => void;
}) {
  const words = useWords();
  const callers = answer.who.reduce((sum, group) => sum + group.callers.length, 0);
  const told = words.ask.whoOf(draft.protocol === "tcp" ? "" : draft.method, draft.path, callers);
  return (
    <section className={styles.card} aria-label={words.ask.who}>
      <header className={styles.header}>
        <h2>{words.ask.who}</h2>
        <span>{told}</span>
      </header>
      <ScrollRegion className={styles.scroll} label={told}>
        {answer.who.map((group) => (
          <Group
            key={`${group.outcome} ${group.seen?.kind} ${group.seen?.status}`}
            group={group}
            onAsk={onAsk}
          />
        ))}
      </ScrollRegion>
    </section>
  );
}

function Group({ group, onAsk }: { group: WhoGroup; onAsk: (part: Partial<Draft>) => void }) {
  const words = useWords();
  const [all, setAll] = useState(false);
  const { outcome, seen, callers } = group;
  const short = !all && callers.length > shownFirst + 1;
  const shown = short ? callers.slice(0, shownFirst) : callers;
  const ending =
    seen === null || outcome === "allowed"
      ? null
      : seen.kind === "http"
        ? words.ask.whoSeen.http(seen.status ?? 0)
        : words.ask.whoSeen[seen.kind];
  return (
    <>
      <h3 className={styles.count}>
        <strong style={{ color: `var(--sk-${outcomeLook[outcome].family}-text)` }}>{callers.length}</strong>{" "}
        {words.ask.whoCount[outcome]}
        {ending === null ? "" : `, ${ending}`}
      </h3>
      <ul className={styles.list}>
        {shown.map((caller) => (
          <li key={caller.id}>
            <button
              type="button"
              className={styles.caller}
              {...(caller.asked ? { "aria-current": "true" as const } : {})}
              onClick={() => onAsk(asCaller(caller))}
            >
              <MiniEdge outcome={outcome} transport={caller.transport} />
              <Named id={caller.id} />
              <span className={styles.reason}>
                {caller.asked
                  ? words.ask.thisRequest
                  : words.ask.whoReason[caller.reason.code](caller.reason.value)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {callers.length > shownFirst + 1 && (
        <button type="button" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all
            ? words.ask.less
            : words.ask.more(callers.length - shownFirst, whereabouts(callers.slice(shownFirst)))}
        </button>
      )}
    </>
  );
}

const asCaller = ({ id }: WhoCaller): Partial<Draft> =>
  id === "outside" ? { callerKind: "outside" } : { callerKind: "workload", workload: id };

/** "shop 6, front 1, partner 1" */
function whereabouts(callers: readonly WhoCaller[]): string {
  const counts = new Map<string, number>();
  for (const { id } of callers) {
    const namespace = id.includes("/") ? id.slice(0, id.indexOf("/")) : id;
    counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const list = sorted.slice(0, 3).map(([namespace, n]) => `${namespace} ${n}`);
  return sorted.length > 3 ? `${list.join(", ")}, …` : list.join(", ");
}
