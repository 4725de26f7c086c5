"use client";
import type { WorkloadDetails as Details, GraphAnswer, GraphEdge } from "../../server/contract/graph.ts";
import { Link } from "../address/Link.tsx";
import { focusHref } from "../focus/focus-href.ts";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { Spiffe } from "../look/Spiffe.tsx";
import { useWords } from "../look/use-words.tsx";
import { PolicyLink } from "../policies/PolicyLink.tsx";
import buttons from "../ui/button.module.css";
import { CopyButton } from "../ui/CopyButton.tsx";
import styles from "./Drawer.module.css";
import { DrawerHeader } from "./DrawerHeader.tsx";
import type { Opened } from "./opened.ts";
import { Steps } from "./Steps.tsx";
import type { ChangeView } from "./use-view-state.ts";
import type { ViewState } from "./view-state.ts";
import own from "./WorkloadDetails.module.css";

interface Props {
  readonly details: Details;
  readonly answer: GraphAnswer;
  readonly view: ViewState;
  readonly onChange: ChangeView;
  readonly onOpen: (opened: Opened | null) => void;
}

/** What a workload is to the mesh: identity, membership, modes, policies, and who speaks with it. */
export function WorkloadDetails({ details, answer, view, onChange, onOpen }: Props) {
  const words = useWords();
  const { node } = details;
  const callers = answer.edges.filter((edge) => edge.server === node.id);
  const calls = answer.edges.filter((edge) => edge.client === node.id);
  const asked = view.asked.includes(node.id);
  return (
    <>
      <DrawerHeader
        kicker={node.kind === "workload" ? words.drawer.workload : words.drawer[node.kind]}
        title={node.name}
        under={[
          node.namespace,
          words.membership[node.membership],
          ...(node.pods > 0 ? [words.drawer.pods(node.pods)] : []),
        ]
          .filter((part) => part !== null)
          .join(", ")}
        onClose={() => onOpen(null)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus */}
      <section className={styles.body} tabIndex={0} aria-label={words.drawer.workload}>
        {details.membershipSteps.length > 0 && <Steps steps={details.membershipSteps} outcome="allowed" />}
        <Identity details={details} />
        <Ports details={details} />
        <Policies details={details} />
        <Edges title={words.drawer.inbound(callers.length)} edges={callers} other="client" onOpen={onOpen} />
        <Edges title={words.drawer.outbound(calls.length)} edges={calls} other="server" onOpen={onOpen} />
        {details.pods.length > 0 && (
          <div className={styles.section}>
            <h3>{words.drawer.pods(details.pods.length)}</h3>
            <ul className={styles.list}>
              {details.pods.map((pod) => (
                <li key={pod.name} className={styles.row}>
                  <span>{pod.name}</span>
                  <span className={styles.quiet}>{words.membership[pod.membership]}</span>
                  {pod.ip !== null && <code className={own.end}>{pod.ip}</code>}
                </li>
              ))}
            </ul>
          </div>
        )}
        {Object.keys(details.labels).length > 0 && (
          <div className={styles.section}>
            <h3>{words.drawer.labels}</h3>
            <ul className={own.labels}>
              {Object.entries(details.labels).map(([key, value]) => (
                <li key={key}>
                  {key}={value}
                </li>
              ))}
            </ul>
          </div>
        )}
      </section>
      <footer className={styles.footer}>
        <Link className={buttons.pill} href={focusHref(node.id)} title={words.focus.openTip}>
          {words.focus.open}
        </Link>
        <button
          type="button"
          className={buttons.pill}
          aria-pressed={asked}
          onClick={() =>
            onChange({ asked: asked ? view.asked.filter((id) => id !== node.id) : [...view.asked, node.id] })
          }
        >
          {asked ? words.drawer.hideAll : words.drawer.showAll}
        </button>
      </footer>
    </>
  );
}

function Identity({ details: { node, spiffeId } }: { details: Details }) {
  const words = useWords();
  const facts = [
    ...(spiffeId === null ? [] : [[words.drawer.spiffe, <Spiffe key="spiffe" id={spiffeId} />] as const]),
    ...(node.serviceAccount === null ? [] : [[words.drawer.account, node.serviceAccount] as const]),
    ...(node.certificate === null
      ? []
      : [
          [
            words.drawer.certificate,
            `${node.certificate.share > 0 ? words.drawer.certificateLeft(Math.round(node.certificate.share * 100)) : words.drawer.certificateExpired}, ${words.drawer.until(new Date(node.certificate.notAfter).toLocaleString(words.locale, { dateStyle: "medium", timeStyle: "short" }))}`,
          ] as const,
        ]),
  ];
  if (facts.length === 0) return null;
  return (
    <div className={styles.section}>
      <h3>{words.drawer.identity}</h3>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={own.fact}>
            <dt>{name}</dt>
            <dd className={own.value}>
              {value}
              {name === words.drawer.spiffe && spiffeId !== null && (
                <CopyButton text={() => spiffeId} label={words.drawer.spiffe} done={words.drawer.copied} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Ports({ details: { ports, node } }: { details: Details }) {
  const words = useWords();
  if (node.kind === "outside") return null;
  return (
    <div className={styles.section}>
      <h3>{words.drawer.ports}</h3>
      {ports.length === 0 && <p className={styles.quiet}>{words.drawer.noPorts}</p>}
      <ul className={styles.list}>
        {ports.map((port) => (
          <li key={port.workloadPort} className={own.port}>
            <strong>{port.workloadPort}</strong>
            <span className={styles.quiet}>{port.protocol}</span>
            <span>
              {port.mode === null
                ? node.membership === "none"
                  ? words.mode.none
                  : words.mode.unknown
                : words.mode[port.mode]}
            </span>
            <span className={own.refs}>
              {port.decidedBy.map((ref) => (
                <PolicyLink key={`${ref.kind} ${ref.namespace}/${ref.name}`} policy={ref} short />
              ))}
            </span>
            {port.services.length > 0 && <span className={own.services}>{port.services.join(", ")}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Policies({ details: { policies } }: { details: Details }) {
  const words = useWords();
  return (
    <div className={styles.section}>
      <h3>{words.drawer.policies}</h3>
      {policies.length === 0 && <p className={styles.quiet}>{words.drawer.noPolicies}</p>}
      <ol className={styles.list}>
        {policies.map(({ ref, action, scope, line, note }) => (
          <li key={`${ref.kind} ${ref.namespace}/${ref.name} ${action}`} className={own.policy}>
            <span className={own.action}>{action}</span>
            <span>
              <PolicyLink policy={ref} line={line} />
              <span className={styles.quiet}>
                {" "}
                {[words.drawer.scope[scope], note].filter((part) => part !== null).join(", ")}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Edges({
  title,
  edges,
  other,
  onOpen,
}: {
  title: string;
  edges: readonly GraphEdge[];
  other: "client" | "server";
  onOpen: (opened: Opened) => void;
}) {
  const words = useWords();
  return (
    <div className={styles.section}>
      <h3>{title}</h3>
      {edges.length === 0 && <p className={styles.quiet}>{words.drawer.noEdges}</p>}
      <ul className={styles.list}>
        {edges.map((edge) => (
          <li key={edge.id}>
            <button
              type="button"
              className={styles.row}
              onClick={() => onOpen({ kind: "edge", id: edge.id })}
            >
              <MiniEdge outcome={edge.outcome} transport={edge.transport} />
              <span>{edge[other]}</span>
              <span className={styles.end}>
                {[words.outcome[edge.outcome].word, words.drawer.port(edge.workloadPort)].join(", ")}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
