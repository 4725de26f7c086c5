"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import type { ChangeChoices } from "../../server/contract/change.ts";
import type { DraftKind } from "../../server/contract/preview-kinds.ts";
import type { EditableText, PolicyChange } from "../../server/contract/write.ts";
import { pageSource } from "../address/page-source.ts";
import { useGo } from "../address/use-go.ts";
import { useWords } from "../look/use-words.tsx";
import { rightsQuery } from "../queries/write.ts";
import { ActionBar } from "./ActionBar.tsx";
import { AuthorizationForm } from "./AuthorizationForm.tsx";
import styles from "./ChangePage.module.css";
import { ConflictDialog } from "./ConflictDialog.tsx";
import { DeleteDialog } from "./DeleteDialog.tsx";
import { DestinationForm } from "./DestinationForm.tsx";
import { DraftFindings, FoundInDraft } from "./DraftFindings.tsx";
import { isName, nameOf, namespaceOf, objectOf, writeStoredDraft } from "./draft.ts";
import { draftKey, draftScope } from "./draft-key.ts";
import { findingMarks, refusalMarks } from "./draft-marks.ts";
import { ExportDialog } from "./ExportDialog.tsx";
import { FlipsPanel } from "./FlipsPanel.tsx";
import { HistoryDialog } from "./HistoryDialog.tsx";
import { countLines } from "./line-diff.ts";
import { NameFields } from "./NameFields.tsx";
import { PeerForm } from "./PeerForm.tsx";
import { RequestForm } from "./RequestForm.tsx";
import { useDraft } from "./use-draft.ts";
import { usePreview } from "./use-preview.ts";
import { useWrite } from "./use-write.ts";
import { type View, WorkbenchBar } from "./WorkbenchBar.tsx";
import type { Mark } from "./YamlEditor.tsx";
import { yamlProblems } from "./yaml-problems.ts";

const YamlEditor = dynamic(() => import("./YamlEditor.tsx"), { ssr: false });

const forms = {
  AuthorizationPolicy: AuthorizationForm,
  PeerAuthentication: PeerForm,
  RequestAuthentication: RequestForm,
  DestinationRule: DestinationForm,
} as const;

