import type { GraphEdge } from "../contract/graph.ts";
import { say, sayAll } from "../contract/text.ts";
import type { Answer, Seen, Step } from "../contract/verdict.ts";

const policy = (s: Step | undefined) =>
  s?.policy ? `${s.policy.kind} ${s.policy.namespace}/${s.policy.name}` : null;

/**
 * Who decides and why, in one sentence without the outcome's own word.
 * @returns not told yet, e.g. "cart is STRICT (PeerAuthentication shop/default) and plain has no sidecar."
 */
export function sentenceOf(answer: Answer, client: string, server: string): string {
  const of = (...codes: string[]) => answer.steps.find((s) => codes.includes(s.code));
  const mode = answer.steps.find(
    (s) =>
      s.code.startsWith("serverMode") &&
      s.values.mode !== undefined &&
      s.code !== "serverModeShadowed" &&
      s.code !== "serverModeRootSelector",
  );
  const tls = answer.steps.find((s) => s.code.startsWith("clientTls") && s.code !== "clientTlsShadowed");
  const [decider] = answer.decidedBy;
  if (answer.because !== null) return answer.because;
  if (answer.outcome === "mixed")
    return say("endpointsDiffer", {
      server,
      pods: sayAll(
        "listed",
        answer.endpoints.map((e) =>
          say("podEnds", { pod: e.pod.split("/").at(-1) ?? "", outcome: e.outcome }),
        ),
      ),
    });
  if (of("refusedStrictPlaintext")) {
    const why = of("clientNoProxy")
      ? say("hasNoSidecar", { client })
      : of("clientOutside")
        ? say("isNoPod", { client })
        : tls
          ? say("madePlaintext", { policy: policy(tls) ?? "", client })
          : say("sendsPlaintext", { client });
    const by = policy(mode);
    return by === null ? say("strictAnd", { server, why }) : say("strictByAnd", { server, policy: by, why });
  }
  if (answer.outcome === "refused")
    return answer.steps.find((s) => s.state === "decides")?.text ?? say("connectionFails", { server });
  const decides = answer.steps.findLast((s) => s.state === "decides" && s.policy !== null);
  if (answer.outcome === "depends" && answer.condition !== null) {
    const { condition } = answer;
    const policies = [...new Set(answer.decidedBy.map((d) => `${d.kind} ${d.namespace}/${d.name}`))];
    return policies.length === 0
      ? say("passes", { condition })
      : say("passesBy", { condition, policies: policies.join(", ") });
  }
  if (answer.outcome === "denied" && decider?.rule != null) {
    // Every gate is explained, also one behind the gate that stopped it: only the decider's own step counts.
    const told = answer.steps.find(
      (s) =>
        s.state === "decides" &&
        s.policy?.kind === decider.kind &&
        s.policy.namespace === decider.namespace &&
        s.policy.name === decider.name &&
        s.policy.rule === decider.rule,
    );
    if (told !== undefined) return told.text;
  }
  if (answer.outcome === "denied" && of("allowNoneMatched")) {
    const policies = [...new Set(answer.decidedBy.map((d) => `${d.namespace}/${d.name}`))];
    return say(answer.principal === null ? "noneAllowsNameless" : "noneAllows", {
      policies: policies.join(", "),
      client,
    });
  }
  if (decides !== undefined) return decides.text;
  if (answer.outcome === "allowed") {
    if (of("serverNoProxy", "serverExternal", "serverNotIntercepted"))
      return say("nothingChecked", { server });
    return say("nobodyRestricts", { server });
  }
  return answer.steps.at(-1)?.text ?? "";
}

/** What the caller's own tool shows, and which tool that is; nulls when the application answers. */
export function seenWords(
  seen: Seen | null,
  protocol: GraphEdge["protocol"],
): { readonly text: string | null; readonly source: string | null } {
  if (seen === null || (seen.kind === "http" && seen.status === 200) || seen.kind === "echo")
    return { text: null, source: null };
  if (seen.kind === "http")
    return {
      text: seen.body || (seen.status === 404 ? "(404, empty body)" : `(${seen.status}, empty body)`),
      source: `HTTP ${seen.status}`,
    };
  if (seen.kind === "connectError")
    return { text: "Failed to connect: Couldn't connect to server", source: "curl 7" };
  if (seen.kind === "timeout") return { text: "Operation timed out", source: "curl 28" };
  if (protocol === "TLS") return { text: "OpenSSL SSL_connect: SSL_ERROR_SYSCALL", source: "curl 35" };
  if (seen.kind === "eof") return { text: "connection closed by the server", source: "TCP" };
  return protocol === "TCP"
    ? { text: "connection reset by peer", source: "TCP" }
    : { text: "Recv failure: Connection reset by peer", source: "curl 56" };
}
