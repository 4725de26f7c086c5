import { readViewState, type StripFilter } from "../graph/view-state.ts";

export type Traffic = "all" | "seen" | "notSeen";
export type Level = "namespaces" | "workloads";

/** What the address of the matrix says. */
export interface MatrixView {
  /** Chosen namespaces; null means all. */
  readonly namespaces: readonly string[] | null;
  readonly text: string;
  /** Chosen outcomes; empty means all. */
  readonly outcomes: readonly StripFilter[];
  readonly traffic: Traffic;
  /** How far all namespaces are unfolded, but those that are turned. */
  readonly level: Level;
  readonly turned: readonly string[];
  /** `row>column` of the cursor; null before it was set. */
  readonly at: string | null;
  /** Whether the cell under the cursor is explained. */
  readonly open: boolean;
}

export function readMatrixView(search: URLSearchParams): MatrixView {
  const { namespaces, text, outcomes } = readViewState(search);
  const traffic = search.get("traffic");
  return {
    namespaces,
    text,
    outcomes,
    traffic: traffic === "seen" || traffic === "notSeen" ? traffic : "all",
    level: search.get("level") === "workloads" ? "workloads" : "namespaces",
    turned: search.getAll("turned"),
    at: search.get("at"),
    open: search.get("open") === "1" && search.has("at"),
  };
}

/** The address of a view; what is at its default is left out. Inverse of `readMatrixView`. */
export function writeMatrixView(view: MatrixView): string {
  const search = new URLSearchParams();
  if (view.namespaces !== null) search.set("ns", view.namespaces.join(","));
  if (view.text !== "") search.set("q", view.text);
  if (view.outcomes.length > 0) search.set("outcome", view.outcomes.join(","));
  if (view.traffic !== "all") search.set("traffic", view.traffic);
  if (view.level !== "namespaces") search.set("level", view.level);
  for (const name of view.turned) search.append("turned", name);
  if (view.at !== null) search.set("at", view.at);
  if (view.open && view.at !== null) search.set("open", "1");
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

/** Whether a namespace is drawn as one row and one column. */
export const isFolded = ({ level, turned }: Pick<MatrixView, "level" | "turned">, name: string): boolean =>
  (level === "namespaces") !== turned.includes(name);

/** Folds a namespace, or unfolds it. */
export const turn = (turned: readonly string[], name: string): readonly string[] =>
  turned.includes(name) ? turned.filter((other) => other !== name) : [...turned, name];
