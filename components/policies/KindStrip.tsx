import type { PolicyFacts } from "../../server/contract/policies.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { NoteMark } from "./NoteMark.tsx";
import styles from "./PoliciesPage.module.css";
import type { PoliciesView } from "./policies-view.ts";
import type { ChangePolicies } from "./use-policies-view.ts";

/** How many objects of each kind; each count is a switch that shows only those. */
export function KindStrip({
  policies,
  found,
  shown,
  view,
  onChange,
}: {
  policies: readonly PolicyFacts[];
  /** What text and notes leave. */
  found: readonly PolicyFacts[];
  shown: number;
  view: PoliciesView;
  onChange: ChangePolicies;
}) {
  const words = useWords();
  const kinds = [...new Set([...policies.map(({ ref }) => ref.kind), ...view.kinds])];
  const noted = found.filter(({ notes }) => notes.length > 0).length;
  const toggle = (kind: string) =>
    onChange({
      kinds: view.kinds.includes(kind) ? view.kinds.filter((other) => other !== kind) : [...view.kinds, kind],
    });
  return (
    <fieldset className={styles.strip} aria-label={words.policiesList.label}>
      <strong className={styles.total} role="status">
        {words.policiesList.count(shown)}
      </strong>
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          className={styles.count}
          data-kind={kind}
          aria-pressed={view.kinds.includes(kind)}
          onClick={() => toggle(kind)}
        >
          <strong>{found.filter(({ ref }) => ref.kind === kind).length}</strong> {kind}
        </button>
      ))}
      {(noted > 0 || view.noted) && (
        <button
          type="button"
          className={styles.count}
          aria-pressed={view.noted}
          onClick={() => onChange({ noted: !view.noted })}
        >
          <NoteMark weight="inert" />
          <strong>{noted}</strong> {words.policiesList.withNotes(noted)}
        </button>
      )}
      {(view.kinds.length > 0 || view.noted || view.text !== "") && (
        <button
          type="button"
          className={buttons.link}
          onClick={() => onChange({ kinds: [], noted: false, text: "" })}
        >
          {words.policiesList.clear}
        </button>
      )}
    </fieldset>
  );
}
