import type { EdgeDetails, GraphEdge, WorkloadDetails } from "../contract/graph.ts";
import { say } from "../contract/text.ts";
import { applicablePolicies, refOf } from "./authorization.ts";
import { parseEdgeId } from "./edge-id.ts";
import { drawnEdge } from "./graph.ts";
import { membershipOf, type PodFacts } from "./membership.ts";
import { type Mesh, meshOf } from "./mesh.ts";
import { plainNode, portModes, workloadNodes } from "./node.ts";
import type { Meta } from "./objects.ts";
import { effectiveMode } from "./peer-authentication.ts";
import { applicableRequestAuthentications } from "./request-authentication.ts";
import { isEmptySelector } from "./selectors.ts";
import { seenWords, sentenceOf } from "./sentence.ts";
import { shownGates } from "./shown-gates.ts";
import type { MeshSnapshot, ObservedTraffic } from "./snapshot.ts";
import { step } from "./step.ts";

function trafficWords(t: ObservedTraffic | null, edge: GraphEdge): string | null {
  if (t === null) return null;
  const rate = t.perSecond >= 10 ? Math.round(t.perSecond) : Number(t.perSecond.toPrecision(2));
  const what =
    t.refused >= t.perSecond && t.perSecond > 0
      ? "trafficRefused"
      : t.denied >= t.perSecond && t.perSecond > 0
        ? "trafficDenied"
        : "traffic";
  return say(what, {
    rate: say(t.protocol === "HTTP" ? "requestsPerSecond" : "connectionsPerSecond", { rate: String(rate) }),
    how: edge.disagrees === null ? say("trafficAgrees") : edge.disagrees.label,
  });
}

/** A line that shows the edge when run at the client. */
function curlOf(edge: GraphEdge, host: string): string {
  const port = edge.servicePort ?? edge.workloadPort;
  const client =
    edge.client === "outside"
      ? ""
      : `kubectl exec -n ${edge.client.split("/")[0]} deploy/${edge.client.split("/")[1]} -- `;
  if (edge.protocol === "TCP") return `${client}nc -vz ${host} ${port}`;
  const tls = edge.protocol === "TLS" || (edge.transport === "tls" && edge.client === "outside");
  const usual = tls ? 443 : 80;
  return `${client}curl -sS${tls ? "k" : ""} ${tls ? "https" : "http"}://${host}${port === usual ? "" : `:${port}`}/`;
}

/**
 * Everything about one edge: outcome, explanation, what the caller sees, identities, each endpoint when they differ.
 * @param edgeId `client>server:workloadPort`; also an edge that is not drawn
 * @returns null when an end of the edge is not in the source
 * @throws never
 */
export function explainEdge(
  snapshot: MeshSnapshot,
  edgeId: string,
  options: { readonly nowSeconds: number },
): Omit<EdgeDetails, "revision"> | null {
  const mesh = meshOf(snapshot);
  const key = parseEdgeId(edgeId);
  const made = key === null ? null : drawnEdge(mesh, key, options.nowSeconds);
  if (key === null || made === null) return null;
  const nodes = new Map(workloadNodes(mesh).map((n) => [n.id, n]));
  const client = nodes.get(key.client) ?? plainNode(key.client);
  const server = nodes.get(key.server) ?? plainNode(key.server);
  const { edge, result } = made;
  const { answer } = result;
  const path = result.paths[0];
  const words = seenWords(answer.seen, edge.protocol);
  const spiffe = (principal: string | null) => (principal === null ? null : `spiffe://${principal}`);
  const reaches = answer.outcome === "allowed" || answer.outcome === "depends";
  const xfcc =
    reaches &&
    answer.transport === "mtls" &&
    answer.principal !== null &&
    server.principal !== null &&
    edge.protocol !== "TCP" &&
    edge.protocol !== "TLS" &&
    server.kind !== "gateway"
      ? `By=spiffe://${server.principal};Hash=<SHA-256 of the client's certificate>;Subject="";URI=spiffe://${answer.principal}`
      : null;
  return {
    edge,
    client,
    server,
    sentence: sentenceOf(answer, client.name, server.name),
    because: answer.because,
    seen: answer.seen,
    seenText: words.text,
    seenSource: words.source,
    steps: answer.steps,
    gates: path === undefined ? [] : shownGates(path),
    serverMode: answer.serverMode,
    clientTls: answer.clientTls,
    clientSpiffeId: spiffe(answer.principal),
    serverSpiffeId: spiffe(server.principal),
    xForwardedClientCert: xfcc,
    traffic: trafficWords(made.traffic, edge),
    endpoints: answer.endpoints,
    curl: curlOf(edge, result.host ?? mesh.workloads.get(key.server)?.pods[0]?.ip ?? server.name),
  };
}

type Applied = WorkloadDetails["policies"][number];

function scopeOf(
  mesh: Mesh,
  object: { readonly meta: { readonly namespace: string } },
  selector: Readonly<Record<string, string>> | null,
): Applied["scope"] {
  if (!isEmptySelector(selector)) return "workload";
  return object.meta.namespace === mesh.snapshot.meshConfig.rootNamespace ? "mesh" : "namespace";
}

