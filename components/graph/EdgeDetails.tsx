"use client";
import type { EdgeDetails as Details, GraphNode } from "../../server/contract/graph.ts";
import type { EndpointAnswer } from "../../server/contract/verdict.ts";
import { EdgeAsk } from "../ask/EdgeAsk.tsx";
import { Glyph } from "../look/Glyph.tsx";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { outcomeLook } from "../look/outcome.ts";
import { Spiffe } from "../look/Spiffe.tsx";
import { useWords } from "../look/use-words.tsx";
import type { Words } from "../look/words.ts";
import { PolicyText } from "../policies/PolicyText.tsx";
import { EdgeStarts } from "../starts/EdgeStarts.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { edgeAsText } from "./as-text.ts";
import styles from "./Drawer.module.css";
import { DrawerHeader } from "./DrawerHeader.tsx";
import own from "./EdgeDetails.module.css";
import { Gates } from "./Gates.tsx";
import type { Opened } from "./opened.ts";
import { Steps } from "./Steps.tsx";

/** Why this edge ends as it does: sentence, what the caller sees, gates, steps, identities. */
export function EdgeDetails({
  details,
  onOpen,
}: {
  details: Details;
  onOpen: (opened: Opened | null) => void;
}) {
  const words = useWords();
  const { edge } = details;
  const look = outcomeLook[edge.outcome];
  const kicker = edge.evidence.observed
    ? words.drawer.edgeObserved
    : edge.evidence.named.length > 0
      ? words.drawer.edgeNamed
      : words.drawer.edgeAsked;
  return (
    <>
      <DrawerHeader
        kicker={kicker}
        title={
          <>
            <NodeButton node={details.client} onOpen={onOpen} />
            <span className={own.arrow}> → </span>
            <NodeButton node={details.server} onOpen={onOpen} />
          </>
        }
        under={`${place(details.client, words)} → ${place(details.server, words)}, ${words.drawer.port(edge.workloadPort)} (${words.drawer.detected(edge.protocol)})`}
        onClose={() => onOpen(null)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus */}
      <section className={styles.body} tabIndex={0} aria-label={words.drawer.why}>
        <p className={styles.sentence}>
          <strong style={{ color: `var(--sk-${look.family}-text)` }}>
            {words.outcome[edge.outcome].word}.
          </strong>{" "}
          <PolicyText
            text={details.sentence}
            policies={[...edge.decidedBy, ...details.steps.flatMap(({ policy }) => policy ?? [])]}
          />
        </p>
        {edge.condition !== null && !details.sentence.includes(edge.condition) && (
          <p className={styles.sentence}>{edge.condition}</p>
        )}
        {details.because !== null && details.because !== details.sentence && (
          <p className={styles.quiet}>{details.because}</p>
        )}
        {details.seenText !== null && (
          <div className={styles.box}>
            <code>{details.seenText}</code>
            {details.seenSource !== null && <span>{details.seenSource}</span>}
            <CopyButton
              text={() => details.seenText ?? ""}
              label={words.drawer.copySeen}
              done={words.drawer.copied}
            />
          </div>
        )}
        {edge.disagrees !== null && (
          <p className={styles.disagrees}>
            <Glyph name="bolt" size={14} />
            <span>
              <strong>{words.drawer.disagrees}</strong> {edge.disagrees.text}
            </span>
          </p>
        )}
        <Gates gates={details.gates} />
        <div className={styles.section}>
          <h3>{words.drawer.why}</h3>
          <Steps steps={details.steps} outcome={edge.outcome} />
        </div>
        {details.endpoints.length > 0 && (
          <div className={styles.section}>
            <h3>{words.drawer.endpoints}</h3>
            {details.endpoints.map((endpoint) => (
              <Endpoint key={endpoint.pod} endpoint={endpoint} />
            ))}
          </div>
        )}
        <div className={styles.section}>
          <h3>{words.drawer.identities}</h3>
          <dl className={styles.facts}>
            <dt>{words.drawer.client}</dt>
            <dd>
              {details.clientSpiffeId === null ? (
                words.drawer.noClientIdentity
              ) : (
                <Spiffe id={details.clientSpiffeId} />
              )}
            </dd>
            <dt>{words.drawer.server}</dt>
            <dd>
              {details.serverSpiffeId === null ? (
                words.drawer.noServerIdentity
              ) : (
                <Spiffe id={details.serverSpiffeId} />
              )}
            </dd>
            {details.traffic !== null && (
              <>
                <dt>{words.drawer.traffic}</dt>
                <dd>{details.traffic}</dd>
              </>
            )}
          </dl>
        </div>
        {details.xForwardedClientCert !== null && (
          <div className={styles.section}>
            <h3>{words.drawer.xfcc}</h3>
            <div className={styles.box}>
              <code>{details.xForwardedClientCert}</code>
              <CopyButton
                text={() => details.xForwardedClientCert ?? ""}
                label={words.drawer.copyXfcc}
                done={words.drawer.copied}
              />
            </div>
          </div>
        )}
        <EdgeStarts details={details} />
        <EdgeAsk key={edge.id} edge={edge} />
      </section>
      <footer className={styles.footer}>
        <CopyButton
          text={() => edgeAsText(details, window.location.href, words)}
          label={words.drawer.copyText}
          done={words.drawer.copied}
        >
          {words.drawer.copyText}
        </CopyButton>
        <CopyButton text={() => details.curl} label={words.drawer.copyCurl} done={words.drawer.copied}>
          {words.drawer.copyCurl}
        </CopyButton>
      </footer>
    </>
  );
}

const place = (node: GraphNode, words: Words): string => node.namespace ?? words.drawer[node.kind];

function NodeButton({ node, onOpen }: { node: GraphNode; onOpen: (opened: Opened) => void }) {
  return (
    <button type="button" className={own.node} onClick={() => onOpen({ kind: "node", id: node.id })}>
      {node.name}
    </button>
  );
}

/** One endpoint of several that differ, with its own explanation. */
function Endpoint({ endpoint }: { endpoint: EndpointAnswer }) {
  const words = useWords();
  const look = outcomeLook[endpoint.outcome];
  return (
    <details className={own.endpoint}>
      <summary>
        <MiniEdge outcome={endpoint.outcome} transport={endpoint.transport} />
        <strong style={{ color: `var(--sk-${look.family}-text)` }}>
          {words.outcome[endpoint.outcome].word}
        </strong>
        <span>{endpoint.pod}</span>
      </summary>
      <Steps steps={endpoint.steps} outcome={endpoint.outcome} />
    </details>
  );
}
