import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { ObservedTraffic } from "../server/engine/snapshot.ts";
import type { GeneratedMesh } from "./generate.ts";
import type { Manifest } from "./workloads.ts";

/** Writes a mesh as a capture: one file for each namespace, and its traffic. @returns the new folder */
export function writeCapture({ manifests, traffic }: GeneratedMesh): string {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  mkdirSync(join(folder, "manifests"));
  const namespaceOf = (m: Manifest) => {
    const { namespace, name } = m.metadata as { readonly namespace?: string; readonly name: string };
    return namespace ?? name;
  };
  for (const [namespace, objects] of Map.groupBy(manifests, namespaceOf)) {
    // Nothing of a manifest is shared with another, so no anchors are looked for.
    const text = objects.map((o) => stringify(o, { aliasDuplicateObjects: false })).join("---\n");
    writeFileSync(join(folder, "manifests", `${namespace}.yaml`), text);
  }
  const data = { resultType: "vector", result: traffic.map(series) };
  writeFileSync(join(folder, "traffic.json"), JSON.stringify({ status: "success", data }));
  return folder;
}

/** One pair as Prometheus has it. */
function series(t: ObservedTraffic): unknown {
  const [sourceNamespace, source] = t.client.split("/");
  const [namespace, workload] = t.server.split("/");
  const http = t.protocol === "HTTP";
  return {
    metric: {
      __name__: http ? "istio_requests_total" : "istio_tcp_connections_opened_total",
      reporter: "destination",
      source_workload_namespace: sourceNamespace,
      source_workload: source,
      destination_workload_namespace: namespace,
      destination_workload: workload,
      destination_service: `${workload}.${namespace}.svc.cluster.local`,
      destination_port: String(t.workloadPort),
      request_protocol: http ? "http" : "tcp",
      connection_security_policy: t.mutualTls > 0 ? "mutual_tls" : "none",
      ...(http ? { response_code: "200" } : {}),
    },
    value: [1_795_000_000, String(t.perSecond)],
  };
}
