"use client";
import type { MeshAnswer } from "../../server/contract/mesh.ts";
import { useWords } from "../look/use-words.tsx";
import styles from "./MeshPage.module.css";

/** Each istiod of the source, and webhooks that call one which is not there. */
export function ControlPlanes({ mesh }: { mesh: MeshAnswer }) {
  const words = useWords().mesh;
  const { controlPlanes, danglingWebhooks, source } = mesh;
  return (
    <section className={styles.card} aria-labelledby="planes">
      <h2 id="planes">{words.planes}</h2>
      {controlPlanes.length === 0 ? (
        <p className={styles.quiet}>
          {words.noPlane} {words.noPlaneMore(source.istioVersion)}
        </p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              {(["name", "revision", "tags", "version", "pods", "installed"] as const).map((column) => (
                <th key={column} scope="col">
                  {words.plane[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {controlPlanes.map((plane) => (
              <tr key={`${plane.namespace}/${plane.name}`}>
                <td className={styles.name}>
                  <span className={styles.quiet}>{plane.namespace} / </span>
                  <strong>{plane.name}</strong>
                </td>
                <td>{plane.revision}</td>
                <td>{plane.tags.length === 0 ? <Quiet text={words.noTags} /> : plane.tags.join(", ")}</td>
                <td title={plane.image}>{plane.version ?? <Quiet text={words.noVersion} />}</td>
                <td data-wrong={plane.running < (plane.replicas ?? 1)}>
                  {words.pods(plane.running, plane.replicas)}
                </td>
                <td>{words.installed[plane.installedBy.how](plane.installedBy.name)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {danglingWebhooks.map(({ name, revision }) => (
        <p key={name} className={styles.warning}>
          {words.dangling(name, revision)}
        </p>
      ))}
    </section>
  );
}

const Quiet = ({ text }: { text: string }) => <span className={styles.quiet}>{text}</span>;
