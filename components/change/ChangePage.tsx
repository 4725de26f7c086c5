"use client";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useQuery } from "@tanstack/react-query";
import { type DraftKind, draftKinds } from "../../server/contract/preview-kinds.ts";
import { Link } from "../address/Link.tsx";
import { useWords } from "../look/use-words.tsx";
import { changeChoicesQuery } from "../queries/change.ts";
import { problemOf } from "../queries/fetch-json.ts";
import { graphQuery } from "../queries/graph.ts";
import { type PolicyAddress, policySourceQuery } from "../queries/policy-source.ts";
import { Shell } from "../shell/Shell.tsx";
import { StateScreen } from "../ui/StateScreen.tsx";
import styles from "./ChangePage.module.css";
import { Workbench } from "./Workbench.tsx";

const isKind = (kind: string): kind is DraftKind => (draftKinds as readonly string[]).includes(kind);

/** Change one object of the source: form, YAML and what would flip, side by side. */
export function ChangePage({ address }: { address: PolicyAddress }) {
  const words = useWords();
  const saved = useQuery({ ...policySourceQuery(address), enabled: isKind(address.kind) });
  const choices = useQuery(changeChoicesQuery());
  const graph = useQuery(graphQuery([]));
  const { kind } = address;
  // What was read once stays: a draft on top of it is not taken away by a server that is gone for a while.
  const failure =
    [saved, choices, graph].find(({ data, error }) => data === undefined && error !== null)?.error ?? null;
  return (
    <Shell>
      {!isKind(kind) ? (
        <StateScreen icon={<RhUiWarningIcon />} title={words.change.kindNotForm(kind)}>
          <Link
            href={`/policies/${[kind, address.namespace, address.name].map(encodeURIComponent).join("/")}`}
          >
            {words.policy.source(kind, address.namespace, address.name)}
          </Link>
        </StateScreen>
      ) : failure !== null ? (
        <StateScreen icon={<RhUiWarningIcon />} title={problemOf(failure).title}>
          <p role="alert">{problemOf(failure).detail}</p>
          <p>{problemOf(failure).cure}</p>
        </StateScreen>
      ) : saved.data === undefined || choices.data === undefined || graph.data === undefined ? (
        <p className={styles.waiting} role="status">
          {words.change.loading}
        </p>
      ) : (
        <Workbench
          key={`${kind} ${address.namespace}/${address.name}`}
          kind={kind}
          namespace={address.namespace}
          name={address.name}
          saved={saved.data.edit ?? { text: saved.data.text, base: "" }}
          writable={saved.data.edit !== null}
          start=""
          source={graph.data.source.name}
          revision={graph.data.revision}
          choices={choices.data}
        />
      )}
    </Shell>
  );
}
