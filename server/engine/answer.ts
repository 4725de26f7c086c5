import type { PolicyRef } from "../contract/refs.ts";
import { say } from "../contract/text.ts";
import type { Answer, EndpointAnswer, Outcome, Seen, Step, Transport } from "../contract/verdict.ts";
import { type Expression, unknownIn } from "./expression.ts";
import type { StageGate } from "./gate.ts";
import type { HopResult } from "./hop.ts";
import type { PodFacts } from "./membership.ts";
import { conjunction, type ProxyResult } from "./proxy.ts";
import { withoutBody } from "./seen.ts";
import { conditionWords } from "./words.ts";

/** Gates in order, with what is known of the connection that they guard. */
export interface Path {
  readonly pod: string;
  readonly gates: readonly StageGate[];
  readonly steps: readonly Step[];
  readonly hop: HopResult | null;
  readonly seen: Seen;
  /** How the connection arrives at a gateway that is itself the question. */
  readonly arrives?: Transport | null;
  /** The gateway on the way, with what its policies made of the request. */
  readonly gateway?: { readonly pod: PodFacts; readonly port: number; readonly proxy: ProxyResult | null };
}

export interface Judgement {
  readonly outcome: Exclude<Outcome, "mixed">;
  readonly seen: Seen | null;
  readonly decidedBy: readonly PolicyRef[];
  /** What is left to ask; yes or no when decided. */
  readonly residual: Expression;
  readonly condition: string | null;
  readonly because: string | null;
  /** The gate that stops it, or null. */
  readonly stoppedBy: StageGate | null;
}

const unique = (refs: readonly PolicyRef[]) => {
  if (refs.length < 2) return refs;
  const seen = new Set<string>();
  return refs.filter((r) => {
    const k = `${r.kind}/${r.namespace}/${r.name}/${r.rule ?? ""}`;
    return seen.has(k) ? false : seen.add(k) !== undefined;
  });
};

/**
 * One outcome from gates in order: the first certain "no" stops; all "yes" allow; otherwise unknown or depends.
 * @param seen what the caller sees when everything passes
 */
export function judge(gates: readonly StageGate[], seen: Seen): Judgement {
  const stop = gates.findIndex((g) => g.expression.op === "no");
  const stopped = gates[stop];
  if (stopped !== undefined) {
    const certain = gates.slice(0, stop).every((g) => g.expression.op === "yes");
    const authorizers = gates
      .slice(0, stop)
      .every((g) => g.expression.op === "yes" || g.failure.outcome === stopped.failure.outcome);
    // It never passes; what the caller sees is sure only when nothing before it may stop it otherwise.
    const shown = certain
      ? stopped.failure.seen
      : authorizers && stopped.failure.seen !== null
        ? withoutBody(stopped.failure.seen)
        : null;
    return {
      outcome: stopped.failure.outcome,
      seen: shown,
      decidedBy: unique(stopped.decidedBy),
      residual: stopped.expression,
      condition: null,
      because: null,
      stoppedBy: stopped,
    };
  }
  const residual = conjunction(gates);
  if (residual.op === "yes") {
    const last =
      gates.findLast((g) => g.gate === "allow" && g.at === "server") ??
      gates.findLast((g) => g.gate === "allow");
    return {
      outcome: "allowed",
      seen,
      decidedBy: unique(last?.decidedBy ?? []),
      residual,
      condition: null,
      because: null,
      stoppedBy: null,
    };
  }
  const hangs = unique(gates.filter((g) => g.expression.op !== "yes").flatMap((g) => g.hangsOn));
  const because = unknownIn(residual);
  if (because !== null)
    return {
      outcome: "unknown",
      seen: null,
      decidedBy: hangs,
      residual,
      condition: null,
      because,
      stoppedBy: null,
    };
  return {
    outcome: "depends",
    seen: null,
    decidedBy: hangs,
    residual,
    condition: conditionWords(residual),
    because: null,
    stoppedBy: null,
  };
}

