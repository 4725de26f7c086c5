"use client";
import { useQuery } from "@tanstack/react-query";
import type { KindRead } from "../../server/contract/mesh.ts";
import type { CollectionState } from "../../server/contract/sources.ts";
import { useWords } from "../look/use-words.tsx";
import { readingQuery } from "../queries/sources.ts";
import { SourceState } from "../source/SourceState.tsx";
import { type KindRow, kindRows, secondsBetween } from "./kind-rows.ts";
import styles from "./MeshPage.module.css";

/** What of each kind is in the source, what could not be read of it, and of a live cluster how well each is followed. */
export function Kinds({ kinds }: { kinds: readonly KindRead[] }) {
  const words = useWords().mesh;
  const { data } = useQuery(readingQuery());
  const live = data !== undefined && data.collections.length > 0;
  const now = data?.now ?? "";
  return (
    <section className={styles.card} aria-labelledby="kinds">
      <h2 id="kinds">{words.kinds}</h2>
      {live && (
        <p className={styles.health}>
          <SourceState state={data.health.state} />
        </p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.kind.kind}</th>
            <th scope="col" data-right="true">
              {words.kind.count}
            </th>
            <th scope="col">{words.kind.state}</th>
            {live && <th scope="col">{words.kind.changed}</th>}
            {live && <th scope="col">{words.kind.certain}</th>}
          </tr>
        </thead>
        <tbody>
          {kindRows(kinds, data?.collections ?? []).map((row) => (
            <Rows key={row.kind.kind} row={row} live={live} now={now} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Rows({
  row: { kind: read, live: whole, parts },
  live,
  now,
}: {
  row: KindRow;
  live: boolean;
  now: string;
}) {
  const words = useWords().mesh;
  const { kind, count, undecodable, state, partly, because } = read;
  return (
    <>
      <tr>
        <th scope="row">{kind}</th>
        <td data-right="true">{count}</td>
        <td className={styles.because} data-wrong={whole === null ? state !== "readable" : isWrong(whole)}>
          {whole === null
            ? partly
              ? words.partly(words.state[state])
              : words.state[state]
            : words.live[whole.state]}
          {undecodable > 0 && <>, {words.undecodable(undecodable)}</>}
          {because.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </td>
        {live && <Times collection={whole} now={now} />}
      </tr>
      {parts.map((part) => (
        <tr key={`${part.group} ${part.namespace}`} className={styles.part}>
          <td>{part.namespace ?? (part.group || words.allNamespaces)}</td>
          <td data-right="true">{part.objects}</td>
          <td data-wrong={isWrong(part)}>{words.live[part.state]}</td>
          <Times collection={part} now={now} />
        </tr>
      ))}
    </>
  );
}

/** A kind that the cluster does not have is nothing to mend. */
const isWrong = ({ state }: CollectionState) => state !== "synced" && state !== "absent";

/** When the last change came, and of when the copy is: one that is followed is of now, and any other of when it was last heard of. */
function Times({ collection, now }: { collection: CollectionState | null; now: string }) {
  const words = useWords().mesh;
  if (collection === null || collection.resourceVersion === null || collection.certainAt === null)
    return (
      <>
        <td />
        <td>{collection?.certainAt != null && words.ago(secondsBetween(collection.certainAt, now))}</td>
      </>
    );
  const { state, changedAt, certainAt, resourceVersion } = collection;
  return (
    <>
      <td className={styles.time}>
        {changedAt === null ? (
          <span className={styles.quiet}>{words.noChange}</span>
        ) : (
          <time dateTime={changedAt} title={changedAt}>
            {words.ago(secondsBetween(changedAt, now))}
          </time>
        )}
      </td>
      <td
        className={styles.time}
        data-wrong={state !== "synced"}
        title={words.revision(resourceVersion, certainAt)}
      >
        {state === "synced" ? words.now : words.ago(secondsBetween(certainAt, now))}
      </td>
    </>
  );
}
