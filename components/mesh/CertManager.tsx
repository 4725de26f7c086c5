"use client";
import type { CertManagerFacts } from "../../server/contract/mesh.ts";
import { useWords } from "../look/use-words.tsx";
import styles from "./MeshPage.module.css";

/** What cert-manager says of its issuers, certificates and requests; nothing for a source without them. */
export function CertManager({ facts }: { facts: CertManagerFacts | null }) {
  const words = useWords();
  if (facts === null) return null;
  const { certManager } = words.mesh;
  const { next, failing, moreFailing } = facts;
  const day = { dateStyle: "medium", timeStyle: "short" } as const;
  const dated = (time: string) => new Date(time).toLocaleString(words.locale, day);
  return (
    <section className={styles.card} aria-labelledby="cert-manager">
      <h2 id="cert-manager">{certManager.title}</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.mesh.kind.kind}</th>
            {(["ready", "notReady", "unknown", "denied"] as const).map((column) => (
              <th key={column} scope="col" data-right="true">
                {certManager.counts[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(["issuers", "certificates", "requests"] as const).map((row) => (
            <tr key={row}>
              <th scope="row">{certManager.rows[row]}</th>
              <td data-right="true">{facts[row].ready}</td>
              <td data-right="true" data-wrong={row !== "requests" && facts[row].notReady > 0}>
                {facts[row].notReady}
              </td>
              <td data-right="true">{facts[row].unknown}</td>
              <td data-right="true" data-wrong={row === "requests" && facts.requests.denied > 0}>
                {row === "requests" ? facts.requests.denied : ""}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {next !== null && (
        <p className={styles.quiet} title={next.notAfter}>
          {certManager.next(`${next.namespace}/${next.name}`, dated(next.notAfter))}
          {next.renewalTime !== null && <> {certManager.renewal(dated(next.renewalTime))}</>}
        </p>
      )}
      {failing.map(({ kind, namespace, name, reason, message }) => (
        <div key={`${kind} ${namespace}/${name}`} className={styles.warning}>
          <strong>
            {kind} {namespace === "" ? name : `${namespace}/${name}`}
          </strong>{" "}
          {certManager.failing(reason, message)}
        </div>
      ))}
      {moreFailing > 0 && <p className={styles.quiet}>{words.push.more(moreFailing)}</p>}
    </section>
  );
}