/** How the connection is told to arrive when a gate stops it, or none does. */
export function transportOf(p: Path, stoppedBy: StageGate | null): Transport | null {
  const hop = stoppedBy?.at === "gateway" ? null : p.hop;
  return hop === null && p.arrives !== undefined ? p.arrives : transportShown(hop, stoppedBy);
}

/** The contract's form of one path. `gatewayAnswered` hides the last hop, which was never reached. */
function pathAnswer(id: string, p: Path, j: Judgement): EndpointAnswer {
  const hop = j.stoppedBy?.at === "gateway" ? null : p.hop;
  return {
    id,
    pod: p.pod,
    outcome: j.outcome,
    seen: j.seen,
    transport: transportOf(p, j.stoppedBy),
    principal: hop?.principal ?? null,
    serverMode: hop?.serverMode ?? null,
    clientTls: hop?.clientTls ?? null,
    decidedBy: j.decidedBy,
    endpoints: [],
    steps: p.steps,
    condition: j.condition,
    because: j.because,
  };
}

/** Recorded: TLS that RBAC closes on a TCP chain shows itself to the server's proxy by its server name alone. */
function transportShown(hop: HopResult | null, stoppedBy: StageGate | null): Transport | null {
  if (hop === null) return null;
  const closed = stoppedBy !== null && ["custom", "deny", "allow"].includes(stoppedBy.gate);
  return closed && hop.transport === "tls" && !hop.namedTls ? "plaintext" : hop.transport;
}

const same = (a: EndpointAnswer, b: EndpointAnswer) =>
  a === b ||
  (a.outcome === b.outcome &&
    a.transport === b.transport &&
    a.principal === b.principal &&
    a.condition === b.condition &&
    (a.seen === b.seen || JSON.stringify(a.seen) === JSON.stringify(b.seen)) &&
    a.serverMode === b.serverMode);

/** The judgement of each path; paths to pods that nothing tells apart share their gates, and so their judgement. */
export function judgeAll(paths: readonly Path[]): readonly Judgement[] {
  let last: { readonly path: Path; readonly judgement: Judgement } | null = null;
  return paths.map((path) => {
    if (last === null || last.path.gates !== path.gates || last.path.seen !== path.seen)
      last = { path, judgement: judge(path.gates, path.seen) };
    return last.judgement;
  });
}

/**
 * One answer from the answers of several endpoints: theirs when they agree, else `mixed` with each of them.
 * A failed connection that the client's proxy retries elsewhere is hidden by an endpoint that works.
 */
export function combine(
  id: string,
  paths: readonly Path[],
  judgements: readonly Judgement[] = judgeAll(paths),
): Answer {
  const answers = paths.map((p, i) => pathAnswer(id, p, judgements[i] ?? judge(p.gates, p.seen)));
  const first = answers[0];
  if (first === undefined) {
    return {
      id,
      outcome: "unknown",
      seen: null,
      transport: null,
      principal: null,
      serverMode: null,
      clientTls: null,
      decidedBy: [],
      endpoints: [],
      steps: [],
      condition: null,
      because: say("nothingAnswers"),
    };
  }
  if (answers.every((a) => same(a, first))) {
    const { pod: _, ...answer } = first;
    return answer;
  }
  const agree = <T>(read: (a: EndpointAnswer) => T): T | null =>
    answers.every((a) => read(a) === read(first)) ? read(first) : null;
  return {
    id,
    outcome: "mixed",
    seen: null,
    transport: agree((a) => a.transport),
    principal: agree((a) => a.principal),
    serverMode: agree((a) => a.serverMode),
    clientTls: agree((a) => a.clientTls),
    decidedBy: unique(answers.flatMap((a) => a.decidedBy)),
    endpoints: answers,
    steps: first.steps,
    condition: null,
    because: null,
  };
}
