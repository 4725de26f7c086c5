import { useState } from "react";
import type { AskAnswer } from "../../server/contract/ask.ts";
import { useWords } from "../look/use-words.tsx";
import { PolicyLink } from "../policies/PolicyLink.tsx";
import { Segments } from "../ui/Segments.tsx";
import styles from "./AskForm.module.css";
import { claimsBroken, type Draft } from "./draft.ts";

/** The caller's token: none, a real one (masked), or the claims that a good one would have. */
export function TokenField({
  draft,
  answer,
  onChange,
}: {
  draft: Draft;
  answer: AskAnswer | null;
  onChange: (part: Partial<Draft>) => void;
}) {
  const words = useWords();
  const [shown, setShown] = useState(false);
  const { tokenKind } = draft;
  return (
    <div className={styles.group}>
      <h3>{words.ask.token}</h3>
      <Segments
        label={words.ask.token}
        kinds={words.ask.tokenKind}
        chosen={tokenKind}
        onChoose={(kind) => onChange({ tokenKind: kind })}
      />
      {tokenKind === "jwt" && (
        <>
          <div className={styles.masked}>
            <input
              className={`${styles.input} ${styles.mono}`}
              type={shown ? "text" : "password"}
              aria-label={words.ask.jwt}
              placeholder={words.ask.jwt}
              spellCheck={false}
              autoComplete="off"
              value={draft.jwt}
              onChange={(event) => onChange({ jwt: event.target.value })}
            />
            <button
              type="button"
              className={styles.text}
              aria-pressed={shown}
              onClick={() => setShown(!shown)}
            >
              {shown ? words.ask.hideToken : words.ask.showToken}
            </button>
          </div>
          <p className={styles.hint}>{words.ask.jwtHint}</p>
        </>
      )}
      {tokenKind === "claims" && (
        <>
          <textarea
            className={`${styles.input} ${styles.mono}`}
            aria-label={words.ask.claims}
            aria-invalid={claimsBroken(draft)}
            placeholder={'{"sub": "alice", "groups": ["admins"]}'}
            rows={3}
            spellCheck={false}
            value={draft.claims}
            onChange={(event) => onChange({ claims: event.target.value })}
          />
          <p className={styles.hint}>{claimsBroken(draft) ? words.ask.claimsBroken : words.ask.claimsHint}</p>
        </>
      )}
      <TokenState answer={answer} />
    </div>
  );
}

function TokenState({ answer }: { answer: AskAnswer | null }) {
  const words = useWords();
  const token = answer?.token;
  if (token === undefined || words.ask.tokenState[token.state] === "") return null;
  return (
    <p className={styles.hint}>
      {words.ask.tokenState[token.state]}
      {token.by !== null && (
        <>
          {" "}
          <PolicyLink policy={token.by} short />
        </>
      )}
    </p>
  );
}
