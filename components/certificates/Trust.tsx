"use client";
import { useQuery } from "@tanstack/react-query";
import type { TrustAnswer } from "../../server/contract/certificates.ts";
import { Link } from "../address/Link.tsx";
import { useWords } from "../look/use-words.tsx";
import { trustQuery } from "../queries/certificates.ts";
import { problemOf } from "../queries/fetch-json.ts";
import styles from "./Trust.module.css";

const stages = ["steady", "distributing", "trustedEverywhere", "switching", "switched", "done"] as const;

/** Which roots there are, who trusts which, what a change of the root may do next, and what it may not. */
export function Trust({ onOpen }: { onOpen: (id: string) => void }) {
  const words = useWords();
  const said = words.certificates.trust;
  const { data, error } = useQuery(trustQuery());
  if (data === undefined)
    return (
      <p className={styles.waiting} role={error === null ? "status" : "alert"}>
        {error === null ? words.certificates.loading : `${problemOf(error).detail} ${problemOf(error).cure}`}
      </p>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
    <section className={styles.body} tabIndex={0} aria-label={said.title}>
      <Stage trust={data} />
      <section aria-label={said.roots}>
        <h2>{said.roots}</h2>
        {data.roots.length === 0 && <p className={styles.quiet}>{said.noRoots}</p>}
        {data.roots.map((root) => (
          <div key={root.id} className={styles.root}>
            <p>
              <button type="button" className={styles.name} onClick={() => onOpen(root.row)}>
                {said.root(root.letter)}
              </button>{" "}
              {root.name}{" "}
              <span className={styles.quiet}>
                {root.keyType}, {root.notBefore.slice(0, 10)} – {root.notAfter.slice(0, 10)}
              </span>
            </p>
            <Squares trust={data} root={root.id} />
            <p>
              {said.trustedBy(root.trustedBy, data.seen)}, {said.signs(root.signs)}
            </p>
            {root.notTrustedBy.length > 0 && (
              <p className={styles.warn}>
                {said.notTrustedBy(root.notTrustedBy.slice(0, 8).join(", "), root.notTrustedBy.length)}
              </p>
            )}
          </div>
        ))}
      </section>
      <section aria-label={said.pairs}>
        <h2>{said.pairs}</h2>
        {data.brokenCount === 0 ? (
          <p className={styles.quiet}>
            {data.seen < data.all ? said.noPairSeen(data.seen, data.all) : said.noPair}
          </p>
        ) : (
          <ul>
            {data.broken.map(({ client, server, refuses }) => (
              <li key={`${client} ${server}`}>
                <Link href={`/graph?node=${encodeURIComponent(client)}`}>{client}</Link> →{" "}
                <Link href={`/graph?node=${encodeURIComponent(server)}`}>{server}</Link>{" "}
                <span className={styles.quiet}>{said.refuses[refuses]}</span>
              </li>
            ))}
            {data.brokenCount > data.broken.length && (
              <li>{words.change.more(data.brokenCount - data.broken.length)}</li>
            )}
          </ul>
        )}
      </section>
      <Bundles trust={data} />
      <section aria-label={said.authority}>
        <h2>{said.authority}</h2>
        <p>
          <strong>{words.certificates.modes[data.caMode.mode]}</strong>
        </p>
        <ul>
          {data.caMode.evidence.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </section>
    </section>
  );
}

function Stage({ trust: { stage, seen, all } }: { trust: TrustAnswer }) {
  const said = useWords().certificates.trust;
  return (
    <section aria-label={said.change} className={styles.stage}>
      <h2>
        {said.change} <span className={styles.quiet}>{said.seen(seen, all)}</span>
      </h2>
      <ol className={styles.stages}>
        {stages.map((name, i) => (
          <li
            key={name}
            data-now={stage.stage === name || undefined}
            {...(stage.stage === name ? { "aria-current": "step" as const } : {})}
          >
            <span>{i}</span> {said.stages[name]}
          </li>
        ))}
      </ol>
      {(stage.stage === "broken" || stage.stage === "unknown") && (
        <p className={styles.warn}>
          <strong>{said.stages[stage.stage]}</strong>
        </p>
      )}
      <p>{stage.text}</p>
      <p>
        <strong>{said.next}</strong> {stage.next}
      </p>
      {stage.expectedBy !== null && (
        <p className={styles.quiet}>{said.expectedBy(stage.expectedBy.slice(0, 16).replace("T", " "))}</p>
      )}
      {stage.stop !== null && (
        <div className={styles.stop} role="note">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M8 1 H16 L23 8 V16 L16 23 H8 L1 16 V8 Z" />
            <rect x="6" y="10" width="12" height="4" />
          </svg>
          <div>
            <p>
              <strong>{stage.stop.title}</strong>
            </p>
            <p>{stage.stop.text}</p>
            {stage.stop.workloads.length > 0 && (
              <p className={styles.quiet}>
                {said.waitFor(stage.stop.workloads.slice(0, 8).join(", "), stage.stop.workloads.length)}
              </p>
            )}
            {stage.stop.pairs > 0 && <p>{said.pairsBreak(stage.stop.pairs)}</p>}
          </div>
        </div>
      )}
    </section>
  );
}

const mostSquares = 200;

/** One square for each proxy: filled where it trusts the root. */
function Squares({ trust: { proxies }, root }: { trust: TrustAnswer; root: string }) {
  const said = useWords().certificates.trust;
  return (
    <p className={styles.squares}>
      {proxies.slice(0, mostSquares).map(({ proxy, trusts, signedBy }) => (
        <span
          key={proxy}
          data-trusts={trusts.includes(root)}
          data-signed={signedBy === root || undefined}
          title={trusts.includes(root) ? said.trusts(proxy) : said.trustsNot(proxy)}
        />
      ))}
      {proxies.length > mostSquares && <span data-more>+{proxies.length - mostSquares}</span>}
    </p>
  );
}

function Bundles({ trust: { bundles } }: { trust: TrustAnswer }) {
  const said = useWords().certificates.trust;
  const odd = bundles.filter(({ state }) => state !== "same");
  return (
    <section aria-label={said.bundles}>
      <h2>{said.bundles}</h2>
      <p className={styles.quiet}>{said.bundlesSame(bundles.length - odd.length, bundles.length)}</p>
      <ul>
        {odd.map(({ namespace, kind, name, text, cure, state }) => (
          <li key={`${kind} ${namespace}/${name}`}>
            <strong>
              {kind} {namespace === "" ? name : `${namespace}/${name}`}
            </strong>{" "}
            {text ?? said.bundleStates[state]} <span className={styles.quiet}>{cure}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
