import type { VerdictRequest } from "../../contract/request.ts";
import type { Caller } from "../caller.ts";
import { spokenAt } from "../edge.ts";
import { type Lead, leadsTo } from "../leads.ts";
import type { Mesh, Workload } from "../mesh.ts";
import { type Dial, domains } from "../outbound.ts";
import type { HostEntry, HostPort } from "../registry.ts";
import { findHost } from "../target.ts";
import type { Payload } from "../transport.ts";
import { visibleTo } from "../visibility.ts";

/** One way for a caller to call a port: what it dials, and what it speaks. */
export interface Approach {
  /** As in the graph, or how else. */
  readonly via: "service" | "address" | "protocol";
  readonly payload: Payload;
  readonly dial: Dial;
  /** Host or address as it is dialled. */
  readonly name: string;
  readonly to: VerdictRequest["to"];
  /** Host headers that lead here; null for any. */
  readonly hosts: readonly string[] | null;
}

/** A port as a target: of a workload, or of a host outside of the mesh. */
export interface Target {
  /** `namespace/workload`, or `external/<host>`. */
  readonly server: string;
  /** Null for a host outside. */
  readonly workload: Workload | null;
  readonly workloadPort: number;
  /** A host leads to it, or the graph draws an edge to it. */
  readonly served: boolean;
}

interface Dialled extends Pick<Approach, "dial" | "name" | "to" | "hosts"> {
  readonly lead: Lead | null;
  readonly via: "service" | "address";
}

/** Names under which a client's HTTP listener knows the host; the dialled one first. */
function hostsOf(mesh: Mesh, { entry }: Lead, client: NonNullable<Caller["pod"]>): readonly string[] {
  const names = domains(entry, mesh.snapshot.meshConfig.clusterDomain).flatMap((name) => {
    const [host = "", namespace] = name.split(" ");
    return namespace === undefined || namespace === client.namespace ? [host] : [];
  });
  return [entry.host, ...names.filter((n) => n !== entry.host)];
}

const external = "external/";

/** The port of a host outside; by its own number where an endpoint listens on another one. */
export function hostPort(entry: HostEntry | null, workloadPort: number): HostPort | null {
  const { ports = [] } = entry ?? {};
  return (
    ports.find((p) => p.targetPort === workloadPort) ?? ports.find((p) => p.port === workloadPort) ?? null
  );
}

/** A host outside is dialled by its name alone. */
function outsideDial(mesh: Mesh, { pod }: Caller, { server, workloadPort }: Target): Dialled {
  const host = server.slice(external.length);
  const entry = findHost(mesh, host, pod?.namespace ?? null);
  const own = hostPort(entry, workloadPort);
  const port = own?.port ?? workloadPort;
  const lead = entry === null || own === null ? null : { entry, port: own, workloadPort };
  const seen = lead !== null && pod !== null && visibleTo(mesh.snapshot, pod, lead.entry);
  const routed = seen && pod.hasProxy && !pod.gateway && lead.port.protocol === "HTTP";
  return {
    via: "service",
    lead,
    dial: { kind: "host", entry, host, port, address: null },
    name: host,
    to: { host, port },
    hosts: routed ? hostsOf(mesh, lead, pod) : null,
  };
}

function dials(mesh: Mesh, caller: Caller, target: Target): readonly Dialled[] {
  const { workload, workloadPort, served } = target;
  const { pod } = caller;
  if (workload === null) return [outsideDial(mesh, caller, target)];
  const leads = leadsTo(mesh, workload, workloadPort);
  const [first] = workload.pods;
  const gateway = first?.gateway === true;
  const servicePort = leads[0]?.port.port;
  const direct = (via: Dialled["via"]): Dialled => ({
    via: served ? via : "address",
    lead: leads[0] ?? null,
    dial: { kind: "pod", pods: workload.pods, port: workloadPort },
    name: first?.ip ?? first?.name ?? workload.name,
    to:
      gateway && servicePort !== undefined
        ? { gateway: workload.id, port: servicePort }
        : { pod: workload.id, port: workloadPort },
    hosts: null,
  });
  if (pod === null) return [direct("service")];
  const seen = leads.filter((lead) => visibleTo(mesh.snapshot, pod, lead.entry));
  const byHost = seen.map((lead): Dialled => {
    const { host } = lead.entry;
    const { port, protocol } = lead.port;
    // The routes of a proxy's HTTP listener go by the Host header; a gateway has followed its own already.
    const routed = pod.hasProxy && !pod.gateway && protocol === "HTTP";
    return {
      via: "service",
      lead,
      dial: { kind: "host", entry: lead.entry, host, port, address: null },
      name: host,
      to: { host, port },
      hosts: routed ? hostsOf(mesh, lead, pod) : null,
    };
  });
  if (byHost.length === 0) return [direct("service")];
  // Without a proxy of its own the caller's connection is the same one; a gateway goes by its routes.
  return pod.hasProxy && !pod.gateway ? [...byHost, direct("address")] : byHost;
}

const payloads: readonly Payload[] = ["http", "tcp", "https"];

/**
 * Every way for a caller to call a port: by each host in its view and by the pod's own address, in every protocol. Those
 * that the graph shows come first.
 */
export function approachesOf(
  mesh: Mesh,
  caller: Caller,
  target: Target,
  observed: "HTTP" | "TCP" | undefined,
): readonly Approach[] {
  const found = dials(mesh, caller, target).flatMap(({ lead, ...dialled }): readonly Approach[] => {
    const { workload, workloadPort } = target;
    const usual = spokenAt(mesh, workload?.pods ?? [], workloadPort, lead?.port ?? null, observed).payloads;
    const spoken = caller.pod?.gateway === true ? usual : payloads;
    return spoken.map((payload) => ({
      ...dialled,
      payload,
      via: !usual.includes(payload) && dialled.via === "service" ? "protocol" : dialled.via,
      hosts: payload === "http" ? dialled.hosts : null,
    }));
  });
  const rank = { service: 0, protocol: 1, address: 2 } as const;
  return found.toSorted((a, b) => rank[a.via] - rank[b.via]);
}
