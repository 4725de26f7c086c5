import type { AskChoices } from "../../server/contract/ask.ts";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import type { SourcesAnswer } from "../../server/contract/sources.ts";
import { type Draft, writeDraft } from "../ask/draft.ts";
import { fieldsIn, parse } from "../find/query.ts";
import { focusHref } from "../focus/focus-href.ts";
import type { Words } from "../look/words.ts";
import { policyHref } from "../policies/PolicyLink.tsx";
import { choiceHref } from "../source/choices.ts";
import { fuzzyFilter } from "../ui/fuzzy.ts";
import { askLine } from "./ask-line.ts";

export interface Entry {
  readonly kind: keyof Words["palette"]["kinds"];
  readonly text: string;
  readonly href: string;
}

const most = 50;

const pages = (words: Words): readonly Entry[] => [
  { kind: "page", text: words.navigation.graph, href: "/graph" },
  { kind: "page", text: words.toolbar.table, href: "/graph?view=table" },
  { kind: "page", text: words.ask.title, href: "/ask" },
  { kind: "page", text: words.matrix.title, href: "/matrix" },
  { kind: "page", text: words.focus.title, href: focusHref(null) },
  { kind: "page", text: words.navigation.policies, href: "/policies" },
  { kind: "page", text: words.changeSet.title, href: "/changes" },
  { kind: "page", text: words.starts.title, href: "/policies/templates" },
  { kind: "page", text: words.certificates.title, href: "/certificates" },
  {
    kind: "page",
    text: `${words.certificates.title}: ${words.certificates.tabs.trust}`,
    href: "/certificates?view=trust",
  },
  { kind: "page", text: words.navigation.findings, href: "/findings" },
  { kind: "page", text: words.navigation.mesh, href: "/mesh" },
  { kind: "page", text: words.story.title, href: "/story" },
];

/** The sources that another document shows; none where there is but one. */
export function sourceEntries(sources: SourcesAnswer | undefined, path: string): readonly Entry[] {
  if (sources === undefined || sources.sources.length < 2) return [];
  return sources.sources.map(({ id, name }) => ({ kind: "source", text: name, href: choiceHref(path, id) }));
}

/** Everything that can be gone to in the source that is shown. */
export function entriesOf(
  graph: GraphAnswer | undefined,
  choices: AskChoices | undefined,
  words: Words,
): readonly Entry[] {
  return [
    ...pages(words),
    ...(graph?.nodes ?? []).map(
      ({ id }): Entry => ({ kind: "workload", text: id, href: `/graph?node=${encodeURIComponent(id)}` }),
    ),
    ...(graph?.nodes ?? []).map(
      ({ id }): Entry => ({ kind: "focus", text: words.focus.entry(id), href: focusHref(id) }),
    ),
    ...(graph?.edges ?? []).map(
      ({ id, client, server, workloadPort }): Entry => ({
        kind: "edge",
        text: `${client} -> ${server}:${workloadPort}`,
        href: `/graph?edge=${encodeURIComponent(id)}`,
      }),
    ),
    ...(choices?.policies ?? []).map(
      (p): Entry => ({
        kind: "policy",
        text: `${p.kind} ${p.namespace}/${p.name}`,
        href: policyHref({ ...p, rule: null }, null, null),
      }),
    ),
  ];
}

function askEntry(draft: Draft, words: Words): Entry {
  const from = draft.callerKind === "outside" ? "outside" : draft.workload;
  const to = `${draft.targetKind === "pod" ? draft.pod : draft.host}:${draft.port}`;
  const request = draft.protocol === "tcp" ? "TCP" : `${draft.method} ${draft.path}`;
  return { kind: "ask", text: words.palette.askFull(from, to, request), href: `/ask${writeDraft(draft)}` };
}

/** Looks for it in the graph, when it names a field; any text would be a query too. */
function findEntries(text: string, words: Words): readonly Entry[] {
  const { query } = parse(text);
  if (fieldsIn(query).length === 0) return [];
  return [
    {
      kind: "find",
      text: words.palette.find(text.trim()),
      href: `/graph?${new URLSearchParams({ q: text.trim() })}`,
    },
  ];
}

/** What fits the query, best first; a question or a search that it spells comes before everything. */
export function found(
  query: string,
  all: readonly Entry[],
  choices: AskChoices | undefined,
  words: Words,
): readonly Entry[] {
  const draft = choices === undefined ? null : askLine(query, choices);
  const asks = draft === null ? [] : [askEntry(draft, words)];
  const plain = query.replace(/^ask\s+/, "").replace(/\s[A-Z]+\s.*$|\s\/\S*$/, "");
  return [
    ...asks,
    ...findEntries(query, words),
    ...fuzzyFilter(
      draft === null ? query : plain,
      all,
      ({ kind, text }) => `${text} ${words.palette.kinds[kind]}`,
      most,
    ),
  ];
}
