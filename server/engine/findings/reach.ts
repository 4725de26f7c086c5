import type { Finding } from "../../contract/findings.ts";
import type { Mesh } from "../mesh.ts";
import type { ServiceEntry } from "../objects.ts";
import { byAge, isEmptySelector } from "../selectors.ts";
import type { About, Check } from "./check.ts";
import { finding } from "./finding.ts";

type Exported = "DestinationRule" | "VirtualService" | "ServiceEntry";

/** `exportTo` names a namespace that is not there. */
export const exportTo: Check<Exported> = {
  codes: ["exportToUnknown"],
  kinds: ["DestinationRule", "VirtualService", "ServiceEntry"],
  needs: ["Namespace"],
  find({ mesh, object }: About<Exported>) {
    // A folder of policies need not hold its namespaces.
    if (mesh.namespaces.size === 0) return [];
    return object.exportTo.flatMap((namespace, i) =>
      [".", "*", "~"].includes(namespace) || mesh.namespaces.has(namespace)
        ? []
        : [finding(object, "exportToUnknown", { namespace }, { path: `spec.exportTo[${i}]` })],
    );
  },
};

/** Two entries that disagree about the protocol of a host's port. Entries that agree are merged. */
export const entryPorts: Check<"ServiceEntry"> = {
  codes: ["entryProtocolTwice"],
  kinds: ["ServiceEntry"],
  needs: ["ServiceEntry"],
  find({ mesh, object }: About<"ServiceEntry">) {
    return object.ports.flatMap((port, i): readonly Finding[] => {
      for (const other of entriesOf(mesh, object)) {
        const host = other.hosts.find((h) => object.hosts.includes(h));
        const same = other.ports.find((p) => p.number === port.number);
        if (host === undefined || same === undefined) continue;
        if (same.protocol.toUpperCase() === port.protocol.toUpperCase()) continue;
        const values = {
          host,
          port: String(port.number),
          protocol: port.protocol,
          otherProtocol: same.protocol,
        };
        return [
          finding(object, "entryProtocolTwice", values, {
            path: `spec.ports[${i}].protocol`,
            others: [other],
          }),
        ];
      }
      return [];
    });
  },
};

/** Older entries that some client may see beside this one. */
const entriesOf = (mesh: Mesh, object: ServiceEntry): readonly ServiceEntry[] =>
  mesh.snapshot.serviceEntries.filter(
    (e) =>
      e !== object &&
      byAge(e, object) < 0 &&
      (e.meta.namespace === object.meta.namespace || (isWide(e.exportTo) && isWide(object.exportTo))),
  );
const isWide = (list: readonly string[]) => list.length === 0 || list.includes("*");

/** Hosts of a Sidecar's egress that nobody has, and a selector that does not reach the mesh. */
export const sidecarReach: Check<"Sidecar"> = {
  codes: ["egressHostUnknown", "rootSidecarSelector"],
  kinds: ["Sidecar"],
  needs: ["Service", "ServiceEntry"],
  find({ mesh, object }: About<"Sidecar">) {
    const isRoot = object.meta.namespace === mesh.snapshot.meshConfig.rootNamespace;
    const found: Finding[] = [];
    if (isRoot && !isEmptySelector(object.workloadSelector))
      found.push(finding(object, "rootSidecarSelector", {}, { path: "spec.workloadSelector" }));
    if (mesh.registry.hosts.length === 0) return found;
    for (const text of object.egressHosts ?? []) {
      const slash = text.indexOf("/");
      const namespace = slash < 0 ? "*" : text.slice(0, slash);
      const host = text.slice(slash + 1).toLowerCase();
      if (namespace === "~" || host === "*") continue;
      const there = mesh.registry.hosts.some(
        (h) =>
          (namespace === "*" || h.namespace === (namespace === "." ? object.meta.namespace : namespace)) &&
          (host.startsWith("*.")
            ? h.host.toLowerCase().endsWith(host.slice(1))
            : h.host.toLowerCase() === host),
      );
      if (!there) found.push(finding(object, "egressHostUnknown", { host: text }, { path: "spec.egress" }));
    }
    return found;
  },
};
