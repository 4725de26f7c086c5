import type { OpenPort } from "../contract/focus.ts";
import type { PolicyRef } from "../contract/refs.ts";
import { say } from "../contract/text.ts";
import { edgeVerdict } from "./edge-verdict.ts";
import { ruleOf } from "./focus-how.ts";
import { notIntercepted } from "./interception.ts";
import { type Mesh, meshOf, type Workload } from "./mesh.ts";
import { servedPorts } from "./node.ts";
import { effectiveMode } from "./peer-authentication.ts";
import { gatesOf } from "./proxy.ts";
import type { MeshSnapshot } from "./snapshot.ts";

type Reason = OpenPort["reasons"][number];

/**
 * Why a workload lets in callers that nobody named, port by port, and which policies would have to change.
 * @returns only ports that some caller without identity may call; null when the workload is not in the source
 * @throws never
 */
export function whyOpen(
  snapshot: MeshSnapshot,
  nodeId: string,
  options: { readonly nowSeconds: number },
): readonly OpenPort[] | null {
  const mesh = meshOf(snapshot);
  const workload = mesh.workloads.get(nodeId);
  if (workload === undefined) return null;
  return servedPorts(mesh, workload).flatMap((workloadPort) => {
    const key = { client: "outside", server: nodeId, workloadPort };
    const verdict = edgeVerdict(mesh, key, { ...options, observed: undefined });
    const open = verdict?.outcome === "allowed" || verdict?.outcome === "depends";
    return open ? [openPort(mesh, workload, workloadPort, verdict.decidedBy)] : [];
  });
}

function openPort(
  mesh: Mesh,
  workload: Workload,
  workloadPort: number,
  decidedBy: readonly PolicyRef[],
): OpenPort {
  const pod = workload.pods.find((p) => p.hasProxy);
  const around = pod === undefined || pod.gateway ? null : notIntercepted(pod, workloadPort);
  if (pod === undefined || around !== null) {
    const because = around ?? workload.pods[0]?.because ?? say("becauseNoPods");
    const text = say("openNoProxy", { because });
    return {
      workloadPort,
      mode: null,
      reasons: [{ code: "noProxy", text, values: { because }, policies: [] }],
    };
  }
  const reasons: Reason[] = [];
  const mode = pod.gateway ? null : effectiveMode(mesh.snapshot, pod, workloadPort);
  if (mode !== null && mode.mode !== "STRICT")
    reasons.push(modeReason(mode.mode ?? "unknown", mode.decidedBy));
  reasons.push(...allowReasons(mesh, decidedBy, gatesOf(mesh, pod, "HTTP").by.allow.length));
  return { workloadPort, mode: mode?.mode ?? null, reasons };
}

function modeReason(mode: string, policies: readonly PolicyRef[]): Reason {
  const by = policies[0];
  return by === undefined
    ? {
        code: "modeDefault",
        text: say("openModeDefault"),
        values: {},
        policies,
      }
    : {
        code: "modePolicy",
        text: say("openModePolicy", { policy: `PeerAuthentication ${by.namespace}/${by.name}`, mode }),
        values: { policy: `PeerAuthentication ${by.namespace}/${by.name}`, mode },
        policies,
      };
}

function allowReasons(mesh: Mesh, decidedBy: readonly PolicyRef[], allows: number): readonly Reason[] {
  if (allows === 0)
    return [
      {
        code: "noAllow",
        text: say("openNoAllow"),
        values: {},
        policies: [],
      },
    ];
  return decidedBy.flatMap((ref): readonly Reason[] => {
    const rule = ruleOf(mesh, ref);
    if (rule === null) return [];
    const policy = `AuthorizationPolicy ${ref.namespace}/${ref.name}`;
    const text = say(rule.from.length === 0 ? "openRuleNoFrom" : "openRuleFrom", {
      policy,
      rule: String(ref.rule),
    });
    return [
      {
        code: "allowsEveryone",
        text,
        values: { policy, rule: String(ref.rule), from: rule.from.length === 0 ? "none" : "some" },
        policies: [ref],
      },
    ];
  });
}
