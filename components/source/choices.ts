import type { SourceChoice, SourcesAnswer } from "../../server/contract/sources.ts";
import { withSource } from "../address/page-source.ts";
import { fuzzyFilter } from "../ui/fuzzy.ts";

/** Beyond so many sources there is a field that finds one. */
export const manySources = 8;

const most = 100;

/** The source of this page; undefined when the list does not have it. @param id as in the address; null for the start source */
export const chosen = (answer: SourcesAnswer, id: string | null): SourceChoice | undefined =>
  answer.sources.find((one) => (id === null ? one.start : one.id === id));

/** The sources that fit what was typed, by kind; without a text all, in their order. */
export function shownChoices(answer: SourcesAnswer, text: string): readonly SourceChoice[] {
  const found = fuzzyFilter(
    text,
    answer.sources,
    ({ name, cluster, user }) => [name, cluster, user].join(" "),
    most,
  );
  return [
    ...found.filter(({ kind }) => kind === "folder"),
    ...found.filter(({ kind }) => kind === "context"),
  ];
}

const sections = ["graph", "ask", "focus", "matrix", "policies", "mesh"];

/**
 * Where another source is looked at: the page that is open now, without what belongs to the source that is left (filters, what is selected).
 * @param path of the page that is open
 */
export function choiceHref(path: string, id: string): string {
  const section = path.split("/")[1] ?? "";
  return withSource(`/${sections.includes(section) ? section : "graph"}`, id);
}
