import type { Meta, ServiceEntry, WorkloadEntry } from "../../engine/objects.ts";
import type { Field } from "./field.ts";

/** @source Istio CRD networking.istio.io WorkloadEntry and its validation rules */
export function decodeWorkloadEntry(object: Field, meta: Meta): WorkloadEntry {
  return { meta, ...decodeEndpoint(object.at("spec")) };
}

/** A WorkloadEntry's spec, which also stands inline in `ServiceEntry.spec.endpoints[]`. */
export function decodeEndpoint(endpoint: Field): ServiceEntry["endpoints"][number] {
  if (!endpoint.has("address") && !endpoint.has("network"))
    endpoint.at("address").fail("is missing", "Give the address of the endpoint.");
  return {
    address: endpoint.at("address").stringOr(""),
    ports: Object.fromEntries(
      endpoint
        .at("ports")
        .entries()
        .map(([name, port]) => [name, port.port()]),
    ),
    labels: endpoint.at("labels").stringMap(),
    serviceAccount: endpoint.at("serviceAccount").stringOr(""),
  };
}
