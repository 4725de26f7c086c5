import type { Meta, ServiceEntry } from "../../engine/objects.ts";
import type { Field } from "./field.ts";
import { decodeSelectorLabels } from "./selector.ts";
import { decodeEndpoint } from "./workload-entry.ts";

const locations = ["MESH_EXTERNAL", "MESH_INTERNAL"] as const;
const resolutions = ["NONE", "STATIC", "DNS", "DNS_ROUND_ROBIN", "DYNAMIC_DNS"] as const;

/** @source Istio CRD networking.istio.io ServiceEntry and its validation rules */
export function decodeServiceEntry(object: Field, meta: Meta): ServiceEntry {
  const spec = object.at("spec");
  const resolution = spec.at("resolution").oneOf(resolutions, "NONE");
  checkTogether(spec, resolution);
  const selector = spec.at("workloadSelector");
  return {
    meta,
    hosts: decodeHosts(spec.at("hosts")),
    addresses: spec.at("addresses").strings(),
    location: spec.at("location").oneOf(locations, "MESH_EXTERNAL"),
    resolution,
    exportTo: spec.at("exportTo").strings(),
    ports: decodePorts(spec.at("ports")),
    endpoints: spec.at("endpoints").list().map(decodeEndpoint),
    workloadSelector: selector.absent ? null : decodeSelectorLabels(selector.at("labels")),
    subjectAltNames: spec.at("subjectAltNames").strings(),
  };
}

function decodeHosts(hosts: Field): readonly string[] {
  const list = hosts.list();
  if (list.length === 0) hosts.fail("is missing or empty", "Name at least one host.");
  for (const host of list)
    if (host.string() === "*")
      host.fail('is "*"', "Name the host; a ServiceEntry for every host is refused.");
  return hosts.strings();
}

function decodePorts(ports: Field): ServiceEntry["ports"] {
  const seen = new Set<number>();
  return ports.list().map((port) => {
    const number = port.at("number").port();
    if (seen.has(number)) port.at("number").fail(`is ${number} a second time`, "Give each port number once.");
    seen.add(number);
    return {
      number,
      name: port.at("name").string(),
      protocol: port.at("protocol").stringOr(""),
      targetPort: port.has("targetPort") ? port.at("targetPort").port() : null,
    };
  });
}

function checkTogether(spec: Field, resolution: (typeof resolutions)[number]): void {
  const endpoints = spec.at("endpoints");
  if (!endpoints.absent && spec.has("workloadSelector"))
    endpoints.fail("stands beside workloadSelector", "Keep one of the two.");
  if (!endpoints.absent && resolution === "NONE")
    endpoints.fail(
      "stands under resolution NONE",
      "Write resolution STATIC or DNS, or remove the endpoints.",
    );
  if (resolution === "DNS_ROUND_ROBIN" && endpoints.list().length > 1)
    endpoints.fail(
      "has several entries under DNS_ROUND_ROBIN",
      "Keep one endpoint, or write resolution DNS.",
    );
  const cidr = spec
    .at("addresses")
    .list()
    .find((address) => address.string().includes("/"));
  if (cidr !== undefined && resolution !== "NONE" && resolution !== "STATIC")
    cidr.fail(
      `is a range under resolution ${resolution}`,
      "Write a single address, or resolution NONE or STATIC.",
    );
}
