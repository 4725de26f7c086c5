import type { AskChoices } from "../../server/contract/ask.ts";
import { Glyph } from "../look/Glyph.tsx";
import { useWords } from "../look/use-words.tsx";
import { Combobox } from "../ui/Combobox.tsx";
import { Segments } from "../ui/Segments.tsx";
import styles from "./AskForm.module.css";
import type { Draft } from "./draft.ts";
import { Named } from "./Named.tsx";

/** Who calls: a workload, a service account, or somebody outside. */
export function CallerField({
  draft,
  choices,
  onChange,
}: {
  draft: Draft;
  choices: AskChoices | undefined;
  onChange: (part: Partial<Draft>) => void;
}) {
  const words = useWords();
  const { callerKind } = draft;
  return (
    <div className={styles.group}>
      <h3>{words.ask.caller}</h3>
      <Segments
        label={words.ask.caller}
        kinds={words.ask.callerKind}
        chosen={callerKind}
        onChoose={(kind) => onChange({ callerKind: kind })}
      />
      {callerKind === "workload" && (
        <Combobox
          label={words.ask.workload}
          value={draft.workload}
          options={(choices?.callers ?? []).map(({ id }) => ({ value: id, label: <Named id={id} /> }))}
          placeholder="namespace/workload"
          nothing={words.ask.noMatch}
          onChange={(workload) => onChange({ workload })}
        />
      )}
      {callerKind === "account" && (
        <Combobox
          label={words.ask.account}
          value={draft.account}
          options={(choices?.accounts ?? []).map((id) => ({ value: id, label: <Named id={id} /> }))}
          placeholder="namespace/account"
          nothing={words.ask.noMatch}
          onChange={(account) => onChange({ account })}
        />
      )}
      {callerKind === "outside" && (
        <input
          className={styles.input}
          aria-label={words.ask.address}
          placeholder={words.ask.address}
          spellCheck={false}
          autoComplete="off"
          value={draft.address}
          onChange={(event) => onChange({ address: event.target.value })}
        />
      )}
      <Presents draft={draft} choices={choices} />
    </div>
  );
}

function Presents({ draft, choices }: { draft: Draft; choices: AskChoices | undefined }) {
  const words = useWords();
  if (draft.callerKind === "account") return <p className={styles.hint}>{words.ask.accountHint}</p>;
  if (draft.callerKind === "outside") return <p className={styles.hint}>{words.ask.presentsNothing}</p>;
  const known = choices?.callers.find(({ id }) => id === draft.workload);
  if (known === undefined) return null;
  return known.principal === null ? (
    <p className={styles.hint}>{words.ask.presentsNothing}</p>
  ) : (
    <p className={styles.hint} title={`spiffe://${known.principal}`}>
      <span className={styles.lock}>
        <Glyph name="lockClosed" />
      </span>
      {words.ask.presents} <code>{known.principal}</code>
    </p>
  );
}
