"use client";
import { RhUiTrashIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-trash-icon";
import { useState } from "react";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { Combobox } from "../ui/Combobox.tsx";
import styles from "./form.module.css";
import type { FormProps } from "./form.ts";
import { portsOf } from "./offers.ts";
import { Selector, selectedOf } from "./Selector.tsx";
import { mapAt, textAt } from "./spec-view.ts";

const modes = ["UNSET", "STRICT", "PERMISSIVE", "DISABLE"] as const;
const portsPath = ["spec", "portLevelMtls"];

/** What a workload takes from its callers: mTLS, plaintext or both, for all ports and for each. */
export function PeerForm(props: FormProps) {
  const { object, namespace, choices, edit } = props;
  const words = useWords().change;
  const selected = selectedOf(object, namespace, choices);
  const mode = textAt(object, ["spec", "mtls", "mode"]) || "UNSET";
  const ports = Object.entries(mapAt(object, portsPath));
  const [port, setPort] = useState("");
  const offers = portsOf(choices, selected, words).filter(
    ({ value }) => !ports.some(([key]) => key === value),
  );
  const selector = Object.keys(mapAt(object, ["spec", "selector", "matchLabels"])).length > 0;
  const addPort = (value: string) => {
    const clean = value.trim();
    if (!/^\d+$/.test(clean)) return;
    edit({ kind: "set", path: [...portsPath, clean, "mode"], value: "STRICT" });
    setPort("");
  };
  return (
    <>
      <Selector {...props} />
      <section className={styles.section} aria-labelledby="change-mode">
        <div className={styles.heading}>
          <h2 id="change-mode">{words.peer.mode}</h2>
        </div>
        <ModeSelect
          label={words.peer.mode}
          mode={mode}
          onChange={(next) =>
            edit(
              next === "UNSET"
                ? { kind: "delete", path: ["spec", "mtls"] }
                : { kind: "set", path: ["spec", "mtls", "mode"], value: next },
            )
          }
        />
        <p className={styles.hint}>{words.peer.means[mode as (typeof modes)[number]] ?? ""}</p>
      </section>
      <section className={styles.section} aria-labelledby="change-ports">
        <div className={styles.heading}>
          <h2 id="change-ports">{words.peer.ports}</h2>
          <span>{words.peer.portsAre}</span>
        </div>
        {!selector && (
          <p className={ports.length > 0 ? styles.warning : styles.hint}>{words.peer.needsSelector}</p>
        )}
        {ports.map(([key]) => {
          const served = choices.workloads
            .filter(({ id }) => selected.has(id))
            .some((w) => w.ports.some(({ workloadPort }) => String(workloadPort) === key));
          return (
            <div key={key}>
              <div className={styles.portRow}>
                <span className={styles.label}>{words.peer.port(key)}</span>
                <ModeSelect
                  label={words.peer.modeOf(key)}
                  mode={textAt(object, [...portsPath, key, "mode"]) || "UNSET"}
                  onChange={(next) => edit({ kind: "set", path: [...portsPath, key, "mode"], value: next })}
                />
                <button
                  type="button"
                  className={buttons.icon}
                  aria-label={words.peer.removePort(key)}
                  title={words.peer.removePort(key)}
                  onClick={() =>
                    edit({ kind: "delete", path: ports.length === 1 ? portsPath : [...portsPath, key] })
                  }
                >
                  <RhUiTrashIcon />
                </button>
              </div>
              {selected.size > 0 && !served && <p className={styles.warning}>{words.peer.notServed(key)}</p>}
            </div>
          );
        })}
        {selector && (
          <div className={styles.row}>
            <Combobox
              label={words.peer.addPort}
              value={port}
              options={offers}
              placeholder="8080"
              nothing={words.typeIt}
              mono
              onChange={setPort}
              onTake={addPort}
            />
            <button
              type="button"
              className={buttons.pill}
              disabled={!/^\d+$/.test(port.trim())}
              onClick={() => addPort(port)}
            >
              {words.peer.addPort}
            </button>
          </div>
        )}
      </section>
    </>
  );
}

function ModeSelect({
  label,
  mode,
  onChange,
}: {
  label: string;
  mode: string;
  onChange: (mode: string) => void;
}) {
  const words = useWords().change;
  return (
    <select
      className={styles.select}
      aria-label={label}
      value={mode}
      onChange={(event) => onChange(event.target.value)}
    >
      {modes.map((value) => (
        <option key={value} value={value}>
          {value === "UNSET" ? words.peer.inherit : value}
        </option>
      ))}
      {!(modes as readonly string[]).includes(mode) && <option value={mode}>{mode}</option>}
    </select>
  );
}
