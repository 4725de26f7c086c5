import type { VerdictRequest } from "../contract/request.ts";
import type { Caller } from "./caller.ts";
import { gatewayWorkloadPort } from "./gateway.ts";
import type { PodFacts } from "./membership.ts";
import type { Mesh, Workload } from "./mesh.ts";
import type { Dial } from "./outbound.ts";
import type { HostEntry } from "./registry.ts";
import type { RequestShape } from "./request-facts.ts";
import type { Payload } from "./transport.ts";

/** A workload by `namespace/name` or a pod by its name. */
export function findPods(mesh: Mesh, id: string): readonly PodFacts[] {
  const workload: Workload | undefined = mesh.workloads.get(id);
  if (workload !== undefined) return workload.pods;
  const of = mesh.workloadOfPod.get(id);
  return of?.pods.filter((p) => `${p.namespace}/${p.name}` === id) ?? [];
}

/** A host name as the caller's resolver completes it: as written, then with the search domains of its namespace. */
export function findHost(mesh: Mesh, host: string, namespace: string | null): HostEntry | null {
  const domain = mesh.snapshot.meshConfig.clusterDomain;
  const name = host.toLowerCase();
  const tries = [name, `${name}.svc.${domain}`, `${name}.${domain}`];
  if (namespace !== null) tries.splice(1, 0, `${name}.${namespace}.svc.${domain}`);
  for (const t of tries) {
    const found = mesh.registry.byHost.get(t)?.[0];
    if (found !== undefined) return found;
  }
  return (
    mesh.registry.hosts.find(
      (h) => h.host.startsWith("*.") && name.endsWith(h.host.slice(1).toLowerCase()),
    ) ??
    mesh.registry.byAddress.get(name)?.[0] ??
    null
  );
}

export function payloadOf(r: VerdictRequest): Payload {
  if (r.tcp !== undefined) return "tcp";
  return r.https !== undefined ? "https" : "http";
}

/** What curl sends of its own accord. */
const usual = { accept: "*/*", "user-agent": "curl/8.0.0" };

const lowerKeys = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  ...usual,
  ...Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v])),
});

/** Request attributes as curl would send them. */
export function shapeOf(r: VerdictRequest, payload: Payload, dialled: string, port: number): RequestShape {
  if (payload === "tcp") return { method: "", path: "", authority: "", headers: {} };
  const body = r.http ?? r.https ?? {};
  const usualPort = payload === "https" ? 443 : 80;
  const headers = lowerKeys(body.headers ?? {});
  const authority = body.host ?? headers.host ?? (port === usualPort ? dialled : `${dialled}:${port}`);
  return { method: body.method ?? "GET", path: body.path ?? "/", authority, headers };
}

/** What a request asks for, resolved as its caller would. */
export interface Target {
  readonly dial: Dial;
  readonly name: string;
  readonly port: number;
}

/** @returns null when the target is not in the source */
export function targetOf(mesh: Mesh, r: VerdictRequest, caller: Caller): Target | null {
  const { to } = r;
  if ("host" in to) {
    const entry = findHost(mesh, to.host, caller.pod?.namespace ?? null);
    if (entry === null && to.address === undefined && caller.pod?.hasProxy !== true) return null;
    return {
      dial: { kind: "host", entry, host: to.host, port: to.port, address: to.address ?? null },
      name: to.host,
      port: to.port,
    };
  }
  const pods = findPods(mesh, "pod" in to ? to.pod : to.gateway);
  const first = pods[0];
  if (first === undefined) return null;
  const port = "pod" in to ? to.port : gatewayWorkloadPort(mesh, first, to.port);
  return { dial: { kind: "pod", pods, port }, name: first.ip ?? first.name, port };
}
