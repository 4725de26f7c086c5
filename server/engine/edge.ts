import type { Answer } from "../contract/verdict.ts";
import { combine, type Judgement, judge, judgeAll, type Path } from "./answer.ts";
import { callersOf } from "./caller.ts";
import type { EdgeKey } from "./edge-id.ts";
import type { EvaluateOptions } from "./evaluate.ts";
import { allOf, anyOf, type Expression, no, not, yes } from "./expression.ts";
import { leadsTo } from "./leads.ts";
import type { PodFacts } from "./membership.ts";
import type { Mesh } from "./mesh.ts";
import type { Dial } from "./outbound.ts";
import { pathsOf } from "./paths.ts";
import type { HostEntry, HostPort } from "./registry.ts";
import { anyRequest, type RequestShape } from "./request-facts.ts";
import { serverProtocol } from "./server-port.ts";
import { findHost } from "./target.ts";
import type { Payload } from "./transport.ts";
import { visibleTo } from "./visibility.ts";
import { conditionLabel } from "./words.ts";

/** An edge without a request: what is not known stays a residual. */
export interface EdgeResult {
  readonly answer: Answer;
  readonly paths: readonly Path[];
  readonly host: string | null;
  readonly servicePort: number | null;
  readonly protocol: "HTTP" | "TCP" | "auto" | "TLS";
  readonly label: string | null;
  /** The one judgement when all paths agree. */
  readonly judgement: Judgement | null;
}

interface Dialled {
  readonly dial: Dial;
  readonly name: string;
  readonly entry: HostEntry | null;
  readonly port: HostPort | null;
  readonly pods: readonly PodFacts[] | undefined;
}

/** The Service by which a client would reach this port: the oldest one in its view, else the pod's own address. */
function dialled(mesh: Mesh, key: EdgeKey, client: PodFacts | null): Dialled | null {
  if (key.server.startsWith("external/")) {
    const host = key.server.slice("external/".length);
    const entry = findHost(mesh, host, client?.namespace ?? null);
    const port =
      entry?.ports.find((p) => p.targetPort === key.workloadPort) ??
      entry?.ports.find((p) => p.port === key.workloadPort) ??
      null;
    return {
      dial: { kind: "host", entry, host, port: port?.port ?? key.workloadPort, address: null },
      name: host,
      entry,
      port,
      pods: undefined,
    };
  }
  const workload = mesh.workloads.get(key.server);
  const first = workload?.pods[0];
  if (workload === undefined || first === undefined) return null;
  const leads = leadsTo(mesh, workload, key.workloadPort);
  const service = client === null ? leads[0] : leads.find((s) => visibleTo(mesh.snapshot, client, s.entry));
  // A caller from outside knows no Service of the mesh.
  if (service === undefined || (client === null && !first.gateway)) {
    return {
      dial: { kind: "pod", pods: workload.pods, port: key.workloadPort },
      name: first.ip ?? first.name,
      entry: service?.entry ?? null,
      port: service?.port ?? null,
      pods: workload.pods,
    };
  }
  if (client === null)
    return {
      dial: { kind: "pod", pods: workload.pods, port: key.workloadPort },
      name: first.ip ?? first.name,
      entry: service.entry,
      port: service.port,
      pods: workload.pods,
    };
  return {
    dial: {
      kind: "host",
      entry: service.entry,
      host: service.entry.host,
      port: service.port.port,
      address: null,
    },
    name: service.entry.host,
    entry: service.entry,
    port: service.port,
    pods: workload.pods,
  };
}

/** A stream of bytes: it has none of the attributes of a request. */
export const emptyRequest: RequestShape = { method: "", path: "", authority: "", headers: {} };

/**
 * The verdict of one edge without a request.
 * @param observed protocol that telemetry saw, for ports whose protocol is detected per stream
 * @returns null when client or server are not in the source
 * @throws never
 */
export function evaluateEdge(
  mesh: Mesh,
  key: EdgeKey,
  options: EvaluateOptions & {
    readonly observed?: "HTTP" | "TCP" | undefined;
    readonly quiet?: boolean;
  },
): EdgeResult | null {
  const callers = callersOf(mesh, key.client, options);
  const asked = callers?.[0] === undefined ? null : dialled(mesh, key, callers[0].pod);
  if (callers === null || asked === null) return null;
  const { declared, payloads } = spokenAt(
    mesh,
    asked.pods ?? [],
    key.workloadPort,
    asked.port,
    options.observed,
  );
  const hop = {
    nowSeconds: options.nowSeconds,
    assumed: options.assumed ?? {},
    quiet: options.quiet === true,
    ...(asked.pods === undefined ? {} : { only: asked.pods }),
  };
  const of = (payload: Payload) =>
    callers.flatMap((c) => {
      const own = dialled(mesh, key, c.pod) ?? asked;
      return pathsOf(
        mesh,
        c,
        own.dial,
        own.name,
        payload,
        payload === "tcp" ? emptyRequest : anyRequest,
        hop,
      );
    });
  const sets = payloads.map((p) => ({ payload: p, paths: of(p) }));
  const chosen = sets[0];
  if (chosen === undefined) return null;
  const paths = merge(sets);
  const judgements = judgeAll(paths);
  const answer = combine("", paths, judgements);
  const first = judgements[0] ?? null;
  const shared = answer.outcome === "mixed" ? null : first;
  return {
    answer,
    paths,
    host: asked.dial.kind === "host" ? asked.name : null,
    servicePort: asked.port?.port ?? null,
    protocol: declared,
    label:
      answer.outcome === "depends" && shared !== null
        ? conditionLabel(shared.residual)
        : answer.outcome === "unknown"
          ? "?"
          : null,
    judgement: shared,
  };
}

