import { parseArgs } from "node:util";
import { browserMeasures } from "./browser-measures.ts";
import { certificateMeasures } from "./certificate-measures.ts";
import { engineMeasures } from "./engine-measures.ts";
import { endClusters } from "./live-cluster.ts";
import { liveMeasures } from "./live-measures.ts";
import { isSize, type Measured, measured } from "./measure.ts";
import { serverMeasures } from "./server-measures.ts";
import { soak } from "./soak.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    size: { type: "string", multiple: true, default: [] },
    soak: { type: "string" },
  },
});
// Standing clusters end with the run, whatever becomes of it.
try {
  if (values.soak === undefined) await measureAll();
  else await soak(Number(values.soak));
} finally {
  await endClusters();
}

async function measureAll(): Promise<void> {
  const sizes = values.size.filter(isSize);
  const rows: (Measured & { readonly note: string })[] = [];
  if (!values.json) console.log(line(["MEASURE", "SIZE", "VALUE", "GOAL", "GOAL/VALUE", ""]));
  // Only where an API server can be started.
  const live = process.env.SEKISHO_CONTROL_PLANE ? liveMeasures : [];
  for (const measure of [
    ...engineMeasures,
    ...serverMeasures,
    ...browserMeasures,
    ...certificateMeasures,
    ...live,
  ]) {
    if (!measure.name.startsWith(values.only)) continue;
    for (const size of sizes.length > 0 ? sizes : measure.at) {
      const row = await measured(measure, size);
      rows.push(row);
      if (!values.json) console.log(text(row));
    }
  }
  const told = rows.map(({ note: _, ...row }) => row);
  if (values.json) console.log(JSON.stringify(told, null, 2));
}

function text({
  measure,
  size,
  value,
  unit,
  goal,
  holds,
  note,
}: Measured & { readonly note: string }): string {
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
