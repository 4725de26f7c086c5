import type { WhoCaller, WhoGroup, WhoReason } from "../contract/ask.ts";
import type { VerdictRequest } from "../contract/request.ts";
import type { Answer, Outcome } from "../contract/verdict.ts";
import { judge, type Path } from "./answer.ts";
import { type Caller, callersOf } from "./caller.ts";
import { type EvaluateOptions, evaluateCallers } from "./evaluate.ts";
import type { Mesh } from "./mesh.ts";
import { failingTests } from "./nearest-miss.ts";
import type { RequestShape } from "./request-facts.ts";

const order: readonly Outcome[] = [
  "allowed",
  "depends",
  "unknown",
  "mixed",
  "denied",
  "unauthenticated",
  "refused",
];

/** The field that stood in the way in the ALLOW rule that came nearest. */
function missedField(path: Path, at: "gateway" | "server"): string | null {
  const proxy = at === "gateway" ? path.gateway?.proxy : path.hop?.proxy;
  if (!proxy) return null;
  const missed = proxy.policies.policies
    .filter((p) => p.role === "allow")
    .flatMap((p) => p.rules.map((r) => failingTests(r.expression, proxy.facts)))
    .filter((tests) => tests.length > 0)
    .toSorted((a, b) => a.length - b.length)[0];
  return missed?.[0]?.test.field ?? null;
}

const nameOf = (ref: { readonly namespace: string; readonly name: string }) => `${ref.namespace}/${ref.name}`;

function stopReason(path: Path, caller: Caller | undefined): WhoReason {
  const { stoppedBy } = judge(path.gates, path.seen);
  const by = stoppedBy?.decidedBy[0];
  switch (stoppedBy?.gate) {
    case "deny":
      return { code: "rule", value: by === undefined ? "" : nameOf(by) };
    case "custom":
      return { code: "authorizer", value: by === undefined ? "" : nameOf(by) };
    case "token":
      return { code: "token", value: "" };
    case "allow": {
      const field = missedField(path, stoppedBy.at);
      return field === null ? { code: "noRule", value: "" } : { code: "miss", value: field };
    }
    case "route":
    case "application":
      return { code: "route", value: "" };
    default:
      if (caller?.pod === null) return { code: "outside", value: "" };
      if (caller?.pod?.hasProxy === false) return { code: "noProxy", value: "" };
      return { code: "mode", value: path.hop?.serverMode ?? "" };
  }
}

function reasonOf(answer: Answer, paths: readonly Path[], caller: Caller | undefined): WhoReason {
  if (answer.outcome === "allowed") {
    return answer.seen?.kind === "http"
      ? { code: "status", value: String(answer.seen.status ?? "") }
      : { code: "connects", value: "" };
  }
  if (answer.outcome === "depends") return { code: "condition", value: answer.condition ?? "" };
  if (answer.outcome === "unknown") return { code: "unknown", value: answer.because ?? "" };
  if (answer.outcome === "mixed") return { code: "differ", value: "" };
  const [path] = paths;
  return path === undefined ? { code: "route", value: "" } : stopReason(path, caller);
}

const seenKey = (answer: Answer) =>
  `${answer.outcome} ${answer.seen?.kind ?? ""} ${answer.seen?.status ?? ""}`;

/**
 * The same request by every workload and by a caller from outside, grouped by how it ends.
 * @param asked id of the caller in question
 */
export function whoCould(
  mesh: Mesh,
  request: VerdictRequest,
  asked: string | null,
  options: EvaluateOptions & { readonly claims?: RequestShape["claims"] },
): readonly WhoGroup[] {
  const found = new Map<string, { outcome: Outcome; seen: Answer["seen"]; callers: WhoCaller[] }>();
  for (const id of ["outside", ...mesh.workloads.keys()]) {
    const callers = callersOf(mesh, id, options) ?? [];
    const { answer, paths } = evaluateCallers(mesh, { ...request, from: id }, callers, {
      ...options,
      quiet: true,
    });
    const key = seenKey(answer);
    const group = found.get(key) ?? { outcome: answer.outcome, seen: answer.seen, callers: [] };
    found.set(key, group);
    group.callers.push({
      id,
      transport: answer.transport,
      reason: reasonOf(answer, paths, callers[0]),
      asked: id === asked,
    });
  }
  return [...found.values()]
    .map((g) => ({ ...g, callers: g.callers.toSorted((a, b) => Number(b.asked) - Number(a.asked)) }))
    .toSorted(
      (a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || b.callers.length - a.callers.length,
    );
}
