import type { Outcome } from "../../server/contract/verdict.ts";
import { outcomeOrder } from "../look/outcome.ts";
import type { Fold } from "./fold.ts";

export type StripFilter = Outcome | "disagrees";

/** What the address says: everything that a reload or a shared link must bring back. */
export interface ViewState {
  /** Chosen namespaces; null means all. */
  readonly namespaces: readonly string[] | null;
  readonly text: string;
  /** What does not fit is drawn pale instead of hidden. */
  readonly highlight: boolean;
  readonly outcomes: readonly StripFilter[];
  readonly view: "graph" | "table";
  readonly edge: string | null;
  readonly node: string | null;
  readonly asked: readonly string[];
  /** Ids of the only edges to show; empty means all. */
  readonly only: readonly string[];
  /** Drafts of this browser that the graph is looked at with, by the names of their keys; empty: none. */
  readonly preview: readonly string[];
  /** Of a preview. */
  readonly side: "before" | "after";
  /** Folded namespaces; null: by size. */
  readonly fold: Fold | null;
  /** null: open where there is room. */
  readonly legend: boolean | null;
}

const isFilter = (value: string): value is StripFilter =>
  value === "disagrees" || outcomeOrder.some((outcome) => outcome === value);

const list = (value: string | null): string[] => (value === null || value === "" ? [] : value.split(","));

export function readViewState(search: URLSearchParams): ViewState {
  const legend = search.get("legend");
  return {
    namespaces: search.has("ns") ? list(search.get("ns")) : null,
    text: search.get("q") ?? "",
    highlight: search.get("mark") === "1",
    outcomes: list(search.get("outcome")).filter(isFilter),
    view: search.get("view") === "table" ? "table" : "graph",
    edge: search.get("edge"),
    node: search.get("node"),
    asked: search.getAll("asked"),
    only: search.getAll("only"),
    preview: search.getAll("preview"),
    side: search.get("side") === "before" ? "before" : "after",
    fold: readFold(search),
    legend: legend === null ? null : legend !== "0",
  };
}

/** `fold=a,b`: only these; `unfold=a,b`: all but these. */
function readFold(search: URLSearchParams): Fold | null {
  if (search.has("unfold")) return { mode: "allBut", names: list(search.get("unfold")) };
  return search.has("fold") ? { mode: "only", names: list(search.get("fold")) } : null;
}

/** The address of a view; what is at its default is left out. Inverse of `readViewState`. */
export function writeViewState(state: ViewState): string {
  const search = new URLSearchParams();
  if (state.namespaces !== null) search.set("ns", state.namespaces.join(","));
  if (state.text !== "") search.set("q", state.text);
  if (state.highlight) search.set("mark", "1");
  if (state.outcomes.length > 0) search.set("outcome", state.outcomes.join(","));
  if (state.view === "table") search.set("view", "table");
  if (state.edge !== null) search.set("edge", state.edge);
  if (state.node !== null) search.set("node", state.node);
  for (const id of state.asked) search.append("asked", id);
  for (const id of state.only) search.append("only", id);
  for (const name of state.preview) search.append("preview", name);
  if (state.preview.length > 0 && state.side === "before") search.set("side", "before");
  if (state.fold !== null)
    search.set(state.fold.mode === "only" ? "fold" : "unfold", state.fold.names.join(","));
  if (state.legend !== null) search.set("legend", state.legend ? "1" : "0");
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
