"use client";
import type { FocusPort } from "../../server/contract/focus.ts";
import { Glyph } from "../look/Glyph.tsx";
import { outcomeLook } from "../look/outcome.ts";
import { useWords } from "../look/use-words.tsx";
import { PolicyLink } from "../policies/PolicyLink.tsx";
import { PolicyText } from "../policies/PolicyText.tsx";
import { inRow } from "./in-row.ts";
import { lineOf } from "./Refs.tsx";
import styles from "./Subject.module.css";

/** One port of the node, beside its callers: its mode, and why it is open, or what closes it. */
export function PortBlock({
  port,
  lines,
  row,
  last,
}: {
  port: FocusPort;
  lines: Readonly<Record<string, number>>;
  row: number;
  last: boolean;
}) {
  const words = useWords();
  const { workloadPort, protocol, mode, decidedBy, services, reasons, outside } = port;
  return (
    <section className={styles.port} style={inRow(row)} data-last={last} data-open={reasons.length > 0}>
      <h3>
        {words.focus.port(workloadPort)}
        <span>{words.drawer.detected(protocol)}</span>
        {mode !== null && <span className={styles.mode}>{words.mode[mode]}</span>}
      </h3>
      {mode !== null && decidedBy.length > 0 && (
        <p className={styles.quiet}>
          {decidedBy.map((ref) => (
            <PolicyLink key={`${ref.namespace}/${ref.name}`} policy={ref} line={lineOf(lines, ref)} short />
          ))}
        </p>
      )}
      {services.length > 0 && <p className={styles.services}>{services.join(", ")}</p>}
      {reasons.length > 0 ? (
        <>
          <h4>
            <Glyph name="openGate" />
            {outside?.outcome === "depends" ? words.focus.whySome : words.focus.whyOpen}
          </h4>
          <ul>
            {reasons.map(({ code, values, policies }) => (
              <li key={`${code} ${values.policy}`}>
                <PolicyText text={words.focus.reason[code](values)} policies={policies} />
                {policies.length > 0 && (
                  <span className={styles.change}>
                    {words.focus.change}{" "}
                    {policies.map((ref) => (
                      <PolicyLink
                        key={`${ref.namespace}/${ref.name} ${ref.rule}`}
                        policy={ref}
                        line={lineOf(lines, ref)}
                      />
                    ))}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </>
      ) : (
        outside !== null && (
          <p className={styles.sentence}>
            {words.focus.fromOutside}{" "}
            <strong style={{ color: `var(--sk-${outcomeLook[outside.outcome].family}-text)` }}>
              {words.outcome[outside.outcome].word}.
            </strong>{" "}
            <PolicyText text={outside.sentence} policies={outside.decidedBy} />
          </p>
        )
      )}
    </section>
  );
}
