import type { Meta, Sidecar } from "../../engine/objects.ts";
import type { Field } from "./field.ts";
import { decodeSelectorLabels } from "./selector.ts";

/** @source Istio CRD networking.istio.io Sidecar and its validation rules */
export function decodeSidecar(object: Field, meta: Meta): Sidecar {
  const spec = object.at("spec");
  const selector = spec.at("workloadSelector");
  const outbound = spec.at("outboundTrafficPolicy");
  return {
    meta,
    workloadSelector: selector.absent ? null : decodeSelectorLabels(selector.at("labels")),
    ingress: spec.at("ingress").list().map(decodeIngress),
    egressHosts: decodeEgress(spec.at("egress").list()),
    // REGISTRY_ONLY is the enum's zero: an empty outboundTrafficPolicy closes.
    outboundTrafficPolicy: outbound.absent
      ? null
      : outbound.at("mode").oneOf(["REGISTRY_ONLY", "ALLOW_ANY"] as const, "REGISTRY_ONLY"),
  };
}

function decodeIngress(ingress: Field): Sidecar["ingress"][number] {
  const port = ingress.at("port");
  if (port.absent) port.fail("is missing", "Give number, name and protocol of the container port.");
  return { port: port.at("number").integerOr(0), protocol: port.at("protocol").stringOr("") };
}

// An empty list is the same as none to Istio: everything is visible.
function decodeEgress(egress: readonly Field[]): readonly string[] | null {
  if (egress.length === 0) return null;
  return egress.flatMap((listener) => {
    const hosts = listener.at("hosts");
    return hosts.absent
      ? hosts.fail("is missing", 'Name the hosts as namespace/host; "*/*" is all.')
      : hosts.strings();
  });
}
