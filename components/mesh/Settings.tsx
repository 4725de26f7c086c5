"use client";
import type { MeshAnswer } from "../../server/contract/mesh.ts";
import { useWords } from "../look/use-words.tsx";
import styles from "./MeshPage.module.css";

/** MeshConfig in force, beside what Istio takes when nothing is set. */
export function Settings({ mesh: { settings, settingsFrom } }: { mesh: MeshAnswer }) {
  const words = useWords().mesh;
  const differing = settings.filter(({ differs }) => differs).length;
  const from =
    settingsFrom === null
      ? words.settingsDefault
      : words.settingsFrom(`${settingsFrom.namespace}/${settingsFrom.name}`);
  return (
    <section className={styles.card} aria-labelledby="settings">
      <h2 id="settings">{words.settings}</h2>
      <p className={styles.quiet}>
        {from}
        {settingsFrom?.origin != null && (
          <code>
            {" "}
            {settingsFrom.origin.file}:{settingsFrom.origin.line}
          </code>
        )}
        {differing > 0 && <>. {words.differing(differing)}</>}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            {(["field", "value", "standard"] as const).map((column) => (
              <th key={column} scope="col">
                {words.setting[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {settings.map(({ field, value, standard, differs }) => (
            <tr key={field} data-differs={differs}>
              <th scope="row">
                <code>{field}</code>
              </th>
              <td className={styles.value}>
                {value === "" ? <span className={styles.quiet}>{words.notSet}</span> : value}
                {differs && <span className={styles.chip}>{words.differs}</span>}
              </td>
              <td className={styles.quiet}>{standard === "" ? words.notSet : standard}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
