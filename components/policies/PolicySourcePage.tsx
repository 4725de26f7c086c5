"use client";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { PolicySource } from "../../server/contract/graph.ts";
import { draftKinds } from "../../server/contract/preview-kinds.ts";
import { Link } from "../address/Link.tsx";
import { useGo } from "../address/use-go.ts";
import { useWords } from "../look/use-words.tsx";
import { problemOf } from "../queries/fetch-json.ts";
import { type PolicyAddress, policySourceQuery } from "../queries/policy-source.ts";
import { Shell } from "../shell/Shell.tsx";
import buttons from "../ui/button.module.css";
import { CopyButton } from "../ui/CopyButton.tsx";
import { StateScreen } from "../ui/StateScreen.tsx";
import list from "./PoliciesPage.module.css";
import { PolicyAside } from "./PolicyAside.tsx";
import styles from "./policies.module.css";
import { yamlPieces } from "./yaml-line.ts";

/** One object of the source, read-only, with the line that a link names in view. */
export function PolicySourcePage({ address }: { address: PolicyAddress }) {
  const words = useWords();
  const { data, error } = useQuery(policySourceQuery(address));
  const problem = error === null ? null : problemOf(error);
  return (
    <Shell>
      <div className={styles.bar}>
        <h1>
          <span className={styles.kind}>{address.kind}</span> {address.namespace}/{address.name}
        </h1>
        <span className={styles.space} />
        {data !== undefined && (
          <CopyButton text={() => data.text} label={words.policy.copy} done={words.policy.copied}>
            {words.policy.copy}
          </CopyButton>
        )}
        {(draftKinds as readonly string[]).includes(address.kind) && (
          <>
            <Link href={newHref(address)} className={buttons.control}>
              {words.change.duplicate}
            </Link>
            <Link href={editHref(address)} className={buttons.control}>
              {words.change.edit}
            </Link>
          </>
        )}
        <BackLink />
      </div>
      {data !== undefined ? (
        <div className={list.beside}>
          <div>
            <Source source={data} />
          </div>
          <PolicyAside address={address} />
        </div>
      ) : problem !== null ? (
        <StateScreen icon={<RhUiWarningIcon />} title={problem.title}>
          <p role="alert">{problem.detail}</p>
          <p>{problem.cure}</p>
        </StateScreen>
      ) : (
        <p className={styles.file} role="status">
          {words.policy.loading}
        </p>
      )}
    </Shell>
  );
}

const editHref = ({ kind, namespace, name }: PolicyAddress) =>
  `/policies/${[kind, namespace, name].map(encodeURIComponent).join("/")}/edit`;
const newHref = ({ kind, namespace, name }: PolicyAddress) =>
  `/policies/new?${new URLSearchParams({ kind, from: `${namespace}/${name}` })}`;

/** Back to where the link was followed; a link that was opened directly leads to the graph. */
function BackLink() {
  const words = useWords();
  const go = useGo();
  return (
    <Link
      href="/graph"
      className={buttons.control}
      onClick={(event) => {
        if (window.history.length <= 1 || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        go.back();
      }}
    >
      {words.policy.back}
    </Link>
  );
}

const lineOfHash = (): number | null => {
  const match = /^#L(\d+)$/.exec(window.location.hash);
  return match?.[1] === undefined ? null : Number(match[1]);
};

function Source({ source }: { source: PolicySource }) {
  const words = useWords();
  const [linked, setLinked] = useState<number | null>(null);
  useEffect(() => {
    const follow = () => {
      const line = lineOfHash();
      setLinked(line);
      if (line !== null) document.getElementById(`L${line}`)?.scrollIntoView({ block: "center" });
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  const troubled = new Set(source.problems.map(({ line }) => line));
  return (
    <>
      <p className={styles.file} style={{ margin: 0 }}>
        <code>{source.file}</code>
        <span>{words.policy.readOnly}</span>
      </p>
      {source.problems.length > 0 && (
        <ul className={styles.problems}>
          {source.problems.map((problem) => (
            <li key={`${problem.line} ${problem.path} ${problem.text}`}>
              {problem.path !== null && <code>{problem.path}</code>} {problem.text} {problem.cure}
            </li>
          ))}
        </ul>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus */}
      <section className={styles.scroll} tabIndex={0} aria-label={source.file}>
        <div className={styles.source}>
          {source.text
            .replace(/\n$/, "")
            .split("\n")
            .map((text, i) => {
              const line = source.firstLine + i;
              return (
                <div
                  key={line}
                  id={`L${line}`}
                  className={styles.row}
                  data-linked={line === linked}
                  data-problem={troubled.has(line)}
                  {...(line === linked ? { "aria-current": "location" as const } : {})}
                >
                  <span className={styles.number}>{line}</span>
                  <code className={styles.code}>
                    {yamlPieces(text).map((piece, p) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line have no other identity
                      <span key={p} {...(piece.kind === "plain" ? {} : { className: styles[piece.kind] })}>
                        {piece.text}
                      </span>
                    ))}
                  </code>
                </div>
              );
            })}
        </div>
      </section>
    </>
  );
}
