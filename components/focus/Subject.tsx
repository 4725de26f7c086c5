"use client";
import { RhUiTopologyIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-topology-icon";
import type { FocusAnswer } from "../../server/contract/focus.ts";
import { Link } from "../address/Link.tsx";
import { Glyph } from "../look/Glyph.tsx";
import { useWords } from "../look/use-words.tsx";
import { PolicyLink } from "../policies/PolicyLink.tsx";
import buttons from "../ui/button.module.css";
import styles from "./Subject.module.css";

/** The node in focus: what it is, and the policies that apply to it. */
export function Subject({ focus: { node, ports, policies } }: { focus: FocusAnswer }) {
  const words = useWords();
  // A port that asks for something, a token say, is not open to everyone.
  const open = ports.some(({ outside }) => outside?.outcome === "allowed");
  return (
    <section className={styles.subject} data-closed={ports.length === 0} data-kind={node.kind}>
      <p className={styles.kind}>
        {node.kind === "workload" ? words.drawer.workload : words.drawer[node.kind]}
      </p>
      <h2>
        {node.namespace !== null && <span>{node.namespace} / </span>}
        {node.name}
      </h2>
      <p className={styles.facts}>
        {node.namespace !== null && <span>{words.membership[node.membership]}</span>}
        {open && (
          <span className={styles.open}>
            <Glyph name="openGate" />
            {words.focus.openToEveryone}
          </span>
        )}
        <Link className={buttons.link} href={`/graph?${new URLSearchParams({ node: node.id })}`}>
          <RhUiTopologyIcon />
          <span>{words.focus.inGraphNode}</span>
        </Link>
      </p>
      {node.namespace !== null && (
        <details className={styles.policies}>
          <summary>
            {words.focus.policies} <strong>{policies.length}</strong>
          </summary>
          {policies.length === 0 && <p className={styles.quiet}>{words.drawer.noPolicies}</p>}
          <ol>
            {policies.map(({ ref, action, line }) => (
              <li key={`${ref.kind} ${ref.namespace}/${ref.name} ${action}`}>
                <span>{action}</span>
                <PolicyLink policy={ref} line={line} short />
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}
