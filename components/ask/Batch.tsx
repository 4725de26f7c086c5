import { RhUiCloseIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-close-icon";
import type { BatchAnswer } from "../../server/contract/ask.ts";
import type { Seen } from "../../server/contract/verdict.ts";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { outcomeLook } from "../look/outcome.ts";
import { useWords } from "../look/use-words.tsx";
import type { Words } from "../look/words.ts";
import { PolicyLink } from "../policies/PolicyLink.tsx";
import buttons from "../ui/button.module.css";
import { ScrollRegion } from "../ui/ScrollRegion.tsx";
import styles from "./Batch.module.css";
import type { Draft } from "./draft.ts";
import { Named } from "./Named.tsx";
import { draftOfRequest } from "./request-draft.ts";
import type { BatchState } from "./use-batch.ts";

/** The answers to a file of requests; a row opens in the form. */
export function Batch({
  state,
  onOpen,
  onClose,
  onUnfold,
}: {
  state: BatchState;
  onOpen: (draft: Draft) => void;
  onClose: () => void;
  onUnfold: () => void;
}) {
  const words = useWords();
  const { file, rows, problem, folded } = state;
  const title = words.ask.batchTitle(file, rows.length);
  return (
    <section className={styles.card} aria-label={title}>
      <header className={styles.header}>
        <h2>{title}</h2>
        <span className={styles.space} />
        {folded && (
          <button type="button" className={buttons.link} onClick={onUnfold}>
            {words.ask.batchBack}
          </button>
        )}
        <button
          type="button"
          className={buttons.icon}
          aria-label={words.ask.batchClose}
          title={words.ask.batchClose}
          onClick={onClose}
        >
          <RhUiCloseIcon />
        </button>
      </header>
      {problem !== null && (
        <div className={styles.problem} role="alert">
          <p>{problem.detail}</p>
          <p>{problem.cure}</p>
        </div>
      )}
      {!folded && rows.length > 0 && <Rows rows={rows} onOpen={onOpen} />}
    </section>
  );
}

function Rows({ rows, onOpen }: { rows: BatchAnswer["rows"]; onOpen: (draft: Draft) => void }) {
  const words = useWords();
  const columns = words.ask.batchColumns;
  return (
    <ScrollRegion className={styles.scroll} label={words.ask.batchRows}>
      <table className={styles.table}>
        <thead>
          <tr>
            {Object.entries(columns).map(([key, word]) => (
              <th key={key} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: ids of a file may repeat
            <Row key={i} row={row} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Row({
  row: { request, answer },
  onOpen,
}: {
  row: BatchAnswer["rows"][number];
  onOpen: (draft: Draft) => void;
}) {
  const words = useWords();
  const { to } = request;
  const http = request.http ?? request.https;
  const look = outcomeLook[answer.outcome];
  const target = "host" in to ? to.host : "pod" in to ? to.pod : to.gateway;
  return (
    <tr>
      <td>
        <button
          type="button"
          className={styles.open}
          aria-label={words.ask.batchOpenRow(request.id)}
          onClick={() => onOpen(draftOfRequest(request))}
        >
          {request.id}
        </button>
      </td>
      <td>
        <Named id={request.from} />
      </td>
      <td>
        {target}:{to.port}
      </td>
      <td>
        <code>{http === undefined ? "TCP" : `${http?.method ?? "GET"} ${http?.path ?? "/"}`}</code>
      </td>
      <td>
        <span className={styles.outcome} style={{ color: `var(--sk-${look.family}-text)` }}>
          <MiniEdge outcome={answer.outcome} transport={answer.transport} />{" "}
          {words.outcome[answer.outcome].word}
        </span>
      </td>
      <td>{seenWord(answer.seen, words)}</td>
      <td>
        {answer.decidedBy.slice(0, 2).map((policy) => (
          <span key={`${policy.kind} ${policy.name} ${policy.rule}`} className={styles.policy}>
            <PolicyLink policy={policy} short />
          </span>
        ))}
      </td>
    </tr>
  );
}

const seenWord = (seen: Seen | null, words: Words): string =>
  seen === null ? "" : seen.kind === "http" ? String(seen.status ?? "") : words.ask.whoSeen[seen.kind];
