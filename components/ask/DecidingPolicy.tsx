"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { AskAnswer, Decider } from "../../server/contract/ask.ts";
import { Link } from "../address/Link.tsx";
import { Steps } from "../graph/Steps.tsx";
import { useWords } from "../look/use-words.tsx";
import { policyHref } from "../policies/PolicyLink.tsx";
import { yamlPieces } from "../policies/yaml-line.ts";
import { policySourceQuery } from "../queries/policy-source.ts";
import { ScrollRegion } from "../ui/ScrollRegion.tsx";
import styles from "./DecidingPolicy.module.css";
import { type ExcerptLine, excerptOf } from "./excerpt.ts";
import { shortIdentity } from "./sentence.ts";

const signs = { bad: "✕", good: "✓", selects: "✓", open: "◆", here: "▸" } as const;

/** The policy that decides, or that came nearest, with the lines that say so. */
export function DecidingPolicy({ answer }: { answer: AskAnswer }) {
  const words = useWords();
  const { decider, server } = answer;
  if (decider === null)
    return (
      <section className={styles.card} aria-label={words.ask.decides}>
        <header className={styles.header}>
          <h2>{words.ask.decides}</h2>
        </header>
        <p className={styles.nobody}>{words.ask.decidesNothing}</p>
        <div className={styles.steps}>
          <Steps steps={answer.answer.steps} outcome={answer.answer.outcome} />
        </div>
      </section>
    );
  const { ref, rule, nearest, line } = decider;
  const title = nearest ? words.ask.comesNearest : words.ask.decides;
  return (
    <section className={styles.card} aria-label={title}>
      <header className={styles.header}>
        <h2>{title}</h2>
        <Link
          href={policyHref(ref, line, rule?.miss?.path ?? null)}
          title={`${ref.kind} ${ref.namespace}/${ref.name}`}
        >
          {ref.namespace}/{ref.name}
          {rule === null ? "" : `, ${words.ask.rule(rule.rule)}`}
        </Link>
        <span className={styles.space} />
        <Link href={policyHref(ref, line, null)}>{words.ask.openPolicy}</Link>
      </header>
      <Source
        key={`${ref.kind}/${ref.namespace}/${ref.name}`}
        decider={decider}
        server={server?.id.split("/").at(-1) ?? ""}
      />
    </section>
  );
}

function Source({ decider, server }: { decider: Decider; server: string }) {
  const words = useWords();
  const { ref } = decider;
  const { data } = useQuery(policySourceQuery(ref));
  const [unfolded, setUnfolded] = useState(false);
  const box = useRef<HTMLElement>(null);
  const excerpt = data === undefined ? null : excerptOf(data.text, data.firstLine, decider);
  const first = excerpt?.lines.find(({ mark }) => mark === "bad" || mark === "here")?.number ?? null;
  useEffect(() => {
    if (first === null) return;
    const row = box.current?.querySelector<HTMLElement>(`[data-line="${first}"]`);
    if (row && box.current) box.current.scrollTop = Math.max(0, row.offsetTop - box.current.clientHeight / 2);
  }, [first]);
  if (data === undefined || excerpt === null) return <div className={styles.waiting} />;
  const { folded } = excerpt;
  return (
    <ScrollRegion region={box} className={styles.source} label={`${ref.kind} ${ref.namespace}/${ref.name}`}>
      {folded !== null && !unfolded && (
        <button type="button" className={styles.folded} onClick={() => setUnfolded(true)}>
          <span className={styles.number}>{folded.from}</span>
          <span className={styles.sign}>›</span>
          {ref.kind} {ref.namespace}/{ref.name} <span>{words.ask.lines(folded.from, folded.to)}</span>
        </button>
      )}
      {unfolded && folded?.lines.map((line) => <Row key={line.number} line={line} server={server} />)}
      {excerpt.lines.map((line) => (
        <Row key={line.number} line={line} server={server} />
      ))}
    </ScrollRegion>
  );
}

function Row({ line: { number, text, mark, was }, server }: { line: ExcerptLine; server: string }) {
  const words = useWords();
  const indent = " ".repeat(/^[\s-]*/.exec(text)?.[0].length ?? 0);
  return (
    <div className={styles.row} data-line={number} data-mark={mark ?? ""}>
      <span className={styles.number}>{number}</span>
      <span className={styles.sign} aria-hidden="true">
        {mark === null ? "" : signs[mark]}
      </span>
      <code className={styles.code}>
        {yamlPieces(text).map((piece, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line have no other identity
          <span key={i} {...(piece.kind === "plain" ? {} : { className: styles[piece.kind] })}>
            {piece.text}
          </span>
        ))}
        {mark === "good" && was !== null && (
          <span className={styles.said}> {words.ask.isSo(shortIdentity(was))}</span>
        )}
        {mark === "selects" && <span className={styles.said}> {words.ask.selects(server)}</span>}
        {mark === "here" && <span className={styles.said}> {words.ask.here}</span>}
        {mark === "bad" && was !== null && (
          <span className={styles.was}>
            {indent}
            {words.ask.was} <strong>{was}</strong>
          </span>
        )}
      </code>
    </div>
  );
}
