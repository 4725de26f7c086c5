"use client";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { CertificateDetails, CertificateIssue, ChainTree } from "../../server/contract/certificates.ts";
import { Link } from "../address/Link.tsx";
import drawer from "../graph/Drawer.module.css";
import { DrawerHeader } from "../graph/DrawerHeader.tsx";
import { Spiffe } from "../look/Spiffe.tsx";
import { useWords } from "../look/use-words.tsx";
import { certificateQuery } from "../queries/certificates.ts";
import { problemOf } from "../queries/fetch-json.ts";
import buttons from "../ui/button.module.css";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Actions } from "./Actions.tsx";
import styles from "./CertificateDrawer.module.css";
import { LifeBar } from "./LifeBar.tsx";

/** One certificate: what is so, why, what follows; its chain; where it is presented; how to see the same oneself. */
export function CertificateDrawer({
  id,
  onClose,
  onOpen,
  onDecode,
}: {
  id: string;
  onClose: () => void;
  onOpen: (id: string) => void;
  onDecode: () => void;
}) {
  const words = useWords();
  const said = words.certificates;
  const { data, error } = useQuery(certificateQuery(id));
  const ref = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another certificate is another drawer
  useEffect(() => ref.current?.focus(), [id]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
  };
  const details = data?.row.id === id ? data : undefined;
  return (
    <aside
      ref={ref}
      className={`${drawer.drawer} ${styles.drawer}`}
      tabIndex={-1}
      aria-label={said.drawer}
      onKeyDown={onKeyDown}
    >
      <DrawerHeader
        kicker={details === undefined ? "" : said.kinds[details.row.kind]}
        title={details?.row.owner ?? id}
        under={
          details?.row.spiffeId == null ? (
            (details?.row.dnsNames.join(", ") ?? "")
          ) : (
            <Spiffe id={details.row.spiffeId} />
          )
        }
        onClose={onClose}
      />
      {details !== undefined ? (
        <Body details={details} onOpen={onOpen} onDecode={onDecode} />
      ) : (
        <p className={styles.waiting} role={error === null ? "status" : "alert"}>
          {error === null ? said.loading : `${problemOf(error).detail} ${problemOf(error).cure}`}
        </p>
      )}
    </aside>
  );
}

