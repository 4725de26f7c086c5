"use client";
import type { KindRead } from "../../server/contract/mesh.ts";
import { useWords } from "../look/use-words.tsx";
import styles from "./MeshPage.module.css";

/** What of each kind is in the source, and what could not be read of it. */
export function Kinds({ kinds }: { kinds: readonly KindRead[] }) {
  const words = useWords().mesh;
  return (
    <section className={styles.card} aria-labelledby="kinds">
      <h2 id="kinds">{words.kinds}</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.kind.kind}</th>
            <th scope="col" data-right="true">
              {words.kind.count}
            </th>
            <th scope="col">{words.kind.state}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ kind, count, undecodable, state, partly, because }) => (
            <tr key={kind}>
              <th scope="row">{kind}</th>
              <td data-right="true">{count}</td>
              <td className={styles.because} data-wrong={state !== "readable"}>
                {partly ? words.partly(words.state[state]) : words.state[state]}
                {undecodable > 0 && <>, {words.undecodable(undecodable)}</>}
                {because.map((text) => (
                  <p key={text}>{text}</p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
