import { type Severity, severities } from "../../server/contract/findings.ts";
import { type FindingColumn, findingColumns } from "./finding-rows.ts";

/** What the address of the list says. */
export interface FindingsView {
  readonly text: string;
  /** Chosen severities; empty means all. */
  readonly severities: readonly Severity[];
  readonly sort: FindingColumn;
  readonly descending: boolean;
  /** Key of the finding that is shown in full; null for none. */
  readonly expanded: string | null;
}

const isColumn = (value: string): value is FindingColumn => findingColumns.some((column) => column === value);

export function readFindingsView(search: URLSearchParams): FindingsView {
  const sort = search.get("sort") ?? "";
  const column = sort.replace(/^-/, "");
  const chosen = search.get("severity")?.split(",") ?? [];
  return {
    text: search.get("q") ?? "",
    severities: severities.filter((severity) => chosen.includes(severity)),
    sort: isColumn(column) ? column : "severity",
    descending: isColumn(column) && sort.startsWith("-"),
    expanded: search.get("more"),
  };
}

/** The address of a view; what is at its default is left out. Inverse of `readFindingsView`. */
export function writeFindingsView(view: FindingsView): string {
  const search = new URLSearchParams();
  if (view.text !== "") search.set("q", view.text);
  if (view.severities.length > 0) search.set("severity", view.severities.join(","));
  if (view.sort !== "severity" || view.descending)
    search.set("sort", `${view.descending ? "-" : ""}${view.sort}`);
  if (view.expanded !== null) search.set("more", view.expanded);
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
