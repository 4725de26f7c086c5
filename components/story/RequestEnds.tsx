"use client";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { type OutcomeLook, outcomeLook } from "../look/outcome.ts";
import { useWords } from "../look/use-words.tsx";
import styles from "./StoryBar.module.css";
import { type Caller, callerOf, callerOrder, type Ends } from "./steps.ts";

type End = NonNullable<Ends[Caller]>;

const same = (a: End, b: End): boolean => JSON.stringify(a) === JSON.stringify(b);

/** How each request of the story ends, and how it ended when the step began. */
export function RequestEnds({ before, now, waiting }: { before: Ends; now: Ends; waiting: boolean }) {
  const words = useWords().story;
  return (
    <table className={styles.ends} aria-busy={waiting}>
      <caption className="sk-visually-hidden">{words.requests}</caption>
      <tbody>
        {callerOrder.map((caller) => {
          const { from, method } = callerOf(caller);
          const [was, is] = [before[caller], now[caller]];
          return (
            <tr key={caller}>
              <th scope="row">
                <code>{method}</code> {from}
              </th>
              <td>
                {was !== undefined && is !== undefined && !same(was, is) && (
                  <>
                    <EndTag end={was} />
                    <span aria-hidden="true" className={styles.arrow}>
                      →
                    </span>
                    <span className="sk-visually-hidden">{words.becomes}</span>
                  </>
                )}
                {is !== undefined && <EndTag end={is} />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function EndTag({ end: { outcome, transport, seen } }: { end: End }) {
  const words = useWords();
  const look: OutcomeLook = outcomeLook[outcome];
  return (
    <span
      className={styles.end}
      style={{ background: `var(--sk-${look.family}-tint)`, color: `var(--sk-${look.family}-text)` }}
    >
      <MiniEdge outcome={outcome} transport={transport} />
      {seen === null
        ? words.outcome[outcome].word
        : seen.kind === "http"
          ? words.ask.whoSeen.http(seen.status ?? 0)
          : words.ask.whoSeen[seen.kind]}
      {transport !== null && <span>{words.transport[transport]}</span>}
    </span>
  );
}
