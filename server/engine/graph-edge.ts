import type { Disagreement, GraphEdge } from "../contract/graph.ts";
import { say } from "../contract/text.ts";
import type { Drawn } from "./drawn.ts";
import type { EdgeVerdict } from "./edge-verdict.ts";
import type { ObservedTraffic } from "./snapshot.ts";

const percent = (share: number) => `${share > 0 && share < 0.01 ? "<1" : Math.round(share * 100)} %`;

const told = (what: "Plaintext" | "Mtls" | "Pass" | "Refused", share: number) => ({
  label: say(`share${what}`, { share: percent(share) }),
  text: say(`seen${what}`, { share: percent(share) }),
});

/** Where traffic that was seen contradicts what the configuration says. */
function disagreement(
  { outcome, transport }: Pick<EdgeVerdict, "outcome" | "transport">,
  t: ObservedTraffic | null,
): Disagreement | null {
  if (t === null || t.perSecond <= 0) return null;
  const secured = t.mutualTls + t.plaintext;
  if (transport === "mtls" && secured > 0 && t.plaintext > 0) {
    const share = t.plaintext / secured;
    return {
      share,
      ...told("Plaintext", share),
    };
  }
  if (transport === "plaintext" && outcome !== "refused" && t.mutualTls > 0) {
    const share = t.mutualTls / secured;
    return {
      share,
      ...told("Mtls", share),
    };
  }
  const passed = t.perSecond - t.denied - t.refused;
  if (
    (outcome === "denied" || outcome === "refused" || outcome === "unauthenticated") &&
    passed > t.perSecond * 0.001
  ) {
    const share = passed / t.perSecond;
    return {
      share,
      ...told("Pass", share),
    };
  }
  if (outcome === "allowed" && t.refused > 0) {
    const share = t.refused / t.perSecond;
    return {
      share,
      ...told("Refused", share),
    };
  }
  return null;
}

/** One edge of the graph. */
export function graphEdge(d: Drawn, verdict: EdgeVerdict): GraphEdge {
  return {
    id: d.id,
    client: d.key.client,
    server: d.key.server,
    workloadPort: d.key.workloadPort,
    host: verdict.host,
    servicePort: verdict.servicePort,
    protocol: verdict.protocol,
    evidence: {
      observed: d.traffic !== null,
      perSecond: d.traffic?.perSecond ?? null,
      named: d.named,
      asked: d.asked,
    },
    transport: verdict.transport,
    outcome: verdict.outcome,
    condition: verdict.condition,
    label: verdict.label,
    decidedBy: verdict.decidedBy,
    disagrees: disagreement(verdict, d.traffic),
    endpoints: verdict.endpoints,
  };
}
