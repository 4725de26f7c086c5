import { resolve } from "node:path";
import { captureCluster } from "../services/capture-cluster.ts";
import { liveHelp } from "./open-source.ts";
import { readOptions } from "./options.ts";
import { refuse } from "./report.ts";

const help = `Usage: sekisho capture --out DIR --context NAME [--kubeconfig FILE] [--json]

Writes what a live cluster holds now into a folder, which shows the same graph: npm start -- --folder DIR.

  --out DIR          a new folder, or that of an older capture, whose manifests are replaced
${liveHelp.replaceAll(" instead", "")}  --json             what was written, as one JSON object
  --at TIME          the time that the capture says it was taken at (default: now)
  --help             this text

No Secret is read. Of pods only what the graph is made of is written: no environment, no command, no volume; of annotations only
Istio's; of keys only their public parts.
Exit codes: 0 fine, 1 something could not be read and is named, 2 could not run.
`;

/** `sekisho capture`: a live cluster as a folder. */
export async function capture(args: readonly string[]): Promise<number> {
  const read = readOptions(args, ["out"]);
  if ("refusal" in read) return refuse({ detail: read.refusal, cure: "" });
  const { from, help: wantsHelp, json, nowSeconds, own } = read.options;
  if (wantsHelp) {
    process.stdout.write(help);
    return 0;
  }
  const out = own.get("out");
  if (out === undefined) return refuse({ detail: "No folder is named to write to.", cure: "Add --out DIR." });
  if (from?.kind !== "live")
    return refuse({
      detail: "No cluster is named.",
      cure: "Add --context NAME, a context of the kubeconfig, or --kubeconfig FILE.",
    });
  const takenAt = new Date(nowSeconds * 1000).toISOString().replace(".000Z", "Z");
  const result = await captureCluster(from, resolve(out), takenAt);
  if (!result.ok) return refuse(result.problem);
  const { files, objects, unread } = result.value;
  process.stdout.write(
    json ? `${JSON.stringify(result.value, null, 2)}\n` : `${out}: ${objects} objects in ${files} files\n`,
  );
  for (const sentence of unread) process.stderr.write(`${sentence.replaceAll(/\s+/g, " ")}\n`);
  return unread.length === 0 ? 0 : 1;
}
