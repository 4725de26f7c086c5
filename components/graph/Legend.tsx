"use client";
import { RhUiCloseIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-close-icon";
import type { ReactNode } from "react";
import type { Outcome, Transport } from "../../server/contract/verdict.ts";
import { Glyph } from "../look/Glyph.tsx";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { dashPattern, type TransportLook, transportLook } from "../look/transport.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./Legend.module.css";

const outcomes: readonly Outcome[] = ["allowed", "denied", "depends", "unknown", "refused"];
const transports: readonly Transport[] = ["mtls", "plaintext", "tls", "hbone"];

/** What the two channels of a line mean. */
export function Legend({
  showAllLocks,
  onShowAllLocks,
  onClose,
}: {
  showAllLocks: boolean;
  onShowAllLocks: (show: boolean) => void;
  onClose: () => void;
}) {
  const words = useWords();
  return (
    <section className={styles.legend} aria-label={words.legend.title}>
      <header className={styles.header}>
        <h2>{words.legend.title}</h2>
        <button
          type="button"
          className={buttons.link}
          aria-pressed={showAllLocks}
          onClick={() => onShowAllLocks(!showAllLocks)}
        >
          {showAllLocks ? words.legend.hideLocks : words.legend.showLocks}
        </button>
        <button type="button" className={buttons.icon} aria-label={words.legend.close} onClick={onClose}>
          <RhUiCloseIcon />
        </button>
      </header>
      <div className={styles.columns}>
        <div>
          <h3>{words.legend.verdict}</h3>
          {outcomes.map((outcome) => (
            <Row
              key={outcome}
              mark={<MiniEdge outcome={outcome} transport={outcome === "refused" ? "plaintext" : "mtls"} />}
            >
              {outcome === "depends" ? words.legend.depends : words.outcome[outcome].word.toLowerCase()}
            </Row>
          ))}
          <Row mark={<MiniEdge outcome="mixed" />}>{words.legend.mixed}</Row>
        </div>
        <div>
          <h3>{words.legend.transport}</h3>
          {transports.map((transport) => (
            <TransportRow key={transport} transport={transport} />
          ))}
          <Row
            mark={
              <span className={styles.bolt}>
                <Glyph name="bolt" size={9} />
              </span>
            }
          >
            {words.legend.disagrees}
          </Row>
        </div>
      </div>
      <footer className={styles.foot}>{words.legend.foot}</footer>
    </section>
  );
}

function Row({ mark, children }: { mark: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <span className={styles.mark}>{mark}</span>
      <span>{children}</span>
    </div>
  );
}

function TransportRow({ transport }: { transport: Transport }) {
  const words = useWords();
  const look: TransportLook = transportLook[transport];
  const dash = dashPattern(look.line, 1.6);
  return (
    <div className={styles.row}>
      <span className={styles.mark}>
        <svg width={28} height={12} viewBox="0 0 28 12" aria-hidden="true">
          <path
            d={look.line === "double" ? "M0 4.4 H28 M0 7.6 H28" : "M0 6 H28"}
            stroke="currentColor"
            strokeWidth={look.line === "double" ? 1.2 : 1.6}
            {...(dash === null ? {} : { strokeDasharray: dash.join(" ") })}
            {...(look.line === "dotted" ? { strokeLinecap: "round" as const } : {})}
          />
        </svg>
      </span>
      <span>{words.transport[transport]}</span>
      {look.lock !== null && (
        <span className={styles.lock}>
          <Glyph name={look.lock === "open" ? "lockOpen" : "lockClosed"} size={11} />
        </span>
      )}
    </div>
  );
}
