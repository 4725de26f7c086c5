import { type Finding, type FindingsAnswer, type Severity, severities } from "../contract/findings.ts";
import { tell } from "../contract/text.ts";
import { listFindings } from "../services/list-findings.ts";
import { liveHelp, nothingNamed, withSource } from "./open-source.ts";
import { readOptions } from "./options.ts";
import { refuse, reportProblems } from "./report.ts";

const help = `Usage: sekisho check FOLDER [--fail-on SEVERITY] [--json]
       sekisho check --folder DIR [--folder DIR2 ...] [--fail-on SEVERITY] [--json]
       sekisho check --context NAME [--kubeconfig FILE] [--fail-on SEVERITY] [--json]

Tells what in the mesh does not do what it says: policies that decide nothing, rules that match nobody, calls that fail.

  --folder DIR       a capture, or any folder of Kubernetes manifests; given several times, the folders are read as one
                     and a later object replaces an earlier one with the same kind, namespace and name
${liveHelp}  --fail-on SEVERITY from which severity on something counts as found: error (default), warning or info
  --json             the findings as a JSON array
  --help             this text

Exit codes: 0 nothing from that severity on, 1 found something, 2 could not run.
docs/findings.md explains every code.
`;

const isSeverity = (text: string): text is Severity => severities.some((s) => s === text);

/** Whose code it is. */
const sourceOf = (code: string) =>
  code.startsWith("KIA") ? "kiali" : code.startsWith("IST") ? "istioctl" : "sekisho";

/** `sekisho check`: what is found, as lines or as JSON. */
export async function check(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  // A folder may stand alone, as for other linters.
  const named = first !== undefined && !first.startsWith("-") ? ["--folder", first, ...rest] : args;
  const read = readOptions(named, ["fail-on"]);
  if ("refusal" in read) return refuse({ detail: read.refusal, cure: "" });
  const { from, help: wantsHelp, json, own } = read.options;
  if (wantsHelp) {
    process.stdout.write(help);
    return 0;
  }
  const failOn = own.get("fail-on") ?? "error";
  if (!isSeverity(failOn))
    return refuse({
      detail: `--fail-on ${failOn} is no severity.`,
      cure: "Write error, warning or info.",
    });
  if (from === null) return refuse(nothingNamed);
  const result = await withSource(from, async (source) => ({
    reading: await source.read(),
    found: await listFindings(source),
  }));
  const { found, reading } = result;
  if (!found.ok) return refuse(found.problem);
  reportProblems(reading.snapshot.problems);
  const answer = tell(found.value, "en");
  process.stdout.write(json ? `${JSON.stringify(answer.findings.map(asJson), null, 2)}\n` : textOf(answer));
  const limit = severities.indexOf(failOn);
  return answer.findings.some((f) => severities.indexOf(f.severity) <= limit) ? 1 : 0;
}

const asJson = ({ known, code, severity, object, file, line, path, text, cure, affected }: Finding) => ({
  code: known,
  name: code,
  severity,
  object: { kind: object.kind, namespace: object.namespace, name: object.name },
  file,
  line,
  path,
  text,
  cure,
  affected,
  source: sourceOf(known),
});

/** One finding to a line, then its cure; the sum last. */
function textOf({ findings, counts }: FindingsAnswer): string {
  const lines = findings.flatMap((f) => [
    `${placeOf(f)}${f.severity} ${f.known} ${f.code}: ${f.object.kind} ${f.object.namespace}/${f.object.name}${f.path === null ? "" : ` ${f.path}`}: ${f.text}`,
    `  ${f.cure}`,
  ]);
  const sum = severities.map((s) => `${counts[s]} ${s === "info" ? s : `${s}${counts[s] === 1 ? "" : "s"}`}`);
  return [...lines, ...(lines.length === 0 ? [] : [""]), sum.join(", "), ""].join("\n");
}

const placeOf = ({ file, line }: Finding) =>
  file === null ? "" : `${file}${line === null ? "" : `:${line}`}: `;
