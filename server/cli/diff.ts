import type { PreviewVerdict } from "../contract/preview.ts";
import { tell } from "../contract/text.ts";
import { diffMeshes, type MeshDiff, type MeshFlip } from "../services/diff-meshes.ts";
import { openFolders } from "../services/open-folders.ts";
import { readOptions } from "./options.ts";
import { refuse, reportProblems } from "./report.ts";
import { table } from "./table.ts";

const help = `Usage: sekisho diff --from DIR [--from DIR2 ...] --to DIR [--to DIR2 ...] [--at TIME] [--json]

Tells which calls end otherwise when one folder becomes the other: policies, workloads, services, whatever differs.

  --from DIR         the mesh as it is: a capture, or any folder of Kubernetes manifests; given several times, the folders
                     are read as one and a later object replaces an earlier one
  --to DIR           the mesh as it would be, likewise
  --at TIME          when tokens are judged, as 2026-11-24T09:00:00Z (default: now)
  --json             {flips, equalElsewhere, notCompared}
  --help             this text

Each flip has one request that shows it: put to sekisho verdict, it ends in one way with --from and in another with --to.
Nothing is said to be equal unless it was compared for all requests; what was not compared is told.

Exit codes: 0 nothing flips, 1 something does, 2 could not run.
`;

/** `sekisho diff`: what flips between two folders, as a table or as JSON. */
export async function diff(args: readonly string[]): Promise<number> {
  const read = readOptions(args, [], ["from", "to"]);
  if ("refusal" in read) return refuse({ detail: read.refusal, cure: "" });
  const { from: elsewhere, help: wantsHelp, json, lists, nowSeconds } = read.options;
  if (wantsHelp) {
    process.stdout.write(help);
    return 0;
  }
  const [from, to] = [lists.get("from") ?? [], lists.get("to") ?? []];
  if (elsewhere !== null)
    return refuse({ detail: "diff compares two folders.", cure: "Name them with --from DIR and --to DIR." });
  if (from.length === 0)
    return refuse({ detail: "No folder is named to start from.", cure: "Add --from DIR." });
  if (to.length === 0)
    return refuse({ detail: "No folder is named to compare with.", cure: "Add --to DIR." });
  const result = await diffMeshes(openFolders(from), openFolders(to), { nowSeconds });
  if (!result.ok) return refuse(result.problem);
  const { problems, ...answer } = tell(result.value, "en");
  reportProblems(problems);
  process.stdout.write(json ? `${JSON.stringify(answer, null, 2)}\n` : textOf(answer));
  return answer.flips.length === 0 ? 0 : 1;
}

const verdict = ({ outcome, transport, condition }: PreviewVerdict) =>
  [
    outcome,
    ...(transport === null ? [] : [transport]),
    ...(condition === null ? [] : [`(${condition})`]),
  ].join(" ");

const call = ({ request, because }: MeshFlip) =>
  request === null ? (because ?? "") : JSON.stringify(request);

function textOf({ flips, equalElsewhere, notCompared }: Omit<MeshDiff, "problems">): string {
  const rows = flips.map((f) => [
    f.client,
    `${f.server}:${f.otherPorts ? "*" : f.workloadPort}`,
    verdict(f.before),
    verdict(f.after),
    f.observed ? "observed" : "",
    call(f),
  ]);
  const lines =
    rows.length === 0 ? [] : table(["client", "server", "before", "after", "seen", "request"], rows);
  const sum = `${flips.length} ${flips.length === 1 ? "edge flips" : "edges flip"}.`;
  const rest = equalElsewhere
    ? ["Everything else ends as before: compared for all requests."]
    : ["Not compared:", ...notCompared.map((text) => `  ${text}`)];
  return [...lines, ...(lines.length === 0 ? [] : [""]), sum, ...rest, ""].join("\n");
}