/** What a port is declared to speak, and so what is asked of it. */
export function spokenAt(
  mesh: Mesh,
  pods: readonly PodFacts[],
  workloadPort: number,
  port: HostPort | null,
  observed: "HTTP" | "TCP" | undefined,
): { readonly declared: EdgeResult["protocol"]; readonly payloads: readonly Payload[] } {
  const [pod] = pods;
  const parsed =
    pod === undefined
      ? port
      : serverProtocol(
          mesh,
          { address: null, port: workloadPort, pod, labels: {}, tlsMode: "" },
          portWay(port),
        );
  const declared = parsed === null ? "auto" : parsed.applicationTls ? "TLS" : parsed.protocol;
  if (pod?.gateway === true) return { declared, payloads: [gatewayPayload(mesh, pods, workloadPort)] };
  const payloads: readonly Payload[] =
    declared === "TLS"
      ? ["https"]
      : declared === "HTTP" || (declared === "auto" && observed === "HTTP")
        ? ["http"]
        : declared === "TCP" || (declared === "auto" && observed === "TCP")
          ? ["tcp"]
          : ["http", "tcp"];
  return { declared, payloads };
}

/** TLS when the Gateway server of that port opens or passes TLS. */
function gatewayPayload(mesh: Mesh, pods: readonly PodFacts[], workloadPort: number): Payload {
  const pod = pods[0];
  const behind =
    pod === undefined
      ? []
      : mesh.registry
          .servicesOf(pod)
          .filter((s) => s.workloadPort === workloadPort)
          .map((s) => s.port.port);
  const server = mesh.snapshot.gateways
    .flatMap((g) =>
      pod !== undefined && Object.entries(g.selector).every(([k, v]) => pod.labels[k] === v) ? g.servers : [],
    )
    .find((s) => behind.includes(s.port) || s.port === workloadPort);
  return server !== undefined && (server.tlsMode !== null || server.protocol === "HTTPS") ? "https" : "http";
}

function portWay(port: HostPort | null) {
  return {
    kind: "cluster" as const,
    entry: null,
    port,
    subset: null,
    endpoints: [],
    http: true,
    condition: { op: "yes" } as const,
    by: null,
    leg: null,
    excluded: null,
    status: null,
  };
}

/** A detected port, asked as HTTP and as TCP: one answer when both agree, else one that depends on the protocol. */
function merge(
  sets: readonly { readonly payload: Payload; readonly paths: readonly Path[] }[],
): readonly Path[] {
  const [http, tcp] = sets;
  if (http === undefined || tcp === undefined) return http?.paths ?? [];
  return http.paths.map((p, i) => {
    const other = tcp.paths[i];
    if (other === undefined) return p;
    const a = judge(p.gates, p.seen);
    const b = judge(other.gates, other.seen);
    if (a.outcome === b.outcome && a.condition === b.condition) return p;
    if (b.outcome === "depends" || b.outcome === "unknown" || a.outcome === "unknown")
      return b.outcome === "unknown" ? other : p;
    // One of the two passes, or passes under a condition: it hangs on what the stream is.
    const isHttp = protocolTest();
    const pass = anyOf([
      allOf([isHttp, a.outcome === "allowed" ? yes : a.outcome === "depends" ? a.residual : no]),
      allOf([not(isHttp), b.outcome === "allowed" ? yes : no]),
    ]);
    const last = p.gates.findLast((g) => g.hangsOn.length > 0) ?? p.gates.at(-1);
    return {
      ...p,
      gates: [
        {
          gate: "allow",
          expression: pass,
          failure: { outcome: "denied", seen: null },
          decidedBy: [...a.decidedBy, ...b.decidedBy],
          hangsOn: last === undefined ? [] : [...a.decidedBy, ...b.decidedBy],
          at: "server",
        },
      ],
    };
  });
}

function protocolTest(): Expression {
  return {
    op: "test",
    test: {
      field: "protocol",
      wanted: ["HTTP"],
      path: "",
      ask: (f) => (f.method === undefined ? undefined : f.method !== ""),
      was: (f) => (f.method === "" ? "TCP" : "HTTP"),
    },
  };
}
