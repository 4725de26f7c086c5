import type { CertificateRow, CertificatesAnswer } from "../contract/certificates.ts";
import { tell } from "../contract/text.ts";
import { getCertificates } from "../services/get-certificates.ts";
import { openTelemetry } from "../services/own-telemetry.ts";
import { liveHelp, nothingNamed, withSource } from "./open-source.ts";
import { readOptions } from "./options.ts";
import { refuse } from "./report.ts";
import { table } from "./table.ts";

const help = `Usage: sekisho certificates --folder DIR [--folder DIR2 ...] [--at TIME] [--json]
       sekisho certificates --context NAME [--kubeconfig FILE] [--prometheus URL] [--json]

Prints every certificate of the mesh with its state, the worst first: of workloads and gateways, their authorities, webhooks, and cert-manager's.

  --folder DIR       a capture, or any folder of Kubernetes manifests; given several times, the folders are read as one
${liveHelp}  --prometheus URL   ask this Prometheus for the whole fleet (default: SEKISHO_PROMETHEUS)
  --at TIME          judge them at this time, e.g. 2026-11-24T09:00:00Z (default: now, or when the capture was taken)
  --json             one JSON array
  --help             this text

What is not known is listed on standard error and does not change the exit code.
Exit codes: 0 fine, 1 something is wrong or soon will be, 2 could not run.
`;

/** `sekisho certificates`: the inventory as a table or as JSON. */
export async function certificates(args: readonly string[]): Promise<number> {
  const read = readOptions(args, []);
  if ("refusal" in read) return refuse({ detail: read.refusal, cure: "" });
  const { from, help: wantsHelp, json, nowSeconds, isTimeGiven, prometheus } = read.options;
  if (wantsHelp) {
    process.stdout.write(help);
    return 0;
  }
  if (from === null) return refuse(nothingNamed);
  const telemetry = prometheus === null ? null : openTelemetry(prometheus);
  const time = { at: isTimeGiven ? nowSeconds : null, nowSeconds: Math.floor(Date.now() / 1000) };
  const result = await withSource(from, (source) => getCertificates(time, source, telemetry));
  if (!result.ok) return refuse(tell(result.problem, "en"));
  const answer = tell(result.value, "en");
  for (const { text, cure } of answer.gaps) process.stderr.write(`${text} ${cure}\n`);
  process.stdout.write(json ? `${JSON.stringify(answer.rows.map(entryOf), null, 2)}\n` : textOf(answer));
  return isWrong(answer) ? 1 : 0;
}

/** Something that a person has to look at; what is only good to know is not wrong. */
function isWrong({ rows, issues }: CertificatesAnswer): boolean {
  const bad = ({ severity, state }: Pick<CertificateRow, "severity" | "state">) =>
    (state !== "fine" && state !== "unknown") || severity === "critical" || severity === "warning";
  return rows.some(bad) || issues.some(({ severity }) => severity !== "info");
}

/** The form that other programs rely on. */
function entryOf(row: CertificateRow) {
  const { kind, owner, spiffeId, dnsNames, serial, notBefore, notAfter, share, state, issuedBy, source } =
    row;
  return { kind, owner, spiffeId, dnsNames, serial, notBefore, notAfter, share, state, issuedBy, source };
}

function textOf({ rows, issues, caMode, proxies, at }: CertificatesAnswer): string {
  const lines = rows.map((row) => [
    row.kind,
    row.owner,
    row.state,
    row.left === null ? "-" : `${Math.floor(row.left * 100)} %`,
    row.notAfter ?? "-",
    row.issuedBy ?? "-",
    row.issues[0]?.text ?? "",
  ]);
  return [
    `${rows.length} certificates at ${at}, issued by ${caMode.mode}; ${proxies.seen} of ${proxies.all} proxies seen`,
    "",
    ...(rows.length === 0
      ? ["No certificate is known."]
      : table(["KIND", "OWNER", "STATE", "LEFT", "ENDS", "ISSUED BY", ""], lines)),
    ...(issues.length === 0
      ? []
      : ["", ...issues.map(({ severity, text, cure }) => `${severity}: ${text} ${cure}`)]),
    "",
  ].join("\n");
}
