"use client";
import { RhUiFileCodeIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-file-code-icon";
import { RhUiFlagIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-flag-icon";
import { RhUiSearchIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-search-icon";
import { RhUiSecuredIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-secured-icon";
import { RhUiServerStackIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-server-stack-icon";
import { RhUiTableIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-table-icon";
import { RhUiTopologyIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-topology-icon";
import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Link } from "../address/Link.tsx";
import { useSource } from "../address/use-source.tsx";
import { useWords } from "../look/use-words.tsx";
import { FlipToast } from "../push/FlipToast.tsx";
import { findingCountsQuery } from "../queries/findings.ts";
import { graphQuery } from "../queries/graph.ts";
import { isStory } from "../story/is-story.ts";
import { later } from "../ui/later.tsx";
import { Masthead } from "./Masthead.tsx";
import styles from "./Shell.module.css";

const entries = [
  { href: "/graph", word: "graph", icon: <RhUiTopologyIcon /> },
  { href: "/ask", word: "ask", icon: <RhUiSearchIcon /> },
  { href: "/matrix", word: "matrix", icon: <RhUiTableIcon /> },
  { href: "/policies", word: "policies", icon: <RhUiFileCodeIcon /> },
  { href: "/certificates", word: "certificates", icon: <RhUiSecuredIcon /> },
  { href: "/findings", word: "findings", icon: <RhUiFlagIcon /> },
  { href: "/mesh", word: "mesh", icon: <RhUiServerStackIcon /> },
] as const;

const StoryBar = later(() => import("../story/StoryBar.tsx").then((module) => module.StoryBar));

/** Masthead, navigation and the main panel; the same on every page. */
export function Shell({ children }: { children: ReactNode }) {
  const words = useWords();
  const { data } = useQuery(graphQuery([]));
  const counts = useQuery(findingCountsQuery()).data?.counts;
  const path = usePathname();
  const source = useSource();
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {words.skipToContent}
      </a>
      <Masthead
        source={data?.source}
        workloads={data?.nodes.filter((node) => node.namespace !== null).length}
        namespaces={data?.namespaces.length}
      />
      <nav className={styles.navigation} aria-label={words.navigation.label}>
        {entries.map(({ href, word, icon }) => (
          <Link
            key={href}
            href={href}
            className={styles.entry}
            title={words.navigation[word]}
            {...(path.startsWith(href) ? { "aria-current": "page" as const } : {})}
            {...(href === "/graph" && path.startsWith("/focus") ? { "aria-current": true } : {})}
          >
            {icon}
            <span>{words.navigation[word]}</span>
            {href === "/policies" && data !== undefined && (
              <span className={styles.figure}>{data.policies}</span>
            )}
            {href === "/findings" && counts !== undefined && counts.error + counts.warning > 0 && (
              <span
                className={styles.figure}
                data-worst={counts.error > 0 ? "error" : "warning"}
                title={words.findings.inNavigation(counts.error, counts.warning)}
              >
                {counts.error + counts.warning}
              </span>
            )}
          </Link>
        ))}
        {data !== undefined && (
          <p className={styles.foot}>
            {data.source.istioVersion !== null && (
              <span>{words.masthead.istio(data.source.istioVersion)}</span>
            )}
            <span>{words.masthead.trustDomain(data.source.trustDomain)}</span>
          </p>
        )}
      </nav>
      {isStory(source) && <StoryBar source={source} />}
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <FlipToast />
    </div>
  );
}
