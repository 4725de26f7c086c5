import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { parse, YAMLParseError } from "yaml";
import { tell } from "../contract/text.ts";
import { answerRequests } from "../services/answer-requests.ts";
import { liveHelp, nothingNamed, withSource } from "./open-source.ts";
import { readOptions } from "./options.ts";
import { refuse, reportProblems } from "./report.ts";

const help = `Usage: sekisho verdict --folder DIR [--folder DIR2 ...] --requests FILE
       sekisho verdict --context NAME [--kubeconfig FILE] --requests FILE

Answers requests as the mesh in the folder would: a JSON array on standard output, in the order of the requests.

  --folder DIR       a capture, or any folder of Kubernetes manifests; given several times, the folders are read as one
                     and a later object replaces an earlier one with the same kind, namespace and name
${liveHelp}  --requests FILE   YAML or JSON with requests: [{id, from, to, http | tcp | https}]; - is standard input
  --at TIME          judge tokens at this time, e.g. 2026-11-24T09:00:00Z (default: now)
  --json             accepted for likeness; the answer is always JSON
  --help             this text

  requests:
  - id: r1
    from: front/web                                        # or outside
    to: {host: cart.shop.svc.cluster.local, port: 80}      # or {pod: shop/cart, port: 8080}, {gateway: ingress/gw, port: 80}
    http: {method: GET, path: /}                           # or tcp: {}, https: {}

What is wrong in the folder is listed on standard error and does not change the exit code.
Exit codes: 0 every request has an answer, 2 could not run.
`;

/** `sekisho verdict`: requests in, answers out. */
export async function verdict(args: readonly string[]): Promise<number> {
  const read = readOptions(args, ["requests"]);
  if ("refusal" in read) return refuse({ detail: read.refusal, cure: "" });
  const { from, help: wantsHelp, nowSeconds, own } = read.options;
  if (wantsHelp) {
    process.stdout.write(help);
    return 0;
  }
  const file = own.get("requests");
  if (from === null) return refuse(nothingNamed);
  if (file === undefined)
    return refuse({
      detail: "No requests are named.",
      cure: "Add --requests FILE, or --requests - for standard input.",
    });
  const body = await readRequests(file);
  if ("refusal" in body) return refuse(body.refusal);
  const result = await withSource(from, (source) => answerRequests(body.value, { nowSeconds }, source));
  if (!result.ok) {
    const place = result.problem.kind === "invalid" ? `${nameOf(file)}: ` : "";
    return refuse({ ...result.problem, detail: place + result.problem.detail });
  }
  reportProblems(result.value.problems);
  process.stdout.write(`${JSON.stringify(tell(result.value.answers, "en"), null, 2)}\n`);
  return 0;
}

type Body =
  | { readonly value: unknown }
  | { readonly refusal: { readonly detail: string; readonly cure: string } };

async function readRequests(file: string): Promise<Body> {
  let content: string;
  try {
    content = file === "-" ? await text(process.stdin) : await readFile(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    const detail =
      code === "ENOENT" ? `The requests file ${file} does not exist.` : `${file} cannot be read (${code}).`;
    return { refusal: { detail, cure: "Name a YAML or JSON file with requests." } };
  }
  try {
    const value: unknown = parse(content, { logLevel: "error", prettyErrors: false });
    return { value };
  } catch (error) {
    const line = error instanceof YAMLParseError ? ` line ${lineAt(content, error.pos[0])}` : "";
    const sentence = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    const detail = `${nameOf(file)}${line} is no YAML: ${sentence.replace(/\.$/, "")}.`;
    return { refusal: { detail, cure: "Correct it there." } };
  }
}

function lineAt(content: string, offset: number): number {
  return content.slice(0, offset).split("\n").length;
}

function nameOf(file: string): string {
  return file === "-" ? "Standard input" : file;
}
