"use client";
import { RhUiCaretDownIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-caret-down-icon";
import { useWords } from "../look/use-words.tsx";
import type { Group } from "./axis.ts";
import { groupHeight, groupWidth, headHeight, sideWidth } from "./geometry.ts";
import styles from "./MatrixGrid.module.css";

/** Where a group begins and how long it is, in px from the matrix's own corner. */
export interface Span {
  readonly group: Group;
  readonly start: number;
  readonly size: number;
}

/** Names of namespaces beside the rows; a click folds. By keyboard Space does, so that Tab does not stop at each. */
export function RowGroups({ spans, onTurn }: { spans: readonly Span[]; onTurn: (name: string) => void }) {
  const words = useWords();
  return (
    <div className={styles.rowGroups}>
      {spans.map(({ group, start, size }) => (
        <div
          key={group.namespace}
          className={styles.rowGroup}
          style={{ top: start, height: size, width: groupWidth + 16 }}
        >
          {group.namespace === "" ? (
            <span className={styles.noNamespace}>{words.matrix.noNamespace}</span>
          ) : (
            <Turn group={group} style={{ top: headHeight, height: group.folded ? 42 : 28 }} onTurn={onTurn} />
          )}
        </div>
      ))}
    </div>
  );
}

/** The same over the columns. */
export function ColumnGroups({ spans, onTurn }: { spans: readonly Span[]; onTurn: (name: string) => void }) {
  return (
    <div className={styles.columnGroups}>
      {spans.map(({ group, start, size }) => (
        <div
          key={group.namespace}
          className={styles.columnGroup}
          style={{ left: start, width: size, height: groupHeight }}
        >
          <Turn
            group={group}
            style={{ left: sideWidth, maxWidth: size, height: groupHeight }}
            onTurn={onTurn}
          />
        </div>
      ))}
    </div>
  );
}

function Turn({
  group: { namespace, folded },
  style,
  onTurn,
}: {
  group: Group;
  style: { top?: number; left?: number; height: number; maxWidth?: number };
  onTurn: (name: string) => void;
}) {
  const words = useWords();
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.turn}
      aria-expanded={!folded}
      aria-label={folded ? words.matrix.unfoldOne(namespace) : words.matrix.foldOne(namespace)}
      title={namespace}
      style={style}
      onClick={() => onTurn(namespace)}
    >
      <RhUiCaretDownIcon {...(folded ? { className: styles.closed ?? "" } : {})} />
      <span>{namespace}</span>
    </button>
  );
}
