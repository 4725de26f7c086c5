"use client";
import { RhUiTopologyIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-topology-icon";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { words } from "../look/words.ts";
import { FlipToast } from "../push/FlipToast.tsx";
import { graphQuery } from "../queries/graph.ts";
import { Masthead } from "./Masthead.tsx";
import styles from "./Shell.module.css";

/** Masthead, navigation and the main panel; the same on every page. */
export function Shell({ children }: { children: ReactNode }) {
  const { data, isPending } = useQuery(graphQuery([]));
  const onGraph = usePathname().startsWith("/graph");
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {words.skipToContent}
      </a>
      <Masthead
        waiting={isPending}
        source={data?.source}
        workloads={data?.nodes.filter((node) => node.namespace !== null).length}
        namespaces={data?.namespaces.length}
      />
      <nav className={styles.navigation} aria-label={words.navigation.label}>
        <Link
          href="/graph"
          className={styles.entry}
          title={words.navigation.graph}
          {...(onGraph ? { "aria-current": "page" as const } : {})}
        >
          <RhUiTopologyIcon />
          <span>{words.navigation.graph}</span>
        </Link>
        {data !== undefined && (
          <p className={styles.foot}>
            {data.source.istioVersion !== null && (
              <span>{words.masthead.istio(data.source.istioVersion)}</span>
            )}
            <span>{words.masthead.trustDomain(data.source.trustDomain)}</span>
          </p>
        )}
      </nav>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <FlipToast />
    </div>
  );
}
