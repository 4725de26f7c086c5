"use client";
import type { ReactNode } from "react";
import { useWords } from "../look/use-words.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { valuesOf } from "./catalogue.ts";
import styles from "./FindHelp.module.css";
import type { GraphFacts } from "./facts.ts";
import { type FieldName, fieldNames, fields } from "./fields.ts";

/** How each rule of writing looks. */
const writing = [
  ["word", "cart"],
  ["quoted", '"GET /api"'],
  ["glob", "server:shop/*"],
  ["comma", "verdict:denied,refused"],
  ["or", "(ns:a or ns:b) rate>1"],
  ["not", "-transport:mtls"],
  ["compare", "rate>10 cert<20% age<1h30m"],
  ["end", "client.ns:front server.proxy:none"],
  ["none", "policy:none"],
] as const;

/** How to find: examples to take, the rules of writing, and every field. */
export function FindHelp({
  facts,
  text,
  onClose,
  onTake,
}: {
  facts: GraphFacts;
  /** The query as it stands. */
  text: string;
  onClose: () => void;
  onTake: (text: string) => void;
}) {
  const words = useWords();
  const { sheet } = words.find;
  const namespace = valuesOf(facts, { name: "ns", end: "server" }).find(
    ({ value }) => value !== "none",
  )?.value;
  const examples = [
    ["refused", "observed:true verdict:denied,refused"],
    ...(namespace === undefined
      ? []
      : [["crossing", `server.ns:${namespace} -client.ns:${namespace} transport:plaintext`] as const]),
    ["anonymous", "open:true"],
    ["migration", "mode:permissive transport:plaintext rate>1"],
    ["certificates", "cert<20%"],
    ["flipped", "age<5m"],
  ] as const;
  return (
    <Dialog title={words.find.help} close={words.find.close} onClose={onClose}>
      <p className={styles.lead}>{sheet.lead}</p>
      <h3 className={styles.title}>{sheet.examples}</h3>
      <ul className={styles.list}>
        {examples.map(([name, query]) => (
          <li key={name} className={styles.row}>
            <Take text={query} onTake={() => onTake(query)} />
            <span>{sheet.example[name]}</span>
          </li>
        ))}
      </ul>
      <h3 className={styles.title}>{sheet.terms}</h3>
      <dl className={styles.list}>
        {writing.map(([name, how]) => (
          <Row key={name} mark={<code>{how}</code>} what={sheet.writing[name]} />
        ))}
      </dl>
      <p className={styles.lead}>{sheet.unknown}</p>
      <h3 className={styles.title}>{sheet.fields}</h3>
      <dl className={styles.list}>
        {fieldNames.map((name) => (
          <Row
            key={name}
            mark={
              <Take
                text={start(name)}
                onTake={() => onTake(`${text === "" ? "" : `${text.trimEnd()} `}${start(name)}`)}
              />
            }
            what={
              <>
                {words.find.fields[name]}
                {fields[name].choices !== null && (
                  <span className={styles.choices}>{fields[name].choices?.join(", ")}</span>
                )}
              </>
            }
          />
        ))}
      </dl>
    </Dialog>
  );
}

/** How a term of the field begins. */
const start = (name: FieldName): string =>
  `${name}${fields[name].kind === "share" || fields[name].kind === "duration" ? "<" : name === "rate" ? ">" : ":"}`;

function Take({ text, onTake }: { text: string; onTake: () => void }) {
  return (
    <button type="button" className={styles.take} onClick={onTake}>
      <code>{text}</code>
    </button>
  );
}

function Row({ mark, what }: { mark: ReactNode; what: ReactNode }) {
  return (
    <div className={styles.row}>
      <dt>{mark}</dt>
      <dd>{what}</dd>
    </div>
  );
}
