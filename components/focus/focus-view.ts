import { type Way, ways } from "./ways.ts";

export type Side = "both" | "callers" | "calls";

/** What the address says besides the node. */
export interface FocusView {
  readonly text: string;
  readonly side: Side;
  /** Chosen ways; empty means all. */
  readonly ways: readonly Way[];
  /** Keys of the groups whose peers are all shown. */
  readonly open: readonly string[];
}

const isWay = (value: string): value is Way => ways.some((way) => way === value);

export function readFocusView(search: URLSearchParams): FocusView {
  const side = search.get("side");
  return {
    text: search.get("q") ?? "",
    side: side === "callers" || side === "calls" ? side : "both",
    ways: (search.get("how") ?? "").split(",").filter(isWay),
    open: search.getAll("open"),
  };
}

/** The address of a view; what is at its default is left out. Inverse of `readFocusView`. */
export function writeFocusView(view: FocusView): string {
  const search = new URLSearchParams();
  if (view.text !== "") search.set("q", view.text);
  if (view.side !== "both") search.set("side", view.side);
  if (view.ways.length > 0) search.set("how", view.ways.join(","));
  for (const key of view.open) search.append("open", key);
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