function policiesOf(mesh: Mesh, pod: PodFacts): readonly Applied[] {
  const row = (
    o: { readonly meta: Meta },
    action: string,
    scope: Applied["scope"],
    note: string | null,
  ): Applied => ({
    ref: refOf(o),
    action,
    scope,
    file: o.meta.origin?.file ?? null,
    line: o.meta.origin?.line ?? null,
    note,
  });
  const { snapshot } = mesh;
  const out: Applied[] = [];
  if (!pod.gateway) {
    const modes = effectiveMode(snapshot, pod, 0);
    const shadowed = new Set(modes.shadowed);
    const ignored = new Set(modes.ignored);
    for (const p of snapshot.peerAuthentications) {
      const decides = modes.decidedBy.some((d) => d.namespace === p.meta.namespace && d.name === p.meta.name);
      const ports = Object.keys(p.portLevelMtls);
      const own =
        p.meta.namespace === pod.namespace &&
        !isEmptySelector(p.selector) &&
        Object.entries(p.selector ?? {}).every(([k, v]) => pod.labels[k] === v);
      const wide =
        isEmptySelector(p.selector) &&
        (p.meta.namespace === pod.namespace || p.meta.namespace === snapshot.meshConfig.rootNamespace);
      if (!own && !wide && !ignored.has(p)) continue;
      const note = shadowed.has(p)
        ? say("noteHidden")
        : ignored.has(p)
          ? say("noteRootSelector")
          : decides
            ? say("noteSetsMode")
            : own && ports.length > 0
              ? say("noteSetsPorts", { ports: ports.join(", ") })
              : say("noteNearer");
      out.push(row(p, p.mode, scopeOf(mesh, p, p.selector), note));
    }
  }
  for (const r of applicableRequestAuthentications(snapshot, pod))
    out.push(row(r, say("tokenCheck"), scopeOf(mesh, r, r.selector), null));
  const rank = { CUSTOM: 0, AUDIT: 1, DENY: 2, ALLOW: 3 } as const;
  for (const p of applicablePolicies(snapshot, pod).toSorted((a, b) => rank[a.action] - rank[b.action])) {
    const dry = ["1", "t", "T", "TRUE", "true", "True"].includes(
      p.meta.annotations["istio.io/dry-run"] ?? "",
    );
    out.push(
      row(
        p,
        p.action,
        scopeOf(mesh, p, p.selector),
        dry ? say("noteDryRun") : p.action === "AUDIT" ? say("noteAudit") : null,
      ),
    );
  }
  return out;
}

/**
 * Everything about one workload: identity, membership and why, mode of each port, policies in the order in which Istio asks them.
 * @returns null when the workload is not in the source
 * @throws never
 */
export function explainWorkload(
  snapshot: MeshSnapshot,
  nodeId: string,
): Omit<WorkloadDetails, "revision"> | null {
  const mesh = meshOf(snapshot);
  const workload = mesh.workloads.get(nodeId);
  const node =
    workloadNodes(mesh).find((n) => n.id === nodeId) ??
    (nodeId === "outside" || nodeId.startsWith("external/") ? plainNode(nodeId) : null);
  if (node === null) return null;
  if (workload === undefined)
    return { node, spiffeId: null, membershipSteps: [], ports: [], policies: [], pods: [], labels: {} };
  const pod = workload.pods.find((p) => p.hasProxy) ?? workload.pods[0];
  const codes = {
    sidecar: "memberSidecar",
    gateway: "memberGateway",
    ambient: "memberAmbient",
    none: "memberNone",
    mixed: "memberSidecar",
  } as const;
  const reasons = new Map(workload.pods.map((p) => [p.because, p]));
  const membershipSteps = [...reasons.values()].map((p) =>
    step(codes[membershipOf([p])], {
      workload: workload.pods.length > 1 && reasons.size > 1 ? p.name : workload.name,
      because: p.because,
    }),
  );
  if (workload.pods.every((p) => p.predicted))
    membershipSteps.push(step("memberPredicted", { workload: workload.name }));
  const services = workload.pods.flatMap((p) => mesh.registry.servicesOf(p));
  return {
    node,
    spiffeId: workload.principal === null ? null : `spiffe://${workload.principal}`,
    membershipSteps,
    ports: portModes(mesh, workload).map((m) => ({
      ...m,
      services: [
        ...new Set(
          services
            .filter((s) => s.workloadPort === m.workloadPort)
            .map((s) => `${s.entry.host}:${s.port.port}`),
        ),
      ],
    })),
    policies: pod === undefined || !pod.hasProxy ? [] : policiesOf(mesh, pod),
    pods: workload.pods
      .filter((p) => !p.predicted)
      .map((p) => ({ name: p.name, ip: p.ip, membership: membershipOf([p]) })),
    labels: pod?.labels ?? {},
  };
}
