import { RhUiAddIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-add-icon";
import { RhUiCloseIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-close-icon";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./AskForm.module.css";
import { type HeaderRow, isSecretHeader } from "./draft.ts";

/** The request's headers, one row each; the value of one with a secret is masked. */
export function HeaderRows({
  rows,
  onChange,
}: {
  rows: readonly HeaderRow[];
  onChange: (rows: readonly HeaderRow[]) => void;
}) {
  const words = useWords();
  const put = (at: number, part: Partial<HeaderRow>) =>
    onChange(rows.map((row, i) => (i === at ? { ...row, ...part } : row)));
  return (
    <div className={styles.group}>
      <h3>{words.ask.headers}</h3>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no identity but its place
        <div key={i} className={styles.headerRow}>
          <input
            className={`${styles.input} ${styles.mono}`}
            aria-label={words.ask.headerName}
            spellCheck={false}
            autoComplete="off"
            value={row.name}
            onChange={(event) => put(i, { name: event.target.value })}
          />
          <input
            className={`${styles.input} ${styles.mono}`}
            aria-label={words.ask.headerValue}
            type={isSecretHeader(row.name) ? "password" : "text"}
            spellCheck={false}
            autoComplete="off"
            value={row.value}
            onChange={(event) => put(i, { value: event.target.value })}
          />
          <button
            type="button"
            className={buttons.icon}
            aria-label={words.ask.removeHeader}
            title={words.ask.removeHeader}
            onClick={() => onChange(rows.filter((_, at) => at !== i))}
          >
            <RhUiCloseIcon />
          </button>
        </div>
      ))}
      <button
        type="button"
        className={styles.text}
        onClick={() => onChange([...rows, { name: "", value: "" }])}
      >
        <RhUiAddIcon /> {words.ask.addHeader}
      </button>
    </div>
  );
}
