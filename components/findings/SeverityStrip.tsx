import { type Finding, severities } from "../../server/contract/findings.ts";
import type { ChangeAddress } from "../address/use-address.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./FindingsPage.module.css";
import type { FindingsView } from "./findings-view.ts";
import { SeverityMark } from "./SeverityMark.tsx";

/** How many of each severity; each count is a switch that shows only those. */
export function SeverityStrip({
  found,
  shown,
  view,
  onChange,
}: {
  /** What the text leaves. */
  found: readonly Finding[];
  shown: number;
  view: FindingsView;
  onChange: ChangeAddress<FindingsView>;
}) {
  const words = useWords().findings;
  return (
    <fieldset className={styles.strip} aria-label={words.label}>
      <strong className={styles.total} role="status">
        {words.count(shown)}
      </strong>
      {severities.map((severity) => {
        const isOn = view.severities.includes(severity);
        const n = found.filter((f) => f.severity === severity).length;
        return (
          <button
            key={severity}
            type="button"
            className={styles.count}
            data-severity={severity}
            aria-pressed={isOn}
            onClick={() =>
              onChange({
                severities: isOn
                  ? view.severities.filter((other) => other !== severity)
                  : [...view.severities, severity],
              })
            }
          >
            <SeverityMark severity={severity} />
            <strong>{n}</strong> {words.counted[severity](n)}
          </button>
        );
      })}
      {(view.severities.length > 0 || view.text !== "") && (
        <button type="button" className={buttons.link} onClick={() => onChange({ severities: [], text: "" })}>
          {words.clear}
        </button>
      )}
    </fieldset>
  );
}
