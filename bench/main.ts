import { parseArgs } from "node:util";
import { browserMeasures } from "./browser-measures.ts";
import { engineMeasures } from "./engine-measures.ts";
import { isSize, type Measured, measured } from "./measure.ts";
import { serverMeasures } from "./server-measures.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    size: { type: "string", multiple: true, default: [] },
  },
});
const sizes = values.size.filter(isSize);
const rows: (Measured & { readonly note: string })[] = [];
if (!values.json) console.log(line(["MEASURE", "SIZE", "VALUE", "GOAL", "GOAL/VALUE", ""]));
for (const measure of [...engineMeasures, ...serverMeasures, ...browserMeasures]) {
  if (!measure.name.startsWith(values.only)) continue;
  for (const size of sizes.length > 0 ? sizes : measure.at) {
    const row = await measured(measure, size);
    rows.push(row);
    if (!values.json) console.log(text(row));
  }
}
if (values.json)
  console.log(
    JSON.stringify(
      rows.map(({ note: _, ...row }) => row),
      null,
      2,
    ),
  );

function text({ measure, size, value, unit, goal, holds, note }: (typeof rows)[number]): string {
  const better = unit === "fps" ? value / (goal ?? value) : (goal ?? value) / value;
  const ratio = goal === null ? "" : `${better.toPrecision(2)}${holds ? "" : "  missed"}`;
  return line([measure, size, `${value} ${unit}`, goal === null ? "-" : `${goal} ${unit}`, ratio, note]);
}

function line(cells: readonly string[]): string {
  const widths = [26, 5, 12, 10, 14, 0];
  return cells
    .map((cell, i) => cell.padEnd(widths[i] ?? 0))
    .join(" ")
    .trimEnd();
}
