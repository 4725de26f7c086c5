import type { EndpointSlice, Meta } from "../../engine/objects.ts";
import type { Field } from "./field.ts";

/** A discovery.k8s.io EndpointSlice; `service` is "" when it belongs to none. */
export function decodeEndpointSlice(object: Field, meta: Meta): EndpointSlice {
  return {
    meta,
    service: meta.labels["kubernetes.io/service-name"] ?? "",
    ports: object
      .at("ports")
      .list()
      .flatMap((port) => {
        const number = port.at("port").integerOr(null);
        return number === null ? [] : [{ name: port.at("name").stringOr(""), port: number }];
      }),
    endpoints: object
      .at("endpoints")
      .list()
      .map((endpoint) => ({
        addresses: endpoint.at("addresses").strings(),
        // The API says: an absent condition counts as ready.
        ready: endpoint.at("conditions").at("ready").booleanOr(true),
        targetPod: decodeTargetPod(endpoint.at("targetRef"), meta.namespace),
      })),
  };
}

function decodeTargetPod(target: Field, namespace: string): EndpointSlice["endpoints"][number]["targetPod"] {
  if (target.at("kind").stringOr("") !== "Pod") return null;
  return { namespace: target.at("namespace").stringOr("") || namespace, name: target.at("name").string() };
}
