"use client";
import type { EdgeDetails } from "../../server/contract/graph.ts";
import { Link } from "../address/Link.tsx";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./EdgeStarts.module.css";
import { type StartName, startHref } from "./start.ts";

/** What a person may want of this edge, each as a draft to begin with. */
export function EdgeStarts({ details: { edge, client, server, clientSpiffeId } }: { details: EdgeDetails }) {
  const { starts: said } = useWords();
  // A policy is asked by the server's proxy; where there is none, nothing here can be changed by one.
  const asked = server.membership === "sidecar" || server.membership === "gateway";
  if (server.kind !== "workload" && server.kind !== "gateway") return null;
  const named = clientSpiffeId !== null && client.principal !== null && edge.transport !== "plaintext";
  const about = { server: edge.server, port: `${edge.workloadPort}` };
  const both = { ...about, client: edge.client };
  const links: readonly (readonly [StartName, string, string])[] = asked
    ? [
        ...(named
          ? ([
              ["allow", said.edge.allow, startHref("allow", both)],
              ["deny", said.edge.deny, startHref("deny", both)],
            ] as const)
          : ([["denyNameless", said.edge.denyNameless, startHref("denyNameless", about)]] as const)),
        ...(server.membership === "sidecar"
          ? ([["mtls", said.edge.mtls, startHref("mtls", about)]] as const)
          : []),
      ]
    : [];
  return (
    <div className={styles.section}>
      <h3>{said.edge.title}</h3>
      {links.length > 0 && (
        <p className={styles.row}>
          {links.map(([name, text, href]) => (
            <Link key={name} href={href} className={buttons.control}>
              {text}
            </Link>
          ))}
        </p>
      )}
      {!asked && <p className={styles.quiet}>{said.edge.noProxy(server.id)}</p>}
      {asked && !named && <p className={styles.quiet}>{said.edge.nameless(client.id)}</p>}
    </div>
  );
}
