"use client";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { saveText } from "../ui/save-text.ts";
import styles from "./form.module.css";

/** Takes the draft elsewhere: its YAML, a kubectl line, or a file. Nothing is written. */
export function ExportDialog({
  text,
  file,
  removes = [],
  onClose,
}: {
  text: string;
  file: string;
  /** Lines that take objects away: YAML cannot say that. */
  removes?: readonly string[];
  onClose: () => void;
}) {
  const words = useWords().change;
  const body = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  const applies = `kubectl apply --server-side --field-manager=sekisho -f - <<'EOF'\n${body}EOF\n`;
  const line = [...(body === "" ? [] : [applies]), ...removes.map((remove) => `${remove}\n`)].join("");
  const save = () => saveText(file, body, "application/yaml");
  return (
    <Dialog title={words.exportTitle} close={words.close} onClose={onClose}>
      <div className={styles.section}>
        <p className={styles.hint}>{words.exportAbout}</p>
        <pre className={styles.preview}>{removes.length === 0 ? body : line}</pre>
        <div className={styles.row}>
          <CopyButton pill text={() => body} label={words.exportCopyYaml} done={words.copied}>
            {words.exportCopyYaml}
          </CopyButton>
          <CopyButton pill text={() => line} label={words.exportCopyLine} done={words.copied}>
            {words.exportCopyLine}
          </CopyButton>
          <button type="button" className={buttons.pill} onClick={save}>
            {words.exportDownload}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
