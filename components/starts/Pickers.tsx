"use client";
import type { ChangeChoices } from "../../server/contract/change.ts";
import form from "../change/form.module.css";
import { useWords } from "../look/use-words.tsx";
import type { About, Need } from "./start.ts";
import styles from "./TemplatesPage.module.css";

/** What the templates are about: one choice for all of them. */
export function Pickers({
  about,
  choices,
  onChange,
}: {
  about: About;
  choices: ChangeChoices;
  onChange: (about: About) => void;
}) {
  const said = useWords().starts;
  const server = choices.workloads.find(({ id }) => id === about.server);
  const options: Readonly<Record<Need, readonly string[]>> = {
    namespace: choices.namespaces,
    server: choices.workloads.map(({ id }) => id),
    port: (server?.ports ?? []).map(({ workloadPort }) => `${workloadPort}`),
    client: choices.workloads.flatMap(({ id, principal }) => (principal === null ? [] : [id])),
    host: [...new Set(choices.hosts.map(({ host }) => host))].toSorted(),
  };
  const change = (need: Need, value: string) => {
    const next = { ...about, [need]: value };
    if (need !== "server") return onChange(next);
    // Another workload has other ports, and stands in another namespace.
    const { port: _, host: _h, ...rest } = next;
    return onChange({ ...rest, namespace: value.split("/")[0] ?? "" });
  };
  return (
    <fieldset className={styles.pickers}>
      <legend className="sk-visually-hidden">{said.pick}</legend>
      {(["namespace", "server", "port", "client", "host"] as const).map((need) => (
        <label key={need}>
          <span>{said.needs[need]}</span>
          <select
            className={form.select}
            value={about[need] ?? ""}
            onChange={(event) => change(need, event.target.value)}
          >
            {options[need].map((value) => (
              <option key={value}>{value}</option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}
