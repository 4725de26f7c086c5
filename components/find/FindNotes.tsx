"use client";
import { RhUiInformationIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-information-icon";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useMemo } from "react";
import type { Shown } from "../graph/shown.ts";
import { useWords } from "../look/use-words.tsx";
import { errorText } from "./error-text.ts";
import styles from "./FindNotes.module.css";
import { notKnown, nowhere } from "./find.ts";
import type { Find } from "./use-find.ts";

export const findNotesId = "find-notes";

const most = 3;

/** Under the field: what is wrong with the query and what helps, what is not known, and what is nowhere. */
export function FindNotes({
  find: { query, facts, ages, finds, errors, typing },
  shown: { undecided, total },
}: {
  find: Find;
  shown: Pick<Shown, "undecided" | "total">;
}) {
  const words = useWords();
  const unknown = useMemo(() => notKnown(query, undecided, facts, ages), [query, undecided, facts, ages]);
  const missing = useMemo(
    // A term that is being written fits nothing yet: that is no news.
    () => (total === 0 && !typing ? nowhere(query, facts, ages) : []),
    [total, typing, query, facts, ages],
  );
  const notes = [
    ...(total === 0 && missing.length === 0 && unknown.length === 0 && finds !== null
      ? [words.find.nothing]
      : []),
    ...missing.map(({ term, meant }) => words.find.nowhere(term, meant ?? "")),
    ...unknown.map(({ field, edges }) => words.find.unknown(field, edges)),
  ];
  return (
    <div id={findNotesId} role="status">
      {errors.length > 0 && (
        <p className={styles.wrong}>
          <RhUiWarningIcon />
          <span>
            {errors
              .slice(0, most)
              .map((error) => errorText(error, words))
              .join(" ")}
            {errors.length > most && ` ${words.find.more(errors.length - most)}`}
          </span>
        </p>
      )}
      {notes.length > 0 && (
        <p className={styles.note}>
          <RhUiInformationIcon />
          <span>{notes.join(" ")}</span>
        </p>
      )}
    </div>
  );
}
