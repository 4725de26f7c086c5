"use client";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import type { ChangeChoices } from "../../server/contract/change.ts";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { draftKinds } from "../../server/contract/preview-kinds.ts";
import { Link } from "../address/Link.tsx";
import { useGo } from "../address/use-go.ts";
import { useWords } from "../look/use-words.tsx";
import { changeChoicesQuery } from "../queries/change.ts";
import { problemOf } from "../queries/fetch-json.ts";
import { graphQuery } from "../queries/graph.ts";
import { Shell } from "../shell/Shell.tsx";
import { StateScreen } from "../ui/StateScreen.tsx";
import { DenyCard } from "./DenyCard.tsx";
import { Pickers } from "./Pickers.tsx";
import { type About, type Need, type StartName, startHref, starts } from "./start.ts";
import styles from "./TemplatesPage.module.css";
import { templatesHref } from "./templates-href.ts";

/** The gallery's order; `null` is the plan of several policies. */
const groups = {
  reach: ["allow", "allowRead", "sameNamespace", "fromGateways"],
  close: [null, "denyAll", "deny", "denyNameless"],
  tokens: ["acceptTokens", "requireToken"],
  mtls: ["strict", "mtls", "strictExcept", "permissive", "sendMtls", "sendPlaintext"],
} as const satisfies Record<string, readonly (StartName | null)[]>;

/** What a new policy can be begun with: common shapes, filled with what this mesh has. */
export function TemplatesPage() {
  const words = useWords();
  const choices = useQuery(changeChoicesQuery());
  const graph = useQuery(graphQuery([]));
  const failure =
    [choices, graph].find(({ data, error }) => data === undefined && error !== null)?.error ?? null;
  return (
    <Shell>
      {choices.data !== undefined && graph.data !== undefined ? (
        <Gallery choices={choices.data} graph={graph.data} />
      ) : failure !== null ? (
        <StateScreen icon={<RhUiWarningIcon />} title={problemOf(failure).title}>
          <p role="alert">{problemOf(failure).detail}</p>
          <p>{problemOf(failure).cure}</p>
        </StateScreen>
      ) : (
        <p className={styles.waiting} role="status">
          {words.change.loading}
        </p>
      )}
    </Shell>
  );
}

/** What the address says, and where it says nothing the first of what exists. */
function aboutOf(search: URLSearchParams, { workloads, namespaces, hosts }: ChangeChoices): About {
  const meshed = workloads.filter((w) => w.sidecar);
  const server = workloads.find((w) => w.id === search.get("server")) ?? meshed[0] ?? workloads[0];
  const client =
    workloads.find((w) => w.id === search.get("client")) ??
    meshed.find((w) => w.id !== server?.id && w.principal !== null);
  // One that a Service leads to is called more likely.
  const ports = (server?.ports ?? [])
    .toSorted((a, b) => Number(b.servicePorts.length > 0) - Number(a.servicePorts.length > 0))
    .map(({ workloadPort }) => `${workloadPort}`);
  const port = search.get("port");
  const host =
    search.get("host") ?? hosts.find((h) => h.namespace === server?.namespace)?.host ?? hosts[0]?.host;
  const about: Partial<Record<Need, string | undefined>> = {
    namespace: search.get("namespace") ?? server?.namespace ?? namespaces[0],
    server: server?.id,
    client: client?.id,
    port: port !== null && ports.includes(port) ? port : ports[0],
    host,
  };
  return Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined));
}

function Gallery({ choices, graph }: { choices: ChangeChoices; graph: GraphAnswer }) {
  const words = useWords();
  const said = words.starts;
  const go = useGo();
  const about = aboutOf(useSearchParams(), choices);
  return (
    <>
      <div className={styles.toolbar}>
        <h1>{said.title}</h1>
        <p>{said.about}</p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus */}
      <section className={styles.body} tabIndex={0} aria-label={said.title}>
        <Pickers about={about} choices={choices} onChange={(next) => go.instead(templatesHref(next))} />
        {(["reach", "close", "tokens", "mtls"] as const).map((group) => (
          <section key={group} aria-label={said.groups[group]}>
            <h2>{said.groups[group]}</h2>
            <ul className={styles.cards}>
              {groups[group].map((name) =>
                name !== null ? (
                  <li key={name} className={styles.card}>
                    <h3>
                      <Link href={startHref(name, pickedOf(name, about))}>{said.names[name]}</Link>
                    </h3>
                    <p>
                      {said.does[name](
                        about.server ?? "",
                        about.client ?? "",
                        about.port ?? "",
                        about.namespace ?? "",
                        about.host ?? "",
                      )}
                    </p>
                    <p className={styles.kind}>{starts[name].kind}</p>
                  </li>
                ) : (
                  <DenyCard key="plan" namespace={about.namespace ?? ""} graph={graph} choices={choices} />
                ),
              )}
            </ul>
          </section>
        ))}
        <section aria-label={said.groups.empty}>
          <h2>{said.groups.empty}</h2>
          <p className={styles.row}>
            {draftKinds.map((kind) => (
              <Link
                key={kind}
                href={`/policies/new?${new URLSearchParams({ kind, ns: about.namespace ?? "default" })}`}
              >
                {kind}
              </Link>
            ))}
          </p>
        </section>
      </section>
    </>
  );
}

const pickedOf = (name: keyof typeof starts, about: About): About =>
  Object.fromEntries(
    starts[name].needs.flatMap((need) => (about[need] === undefined ? [] : [[need, about[need]]])),
  );
