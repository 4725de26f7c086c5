"use client";
import { RhUiCloseIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-close-icon";
import { useMemo } from "react";
import type { ChangeClass } from "../../server/contract/preview.ts";
import { Link } from "../address/Link.tsx";
import { writeStoredDraft } from "../change/draft.ts";
import { countLines } from "../change/line-diff.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./ChangeSetPage.module.css";
import { type SetItem, titleOf } from "./set-item.ts";

const part = encodeURIComponent;

/** Where the draft is worked on. */
function editHref({ place, name }: SetItem["kept"]): string {
  if (place.operation !== "create")
    return `/policies/${part(place.kind)}/${part(place.namespace)}/${part(name)}/edit`;
  const draft = place.name === null ? "" : `&draft=${part(place.name)}`;
  return `/policies/new?kind=${place.kind}&ns=${part(place.namespace)}${draft}`;
}

/** One draft: whether it is in, when it comes and why then, and what stands against it. */
export function DraftRow({
  item,
  chosen,
  number,
  why,
  onChoose,
}: {
  item: SetItem;
  chosen: boolean;
  /** Its place in the order; null when it is not applied. */
  number: number | null;
  why: ChangeClass | null;
  onChoose: (chosen: boolean) => void;
}) {
  const words = useWords();
  const said = words.changeSet;
  const { kept, saved, problem } = item;
  const { place, name, draft } = kept;
  const title = titleOf(kept, said);
  const gone = place.operation === "delete";
  const lines = useMemo(() => countLines(saved ?? "", gone ? "" : draft.text), [saved, gone, draft.text]);
  return (
    <li className={styles.row} data-chosen={chosen}>
      <input
        type="checkbox"
        aria-label={said.include(title)}
        checked={chosen}
        disabled={problem !== null}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <span className={styles.number}>{number === null ? "" : said.step(number)}</span>
      <div className={styles.about}>
        <p className={styles.name}>
          <span className={styles.kind}>{place.kind}</span>
          <Link
            href={
              gone ? `/policies/${part(place.kind)}/${part(place.namespace)}/${part(name)}` : editHref(kept)
            }
          >
            {place.namespace}/{name === "" ? said.noName : name}
          </Link>
          <span className={styles.operation} data-operation={place.operation}>
            {said.operation[place.operation]}
          </span>
          {!gone && <span className={styles.quiet}>{words.change.added(lines.added)}</span>}
          {lines.removed > 0 && place.operation === "replace" && (
            <span className={styles.quiet}>{words.change.removed(lines.removed)}</span>
          )}
        </p>
        {why !== null && <p className={styles.quiet}>{said.order[why]}</p>}
        {draft.why !== "" && <p className={styles.quiet}>{draft.why}</p>}
        {problem !== null && <p className={styles.problem}>{problem}</p>}
      </div>
      {!gone && (
        <Link className={buttons.control} href={editHref(kept)}>
          {said.edit}
        </Link>
      )}
      <button
        type="button"
        className={buttons.icon}
        aria-label={said.discard(title)}
        title={said.discard(title)}
        onClick={() => writeStoredDraft(kept.key, null)}
      >
        <RhUiCloseIcon />
      </button>
    </li>
  );
}
