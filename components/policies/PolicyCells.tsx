import { RhUiCaretDownIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-caret-down-icon";
import { RhUiCaretRightIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-caret-right-icon";
import type { PolicyFacts } from "../../server/contract/policies.ts";
import { Link } from "../address/Link.tsx";
import { useWords } from "../look/use-words.tsx";
import { NoteMark } from "./NoteMark.tsx";
import styles from "./PoliciesPage.module.css";
import { policyHref } from "./PolicyLink.tsx";
import { edgesOf, graphHref, policyKey } from "./policy-rows.ts";

/** The cells of one object. */
export function PolicyCells({
  policy,
  expanded,
  onToggle,
}: {
  policy: PolicyFacts;
  expanded: boolean;
  onToggle: () => void;
}) {
  const list = useWords().policiesList;
  const { ref, workloads, notes } = policy;
  const edges = edgesOf(policy);
  const [first] = notes.toSorted((a, b) => Number(b.weight === "inert") - Number(a.weight === "inert"));
  return (
    <>
      <td>
        <span className={styles.kind}>
          <button
            type="button"
            aria-expanded={expanded}
            aria-label={list.expand(policyKey(ref))}
            onClick={(event) => {
              event.stopPropagation();
              onToggle();
            }}
          >
            {expanded ? <RhUiCaretDownIcon /> : <RhUiCaretRightIcon />}
          </button>
          {ref.kind}
        </span>
      </td>
      <td className={styles.name}>
        <Link href={policyHref(ref, policy.line, null)} onClick={(event) => event.stopPropagation()}>
          <span className={styles.quiet}>{ref.namespace} / </span>
          <strong>{ref.name}</strong>
        </Link>
      </td>
      <td className={styles.clipped} title={policy.does}>
        {policy.does}
      </td>
      <td className={styles.clipped} data-column="scope" title={policy.scopeText}>
        {policy.scopeText}
      </td>
      <td className={styles.clipped} title={workloads.join("\n")}>
        {workloads.length === 0 ? (
          <span className={styles.quiet}>{list.none}</span>
        ) : (
          <>
            {workloads[0]}
            {workloads.length > 1 && <span className={styles.quiet}> {list.more(workloads.length - 1)}</span>}
          </>
        )}
      </td>
      <td data-right="true">
        {edges.length === 0 ? (
          <span className={styles.quiet}>0</span>
        ) : (
          <Link
            href={graphHref(edges)}
            title={list.edgesTip}
            aria-label={list.edgesLink(edges.length, policyKey(ref))}
            onClick={(event) => event.stopPropagation()}
          >
            {edges.length}
          </Link>
        )}
      </td>
      <td className={styles.notes} title={notes.map(({ text }) => text).join("\n")}>
        {first !== undefined && (
          <span className={styles.note}>
            <NoteMark weight={first.weight} />
            <span>{first.text}</span>
            {notes.length > 1 && <span className={styles.quiet}>{list.more(notes.length - 1)}</span>}
          </span>
        )}
      </td>
    </>
  );
}
