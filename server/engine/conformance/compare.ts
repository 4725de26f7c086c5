import type { PolicyRef } from "../../contract/refs.ts";
import type { Answer, EndpointAnswer, Seen } from "../../contract/verdict.ts";
import type { Observation, RecordedRequest } from "./corpus.ts";

type Single = Answer | EndpointAnswer;

/** Where the recorder cut the text of an answer. */
const longestBody = 160;
/** An application that speaks TLS answers plain HTTP by itself: for the mesh the request was answered. */
const answeredByTlsApplication = "Client sent an HTTP request to an HTTPS server.";

/** Envoy's `[none]` or the rule that it names, also behind the prefix and suffix of a CUSTOM policy. */
const matchedPolicy =
  /rbac_access_denied_matched_policy\[(?:none|(?:istio-ext-authz-.+?-)?ns\[(.+?)\]-policy\[(.+?)\]-rule\[(\d+)\](?:-deny-due-to-bad-CUSTOM-action)?)\]/;

interface Denial {
  /** Null when no ALLOW policy matched. */
  readonly rule: Omit<PolicyRef, "kind"> | null;
}

function denialIn(o: Observation): Denial | null {
  const found = matchedPolicy.exec(`${o.server.details ?? ""} ${o.gateway?.details ?? ""}`);
  if (found === null) return null;
  const [, namespace, name, rule] = found;
  if (namespace === undefined || name === undefined) return { rule: null };
  return { rule: { namespace, name, rule: Number(rule) } };
}

/** The outcome that a recording shows, in the words of the contract. */
function outcomeOf(o: Observation): Answer["outcome"] {
  const details = `${o.server.details ?? ""} ${o.gateway?.details ?? ""}`;
  if (denialIn(o) !== null || details.includes("ext_authz_")) return "denied";
  if (details.includes("jwt_authn_access_denied")) return "unauthenticated";
  return isAnswered(o.client) ? "allowed" : "refused";
}

function isAnswered({ kind, status, body }: Observation["client"]): boolean {
  if (kind !== "http") return kind === "echo";
  return status === 200 || (status === 400 && body?.trim() === answeredByTlsApplication);
}

/** Which of the two a caller sees of a closed connection is a race. */
const classOf = (kind: Seen["kind"]) => (kind === "reset" || kind === "eof" ? "closed" : kind);

function seenDiffers(seen: Seen, client: Observation["client"]): string | null {
  const status = isAnswered(client) && client.kind === "http" ? 200 : client.status;
  if (classOf(seen.kind) !== classOf(client.kind) || (seen.kind === "http" && seen.status !== status))
    return `seen ${seen.kind} ${seen.status ?? ""}, recorded ${client.kind} ${client.status ?? ""}`;
  if (seen.body === undefined) return null;
  const recorded = client.body ?? "";
  const same = recorded.length < longestBody ? seen.body === recorded : seen.body.startsWith(recorded);
  return same ? null : `body "${seen.body}", recorded "${recorded}"`;
}

function decidesDifferently(answer: Single, o: Observation): string | null {
  const denial = denialIn(o);
  if (denial === null || answer.outcome !== "denied") return null;
  const { rule } = denial;
  const named = answer.decidedBy.filter((p) => p.kind === "AuthorizationPolicy");
  const explained =
    rule === null
      ? named.length > 0 && named.every((p) => p.rule === null)
      : named.some((p) => p.namespace === rule.namespace && p.name === rule.name && p.rule === rule.rule);
  return explained
    ? null
    : `decided by ${JSON.stringify(answer.decidedBy)}, recorded ${JSON.stringify(rule ?? "no ALLOW rule")}`;
}

/** How one answer differs from one recording; empty when they agree. What the answer leaves open is a difference. */
function differences(answer: Single, o: Observation): readonly string[] {
  const found: (string | null)[] = [];
  const outcome = outcomeOf(o);
  if (answer.outcome !== outcome)
    found.push(`${answer.outcome} (${answer.condition ?? answer.because}), recorded ${outcome}`);
  found.push(answer.seen === null ? "what the caller sees is left open" : seenDiffers(answer.seen, o.client));
  if (answer.transport !== o.server.transport)
    found.push(`transport ${answer.transport}, recorded ${o.server.transport}`);
  if (answer.principal !== o.server.principal)
    found.push(`principal ${answer.principal}, recorded ${o.server.principal}`);
  found.push(decidesDifferently(answer, o));
  return found.filter((x) => x !== null);
}

/**
 * How an answer contradicts one recording for certain; leaving something open is none. An answer that withholds what the
 * caller sees, since an open gate stands before the closed one, says no more than that the request does not pass.
 */
function contradictions(answer: Single, o: Observation): readonly string[] {
  if (answer.outcome === "depends" || answer.outcome === "unknown") return [];
  const outcome = outcomeOf(o);
  if (answer.seen === null)
    return outcome === "allowed" || answer.outcome === "allowed"
      ? [`${answer.outcome} in some way, recorded ${outcome}`]
      : [];
  const found = [seenDiffers(answer.seen, o.client)];
  if (answer.outcome !== outcome) found.push(`${answer.outcome}, recorded ${outcome}`);
  return found.filter((x) => x !== null);
}

function nearest(
  answer: Answer,
  recorded: RecordedRequest,
  compare: (answer: Single, o: Observation) => readonly string[],
): readonly string[] {
  // A repeated request may end in each way of the engine's endpoints, and in no other.
  const answers: readonly Single[] = answer.outcome === "mixed" ? answer.endpoints : [answer];
  return recorded.observations.flatMap((o) => {
    const all = answers.map((a) => compare(a, o)).toSorted((a, b) => a.length - b.length);
    return all[0] ?? ["no endpoint"];
  });
}

/** Differences between an answer and everything that was recorded of its request; empty when they agree. */
export function disagreements(answer: Answer, recorded: RecordedRequest): readonly string[] {
  return nearest(answer, recorded, differences);
}

/** What an answer says for certain and the recording refutes; a residual refutes nothing. */
export function wrongCertainties(answer: Answer, recorded: RecordedRequest): readonly string[] {
  return nearest(answer, recorded, contradictions);
}