/** Form, YAML and flips of one draft, and what may be done with it. */
export function Workbench({
  kind,
  namespace,
  name,
  kept = null,
  saved,
  writable,
  start,
  source,
  revision,
  choices,
}: {
  kind: DraftKind;
  namespace: string;
  /** null for a new object. */
  name: string | null;
  /** Under which name the draft of a new object was put aside. */
  kept?: string | null;
  saved: EditableText | null;
  /** false: the source has it where it cannot be written. */
  writable: boolean;
  start: string;
  source: string;
  revision: string;
  choices: ChangeChoices;
}) {
  const words = useWords();
  const said = words.change;
  const go = useGo();
  const [view, setView] = useState<View>("both");
  const [sheet, setSheet] = useState<"export" | "history" | "delete" | null>(null);
  const savedText = saved?.text ?? null;
  const scope = draftScope(pageSource(), source);
  const key = draftKey(
    scope,
    name === null
      ? { operation: "create", kind, namespace, name: kept }
      : { operation: "replace", kind, namespace, name },
  );
  const draft = useDraft(key, savedText, start);
  const savedObject = useMemo(() => (savedText === null ? null : objectOf(savedText)), [savedText]);
  const nowName = name ?? nameOf(draft.object);
  const nowNamespace = name === null ? namespaceOf(draft.object) || namespace : namespace;
  const preview = usePreview(
    revision,
    { kind, namespace: nowNamespace, name: nowName },
    draft.changed ? draft.text : null,
  );
  const rights = useQuery(rightsQuery(kind, nowNamespace));
  const writing = useWrite();
  const marks = useMemo<readonly Mark[]>(
    () =>
      yamlProblems(draft.text, kind, said).map(({ from, to, text }) => ({
        from,
        to,
        text,
        severity: "error",
      })),
    [draft.text, kind, said],
  );
  const allMarks = useMemo(
    () => [...marks, ...findingMarks(draft.text, preview.found), ...refusalMarks(draft.text, writing.ended)],
    [marks, draft.text, preview.found, writing.ended],
  );

  const right = (verb: "create" | "replace" | "delete"): string | null => {
    if (!writable) return said.readOnlyText;
    const found = rights.data?.verbs[verb];
    return found === undefined || found.allowed ? null : `${found.text} ${found.cure}`;
  };
  const blocked = !draft.changed
    ? ""
    : draft.broken || marks.length > 0
      ? said.blockedYaml
      : draft.outdated
        ? said.outdatedCure
        : name === null && (!isName(nowName) || choices.taken.includes(`${kind} ${nowNamespace}/${nowName}`))
          ? said.blockedName
          : right(name === null ? "create" : "replace");

  const change = (operation: PolicyChange["operation"]): PolicyChange => ({
    operation,
    kind,
    namespace: nowNamespace,
    name: nowName,
    ...(operation === "delete" ? {} : { yaml: draft.text }),
    ...(operation === "create" ? {} : { base: draft.baseName ?? saved?.base ?? "" }),
    message: draft.why,
  });
  const href = `/policies/${[kind, nowNamespace, nowName].map(encodeURIComponent).join("/")}`;
  const apply = async () => {
    const end = await writing.write(change(name === null ? "create" : "replace"));
    if (end.kind !== "written") return;
    draft.discard();
    if (name === null) go.to(`${href}/edit`);
  };
  const remove = async () => {
    setSheet(null);
    const end = await writing.write(change("delete"));
    if (end.kind !== "written") return;
    draft.discard();
    go.to("/policies");
  };
  const toChangeSet = () => {
    // One that has a name makes place for the next new one.
    if (name === null && isName(nowName)) {
      const place = { operation: "create", kind, namespace: nowNamespace, name: nowName } as const;
      const aside = draftKey(scope, place);
      if (aside !== key) writeStoredDraft(key, null);
      writeStoredDraft(aside, { text: draft.text, base: null, why: draft.why });
    }
    go.to("/changes");
  };
  const deleteLater = () => {
    const place = { operation: "delete", kind, namespace: nowNamespace, name: nowName } as const;
    writeStoredDraft(draftKey(scope, place), { text: "", base: savedText, why: draft.why });
    draft.discard();
    go.to("/changes");
  };
  const lines = useMemo(() => countLines(savedText ?? "", draft.text), [savedText, draft.text]);
  const Form = forms[kind];
  const conflict = writing.ended?.kind === "conflict" ? writing.ended : null;
  return (
    <>
      <WorkbenchBar
        kind={kind}
        title={nowName === "" ? said.newTitle(kind) : `${nowNamespace}/${nowName}`}
        changed={draft.changed}
        view={view}
        onView={setView}
        onDiscard={draft.discard}
        {...(name === null
          ? {}
          : { onHistory: () => setSheet("history"), onDelete: () => setSheet("delete") })}
      />
      {draft.outdated && (
        <div className={styles.banner} role="alert">
          <strong>{said.outdated}.</strong> {said.outdatedCure}.
          <button type="button" onClick={draft.discard}>
            {said.takeTheirs}
          </button>
          <button type="button" onClick={draft.rebase}>
            {said.keepMine}
          </button>
        </div>
      )}
      <div className={styles.columns} data-view={view}>
        {view !== "yaml" && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
          <section className={styles.form} tabIndex={0} aria-label={said.views.form}>
            {draft.broken && <p className={styles.waits}>{said.formWaits}</p>}
            <fieldset className={styles.fields} disabled={draft.broken}>
              {name === null && (
                <NameFields kind={kind} object={draft.object} choices={choices} edit={draft.edit} />
              )}
              {draft.object !== null && (
                <FoundInDraft value={preview.found}>
                  <DraftFindings />
                  <Form
                    object={draft.object}
                    saved={savedObject}
                    namespace={nowNamespace}
                    choices={choices}
                    edit={draft.edit}
                  />
                </FoundInDraft>
              )}
            </fieldset>
          </section>
        )}
        {view !== "form" && (
          <section className={styles.yaml} aria-label={said.yaml}>
            <div className={styles.yamlHead}>
              <h2>{said.yaml}</h2>
              {savedText !== null && <span className={styles.quiet}>{said.against}</span>}
              <span className={styles.space} />
              {savedText !== null && lines.added > 0 && <strong>{said.added(lines.added)}</strong>}
              {savedText !== null && lines.removed > 0 && <span>{said.removed(lines.removed)}</span>}
            </div>
            <div className={styles.editor}>
              <YamlEditor
                text={draft.text}
                saved={savedText}
                kind={kind}
                label={said.yaml}
                marks={allMarks}
                help={(field) => said.fields[field as keyof typeof said.fields] ?? null}
                onChange={draft.setText}
              />
            </div>
            {marks.length > 0 && (
              <ul className={styles.problems} aria-label={said.problems}>
                {marks.slice(0, 5).map(({ from, text }) => (
                  <li key={`${from} ${text}`}>
                    {said.syntax(draft.text.slice(0, from).split("\n").length, text)}
                  </li>
                ))}
              </ul>
            )}
          </section>
        )}
        <FlipsPanel
          names={[key.slice(scope.length)]}
          waiting={preview.waiting}
          changed={draft.changed}
          answer={preview.answer}
          error={preview.error}
        />
      </div>
      <ActionBar
        why={draft.why}
        onWhy={draft.setWhy}
        ended={writing.ended}
        blocked={blocked}
        busy={writing.busy}
        damage={draft.changed ? preview.damage : null}
        canExport={!draft.broken}
        onExport={() => setSheet("export")}
        onAdd={draft.changed ? toChangeSet : null}
        onTry={() => writing.tryIt(change(name === null ? "create" : "replace"))}
        onApply={apply}
      />
      {sheet === "export" && (
        <ExportDialog
          text={draft.text}
          file={`${kind.toLowerCase()}-${nowName || "new"}.yaml`}
          onClose={() => setSheet(null)}
        />
      )}
      {sheet === "history" && (
        <HistoryDialog
          address={{ kind, namespace, name: nowName }}
          now={savedText ?? ""}
          onRestore={(text) => {
            draft.setText(text);
            setSheet(null);
          }}
          onClose={() => setSheet(null)}
        />
      )}
      {sheet === "delete" && (
        <DeleteDialog
          draft={{ kind, namespace, name: nowName, delete: true }}
          revision={revision}
          blocked={right("delete")}
          onDelete={remove}
          onKeep={deleteLater}
          onClose={() => setSheet(null)}
        />
      )}
      {conflict !== null && (
        <ConflictDialog
          conflict={conflict}
          base={draft.base ?? savedText ?? ""}
          mine={draft.text}
          onTheirs={() => {
            draft.discard();
            writing.clear();
          }}
          onMine={() => {
            draft.rebaseTo(conflict.theirs);
            writing.clear();
          }}
          onClose={writing.clear}
        />
      )}
    </>
  );
}
