import type { Coverage, GraphAnswer, GraphEdge } from "../contract/graph.ts";
import { tell } from "../contract/text.ts";
import { getGraph } from "../services/get-graph.ts";
import { liveHelp, nothingNamed, withSource } from "./open-source.ts";
import { readOptions } from "./options.ts";
import { refuse, reportProblems } from "./report.ts";
import { table } from "./table.ts";

const help = `Usage: sekisho graph --folder DIR [--folder DIR2 ...] [--json]
       sekisho graph --context NAME [--kubeconfig FILE] [--json]

Prints the graph of the mesh in the folder: who calls whom, how it ends, and which policy decides.

  --folder DIR       a capture, or any folder of Kubernetes manifests; given several times, the folders are read as one
                     and a later object replaces an earlier one with the same kind, namespace and name
${liveHelp}  --json         nodes, edges, verdicts, coverage and problems as one JSON object
  --at TIME          look at certificates at this time, e.g. 2026-11-24T09:00:00Z (default: now)
  --help             this text

What is wrong in the folder is listed on standard error and does not change the exit code.
Exit codes: 0 fine, 2 could not run.
`;

/** `sekisho graph`: the graph as a table or as JSON. */
export async function graph(args: readonly string[]): Promise<number> {
  const read = readOptions(args, []);
  if ("refusal" in read) return refuse({ detail: read.refusal, cure: "" });
  const { from, help: wantsHelp, json, nowSeconds } = read.options;
  if (wantsHelp) {
    process.stdout.write(help);
    return 0;
  }
  if (from === null) return refuse(nothingNamed);
  const result = await withSource(from, (source) => getGraph({ asked: [], nowSeconds }, source));
  if (!result.ok) return refuse(result.problem);
  reportProblems(result.value.problems);
  const answer = tell(result.value, "en");
  process.stdout.write(json ? `${JSON.stringify(answer, null, 2)}\n` : graphText(answer));
  return 0;
}

/** The graph as lines of text, the exceptions first to be seen by their words. */
function graphText(answer: GraphAnswer): string {
  const rows = answer.edges.map((edge) => [
    edge.client,
    `${edge.server}:${edge.workloadPort}`,
    edge.outcome,
    edge.transport ?? "-",
    evidenceOf(edge),
    edge.condition ??
      edge.decidedBy.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`).join(", "),
  ]);
  const unread = answer.coverage.filter(({ state }) => state !== "readable").map(coverageLine);
  const { name, trustDomain } = answer.source;
  return [
    `${name}: ${count(answer.nodes.length, "node")}, ${count(answer.edges.length, "edge")}, ${answer.policies} ${answer.policies === 1 ? "policy" : "policies"}, trust domain ${trustDomain}`,
    "",
    ...(rows.length === 0
      ? ["No edge: no traffic was observed, and no policy or route names a client and a server."]
      : []),
    ...(rows.length === 0
      ? []
      : table(["CLIENT", "SERVER", "OUTCOME", "TRANSPORT", "EVIDENCE", "DECIDED BY"], rows)),
    ...(unread.length === 0 ? [] : ["", "Not read:", ...unread]),
    "",
  ].join("\n");
}

function evidenceOf({ evidence }: GraphEdge): string {
  const words = [
    evidence.observed ? "observed" : "",
    evidence.named.length > 0 ? "named" : "",
    evidence.asked ? "asked" : "",
  ].filter((word) => word !== "");
  return words.length === 0 ? "-" : words.join(", ");
}

function coverageLine({ kind, namespace, because }: Coverage): string {
  const what = kind === "*" ? "any kind" : kind;
  return `  ${what}${namespace === null ? "" : ` in ${namespace}`}: ${because ?? "not readable"}`;
}

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? "" : "s"}`;
