import { isMap, listAt, mapAt } from "./spec-view.ts";
import type { Json } from "./yaml-value.ts";

/** A rule in one line, in the order in which it is written: `ops, GET, /healthz`. */
export function editSummary(rule: Json): string {
  if (!isMap(rule)) return JSON.stringify(rule);
  const values = [
    ...listAt(rule, ["from"]).flatMap((item) => Object.values(mapAt(item, ["source"]))),
    ...listAt(rule, ["to"]).flatMap((item) => Object.values(mapAt(item, ["operation"]))),
    ...listAt(rule, ["when"]).map((item) => mapAt(item).key ?? ""),
  ];
  return values
    .flat()
    .map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
    .map((text) =>
      text.slice(text.lastIndexOf("/ns/") < 0 ? 0 : text.lastIndexOf("/ns/") + 4).replace("/sa/", "/"),
    )
    .join(", ");
}