function Body({
  details,
  onOpen,
  onDecode,
}: {
  details: CertificateDetails;
  onOpen: (id: string) => void;
  onDecode: () => void;
}) {
  const words = useWords();
  const said = words.certificates;
  const { row, chain, edges, commands, history, pem, verified } = details;
  const presented = edges.filter((edge) => edge.presented).length;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus */}
      <section className={drawer.body} tabIndex={0} aria-label={said.about}>
        <p className={styles.lead} data-severity={row.severity ?? undefined}>
          <strong>{said.states[row.state]}.</strong>{" "}
          {row.left !== null && said.leftOf(Math.round(row.left * 100))}{" "}
          {row.notAfter !== null && said.endsAt(at(row.notAfter))}{" "}
          {row.nextRotation !== null && said.dueAt(at(row.nextRotation))}
        </p>
        {row.issues.map((issue) => (
          <Issue key={`${issue.code} ${issue.text}`} issue={issue} />
        ))}
        {row.known !== "chain" && <p className={styles.quiet}>{said.known[row.known]}</p>}
        {chain !== null && (
          <section className={styles.section}>
            <h3>{verified ? said.chainVerified : said.chainNot}</h3>
            <ul className={styles.chain}>
              <Element tree={chain} onOpen={onOpen} />
            </ul>
          </section>
        )}
        {edges.length > 0 && (
          <section className={styles.section}>
            <h3>{said.presentedOn(presented, edges.length)}</h3>
            <ul className={styles.edges}>
              {edges.map((edge) => (
                <li key={`${edge.id} ${edge.as}`}>
                  <Link href={`/graph?edge=${encodeURIComponent(edge.id)}`}>
                    {edge.client} → {edge.server}
                  </Link>
                  <span className={styles.quiet}>
                    {edge.transport === null ? "" : `${words.transport[edge.transport]}, `}
                    {edge.presented ? said.as[edge.as] : said.notPresented}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {history !== null && history.rotations.length > 0 && (
          <section className={styles.section}>
            <h3>{said.history}</h3>
            <ul className={styles.edges}>
              {history.rotations.map((rotation) => (
                <li key={`${rotation.seenAt} ${rotation.after}`}>
                  <span>{at(rotation.seenAt)}</span>
                  <span className={styles.quiet}>
                    {said.rotation(said.how[rotation.how], rotation.before ?? "?", rotation.after ?? "?")}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {[commands.openssl, commands.istioctl].map(
          (command) =>
            command !== null && (
              <div key={command} className={drawer.box}>
                <code>{command}</code>
                <CopyButton text={() => command} label={said.copyCommand} done={words.drawer.copied} />
              </div>
            ),
        )}
        {pem !== null && (
          <details>
            <summary>{said.pem}</summary>
            <pre className={styles.pem}>{pem}</pre>
          </details>
        )}
        <p className={styles.quiet}>
          {said.from(said.sources[row.source], row.observedAt === null ? "?" : at(row.observedAt))}
        </p>
        <Actions row={row} />
      </section>
      <footer className={drawer.footer}>
        {pem !== null && (
          <CopyButton text={() => pem} label={said.copyPem} done={words.drawer.copied}>
            {said.copyPem}
          </CopyButton>
        )}
        <button type="button" className={buttons.link} onClick={onDecode}>
          {said.decode.open}
        </button>
      </footer>
    </>
  );
}

const at = (time: string) => `${time.slice(0, 16).replace("T", " ")} UTC`;

function Issue({
  issue: { severity, text, cause, consequence, cure, command },
}: {
  issue: CertificateIssue;
}) {
  const words = useWords();
  const said = words.certificates;
  return (
    <div className={styles.issue} data-severity={severity}>
      <p>
        <strong>{text}</strong> {consequence}
      </p>
      <dl>
        {cause !== null && (
          <>
            <dt>{said.cause}</dt>
            <dd>{cause}</dd>
          </>
        )}
        <dt>{said.cure}</dt>
        <dd>{cure}</dd>
      </dl>
      {command !== null && (
        <div className={drawer.box}>
          <code>{command}</code>
          <CopyButton text={() => command} label={said.copyCommand} done={words.drawer.copied} />
        </div>
      )}
    </div>
  );
}

/** One certificate of the chain, and below it whoever signed it. */
function Element({ tree: { element, signedBy }, onOpen }: { tree: ChainTree; onOpen: (id: string) => void }) {
  const words = useWords();
  const said = words.certificates;
  const { row } = element;
  return (
    <li>
      <div className={styles.element} data-severity={element.issues[0]?.severity}>
        <p>
          <span className={styles.quiet}>{said.roles[element.role]}</span>{" "}
          {row === null ? (
            <strong>{element.name}</strong>
          ) : (
            <button type="button" className={styles.name} onClick={() => onOpen(row)}>
              {element.name}
            </button>
          )}
          <span className={styles.leftOf}>{said.leftShort(Math.round((1 - element.share) * 100))}</span>
        </p>
        <LifeBar share={element.share} severity={element.issues[0]?.severity ?? null} />
        <p className={styles.quiet} title={`SHA-256 ${element.sha256}`}>
          {element.keyType}, {said.serial(element.serial)}, {at(element.notBefore)} – {at(element.notAfter)}
        </p>
        {element.issues.map(({ code, text }) => (
          <p key={`${code} ${text}`}>{text}</p>
        ))}
      </div>
      {signedBy.length > 0 && (
        <ul className={styles.chain} aria-label={said.signedBy}>
          {signedBy.map((signer) => (
            <Element key={signer.element.sha256} tree={signer} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </li>
  );
}
