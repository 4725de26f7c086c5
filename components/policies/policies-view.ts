import { type PolicyColumn, policyColumns } from "./policy-rows.ts";

/** What the address of the list says. */
export interface PoliciesView {
  readonly text: string;
  /** Chosen kinds; empty means all. */
  readonly kinds: readonly string[];
  readonly noted: boolean;
  readonly sort: PolicyColumn;
  readonly descending: boolean;
  /** Key of the object that is shown in full; null for none. */
  readonly expanded: string | null;
}

const isColumn = (value: string): value is PolicyColumn => policyColumns.some((column) => column === value);

export function readPoliciesView(search: URLSearchParams): PoliciesView {
  const sort = search.get("sort") ?? "";
  const column = sort.replace(/^-/, "");
  return {
    text: search.get("q") ?? "",
    kinds: search.get("kind")?.split(",").filter(Boolean) ?? [],
    noted: search.get("notes") === "1",
    sort: isColumn(column) ? column : "name",
    descending: isColumn(column) && sort.startsWith("-"),
    expanded: search.get("more"),
  };
}

/** The address of a view; what is at its default is left out. Inverse of `readPoliciesView`. */
export function writePoliciesView(view: PoliciesView): string {
  const search = new URLSearchParams();
  if (view.text !== "") search.set("q", view.text);
  if (view.kinds.length > 0) search.set("kind", view.kinds.join(","));
  if (view.noted) search.set("notes", "1");
  if (view.sort !== "name" || view.descending)
    search.set("sort", `${view.descending ? "-" : ""}${view.sort}`);
  if (view.expanded !== null) search.set("more", view.expanded);
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
