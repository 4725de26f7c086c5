import type { GatewayApiGateway, GatewayApiRoute, Meta } from "../../engine/objects.ts";
import type { Field } from "./field.ts";

/** @source gateway.networking.k8s.io Gateway */
export function decodeGatewayApiGateway(object: Field, meta: Meta): GatewayApiGateway {
  const spec = object.at("spec");
  return {
    meta,
    gatewayClassName: spec.at("gatewayClassName").string(),
    listeners: spec
      .at("listeners")
      .list()
      .map((listener) => ({
        name: listener.at("name").string(),
        port: listener.at("port").port(),
        protocol: listener.at("protocol").string(),
        hostname: listener.at("hostname").stringOr(null),
        certificateRefs: listener
          .at("tls")
          .at("certificateRefs")
          .list()
          .map((ref) => ({
            namespace: ref.at("namespace").stringOr("") || meta.namespace,
            name: ref.at("name").string(),
          })),
      })),
  };
}

/** @source gateway.networking.k8s.io HTTPRoute, GRPCRoute, TLSRoute, TCPRoute */
export function decodeGatewayApiRoute(object: Field, meta: Meta): GatewayApiRoute {
  const spec = object.at("spec");
  const rules = spec.at("rules").list();
  return {
    meta,
    parentRefs: spec
      .at("parentRefs")
      .list()
      .map((parent) => ({
        namespace: parent.at("namespace").stringOr("") || meta.namespace,
        name: parent.at("name").string(),
        kind: parent.at("kind").stringOr("") || "Gateway",
      })),
    hostnames: spec.at("hostnames").strings(),
    backends: rules
      .flatMap((rule) => rule.at("backendRefs").list())
      .map((backend) => ({
        namespace: backend.at("namespace").stringOr("") || meta.namespace,
        name: backend.at("name").string(),
        port: backend.at("port").integerOr(null),
      })),
  };
}
