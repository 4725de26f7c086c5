"use client";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import type { ChangeChoices } from "../../server/contract/change.ts";
import { type DraftKind, draftKinds } from "../../server/contract/preview-kinds.ts";
import { Link } from "../address/Link.tsx";
import { useWords } from "../look/use-words.tsx";
import { changeChoicesQuery } from "../queries/change.ts";
import { problemOf } from "../queries/fetch-json.ts";
import { graphQuery } from "../queries/graph.ts";
import { policySourceQuery } from "../queries/policy-source.ts";
import { Shell } from "../shell/Shell.tsx";
import { BeginEdit } from "../starts/BeginEdit.tsx";
import { isStart, type Need, startOf } from "../starts/start.ts";
import { templatesHref } from "../starts/templates-href.ts";
import { StateScreen } from "../ui/StateScreen.tsx";
import styles from "./ChangePage.module.css";
import { copyText, newText } from "./draft.ts";
import { Workbench } from "./Workbench.tsx";

const kindOf = (text: string | null): DraftKind =>
  draftKinds.find((kind) => kind === text) ?? "AuthorizationPolicy";

/**
 * Writes a new object: from a start of its kind, or (`from=namespace/name`) as a copy of one that is there, or (`ns=`, `draft=`) goes on
 * with one that was put aside.
 */
export function NewPage() {
  const words = useWords();
  const search = useSearchParams();
  const kind = kindOf(search.get("kind"));
  const [fromNamespace = "", fromName = ""] = (search.get("from") ?? "").split("/");
  const copied = fromName !== "";
  const original = useQuery({
    ...policySourceQuery({ kind, namespace: fromNamespace, name: fromName }),
    enabled: copied,
  });
  const choices = useQuery(changeChoicesQuery());
  const graph = useQuery(graphQuery([]));
  const asked = [...(copied ? [original] : []), choices, graph];
  // What was read once stays, whatever becomes of the server.
  const failure = asked.find(({ data, error }) => data === undefined && error !== null)?.error ?? null;
  if (failure !== null)
    return (
      <Shell>
        <StateScreen icon={<RhUiWarningIcon />} title={problemOf(failure).title}>
          <p role="alert">{problemOf(failure).detail}</p>
          <p>{problemOf(failure).cure}</p>
        </StateScreen>
      </Shell>
    );
  if (choices.data === undefined || graph.data === undefined || (copied && original.data === undefined))
    return (
      <Shell>
        <p className={styles.waiting} role="status">
          {words.change.loading}
        </p>
      </Shell>
    );
  const begun = search.get("start");
  if (isStart(begun)) {
    const about = Object.fromEntries(
      (["namespace", "server", "client", "port", "host"] as const).flatMap((need) => {
        const value = search.get(need);
        return value === null ? [] : [[need, value] satisfies [Need, string]];
      }),
    );
    return (
      <Shell>
        <Begun
          key={search.toString()}
          start={startOf(begun, about, choices.data)}
          about={about}
          source={graph.data.source.name}
          revision={graph.data.revision}
          choices={choices.data}
        />
      </Shell>
    );
  }
  const namespace = search.get("ns") ?? (copied ? fromNamespace : (choices.data.namespaces[0] ?? "default"));
  const start =
    copied && original.data !== undefined
      ? copyText(original.data.edit?.text ?? original.data.text, `${fromName}-copy`)
      : newText(kind, namespace, "");
  return (
    <Shell>
      <Workbench
        key={`${kind} ${search.get("from") ?? ""} ${namespace} ${search.get("draft") ?? ""}`}
        kind={kind}
        namespace={namespace}
        name={null}
        kept={search.get("draft")}
        saved={null}
        writable
        start={start}
        source={graph.data.source.name}
        revision={graph.data.revision}
        choices={choices.data}
      />
    </Shell>
  );
}

/** A draft that something on another page began. */
function Begun({
  start: now,
  about,
  source,
  revision,
  choices,
}: {
  start: ReturnType<typeof startOf>;
  about: Readonly<Partial<Record<Need, string>>>;
  source: string;
  revision: string;
  choices: ChangeChoices;
}) {
  const words = useWords();
  // Once it is written its name is taken: what was begun stays what it was.
  const [start] = useState(now);
  if (start.how === "edit") return <BeginEdit start={start} source={source} />;
  if (start.how === "missing")
    return (
      <StateScreen icon={<RhUiWarningIcon />} title={words.starts.missing[start.need]}>
        <p>
          <Link href={templatesHref(about)}>{words.starts.title}</Link>
        </p>
      </StateScreen>
    );
  return (
    <Workbench
      kind={start.kind}
      namespace={start.namespace}
      name={null}
      kept={start.name}
      saved={null}
      writable
      start={start.text}
      source={source}
      revision={revision}
      choices={choices}
    />
  );
}
