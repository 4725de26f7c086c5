"use client";
import { RhUiCheckCircleIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-check-circle-icon";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import type { Flip, OpenQuestion, Preview, PreviewVerdict } from "../../server/contract/preview.ts";
import { Link } from "../address/Link.tsx";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { type OutcomeLook, outcomeLook } from "../look/outcome.ts";
import { useWords } from "../look/use-words.tsx";
import { graphHref } from "../policies/policy-rows.ts";
import { CopyButton } from "../ui/CopyButton.tsx";
import { damageOf } from "./damage.ts";
import styles from "./Flips.module.css";

const most = 40;

/** What the draft would flip: the worst first in one sentence, then every group of callers with before, after and a request that shows it. */
export function Flips({ preview, names }: { preview: Preview; names: readonly string[] }) {
  const words = useWords();
  const { flips: said } = words.change;
  const damage = damageOf(preview);
  const service = preview.servers.flatMap(({ server, flips }) =>
    flips.filter(({ via }) => via === "service").map((flip) => ({ server, flip })),
  );
  const others = preview.servers.flatMap(({ server, flips }) =>
    flips.filter(({ via }) => via !== "service").map((flip) => ({ server, flip })),
  );
  const edges = service.flatMap(({ flip }) => flip.callers.map(({ edge }) => edge));
  return (
    <>
      <p className={styles.worst} data-family={damage.family} role="status">
        {said.sentence(damage.refused, damage.opened, damage.other, damage.observed)}
      </p>
      {edges.length > 0 && (
        <p className={styles.note}>
          <Link href={names.length > 0 ? previewHref(names) : graphHref(edges)}>
            {said.inGraph(edges.length)}
          </Link>
        </p>
      )}
      {service.slice(0, most).map(({ server, flip }) => (
        <FlipCard key={cardKey(server, flip)} server={server} flip={flip} />
      ))}
      {service.length > most && <p className={styles.note}>{said.moreGroups(service.length - most)}</p>}
      {others.length > 0 && (
        <details className={styles.others}>
          <summary>{said.otherwise(preview.otherwise)}</summary>
          {others.slice(0, most).map(({ server, flip }) => (
            <FlipCard key={cardKey(server, flip)} server={server} flip={flip} />
          ))}
        </details>
      )}
      <Rest preview={preview} />
    </>
  );
}

/** The graph before and after the drafts. */
const previewHref = (names: readonly string[]): string =>
  `/graph?${new URLSearchParams(names.map((name) => ["preview", name]))}`;

const cardKey = (server: string, flip: Flip) =>
  `${server} ${flip.workloadPort} ${flip.via} ${flip.callers[0]?.client} ${flip.after.outcome} ${flip.before.outcome}`;

/** What is said of everything that is not listed: proven, or what was not compared. */
function Rest({ preview: { changes, open } }: { preview: Preview }) {
  const { flips: said } = useWords().change;
  return (
    <>
      {open.length === 0 && (
        <p className={styles.proven}>
          <RhUiCheckCircleIcon />
          <span>{changes === "none" ? said.nothing : said.nothingElse}</span>
        </p>
      )}
      {open.length > 0 && (
        <section aria-label={said.open}>
          <h3 className={styles.openTitle}>{said.open}</h3>
          {open.map((question: OpenQuestion) => (
            <p key={`${question.code} ${question.text}`} className={styles.open}>
              <RhUiWarningIcon />
              <span>
                {question.text} <span className={styles.quiet}>{said.edges(question.edges)}</span>
              </span>
            </p>
          ))}
        </section>
      )}
    </>
  );
}

function FlipCard({ server, flip }: { server: string; flip: Flip }) {
  const words = useWords();
  const { flips: said } = words.change;
  const [first, ...rest] = flip.callers;
  const perSecond = flip.callers.reduce((sum, { perSecond: rate }) => sum + (rate ?? 0), 0);
  return (
    <section className={styles.card}>
      <div className={styles.head}>
        <h3>
          {first?.client ?? ""} → {server}
          {flip.otherPorts ? "" : `:${flip.workloadPort}`}
        </h3>
        <span className={styles.quiet}>
          {perSecond > 0 ? said.perSecond(perSecond) : said.evidence[first?.evidence ?? "possible"]}
        </span>
      </div>
      {(rest.length > 0 || flip.callerCount > flip.callers.length) && (
        <details>
          <summary>{said.alsoFrom(flip.callerCount - 1)}</summary>
          <ul className={styles.callers}>
            {rest.map(({ client, edge, evidence }) => (
              <li key={edge}>
                {client} <span className={styles.quiet}>{said.evidence[evidence]}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {flip.via !== "service" && <p className={styles.quiet}>{said.via[flip.via]}</p>}
      {flip.otherPorts && <p className={styles.quiet}>{said.otherPorts}</p>}
      <p className={styles.turn}>
        <VerdictTag verdict={flip.before} />
        <span aria-hidden="true">→</span>
        <span className="sk-visually-hidden">{said.becomes}</span>
        <VerdictTag verdict={flip.after} />
      </p>
      <p className={styles.quiet}>
        {said.before(deciders(flip.before, words.change.rule.title), flip.before.condition)}{" "}
        {said.after(deciders(flip.after, words.change.rule.title), flip.after.condition)}
      </p>
      {flip.example !== null && (
        <>
          <div className={styles.code}>
            <pre>{flip.example.curl}</pre>
            <CopyButton
              text={() => flip.example?.curl ?? ""}
              label={words.ask.copyCurl}
              done={words.ask.copied}
            />
          </div>
          {flip.example.given.map((given) => (
            <p key={given} className={styles.quiet}>
              {given}
            </p>
          ))}
        </>
      )}
    </section>
  );
}

/** `AuthorizationPolicy shop/orders, rule 2`: people count from one. */
const deciders = ({ decidedBy }: PreviewVerdict, rule: (n: number) => string): string =>
  [
    ...new Set(
      decidedBy.map((ref) =>
        [
          `${ref.kind} ${ref.namespace}/${ref.name}`,
          ref.rule === null || ref.rule === undefined ? [] : rule(ref.rule + 1),
        ]
          .flat()
          .join(", "),
      ),
    ),
  ].join("; ");

function VerdictTag({ verdict: { outcome, transport } }: { verdict: PreviewVerdict }) {
  const words = useWords();
  const look: OutcomeLook = outcomeLook[outcome];
  return (
    <span
      className={styles.tag}
      style={{ background: `var(--sk-${look.family}-tint)`, color: `var(--sk-${look.family}-text)` }}
    >
      <MiniEdge outcome={outcome} transport={transport} />
      {words.outcome[outcome].word}
      {transport !== null && <span>{words.transport[transport]}</span>}
    </span>
  );
}
