import type { Meta, Service, ServicePort } from "../../engine/objects.ts";
import type { Field } from "./field.ts";

/** A core Service; the API server's defaults are filled in. */
export function decodeService(object: Field, meta: Meta): Service {
  const spec = object.at("spec");
  const clusterIP = spec.at("clusterIP").stringOr("") || null;
  const clusterIPs = spec.at("clusterIPs").strings();
  return {
    meta,
    type: spec.at("type").stringOr("") || "ClusterIP",
    clusterIP,
    clusterIPs: clusterIPs.length > 0 || clusterIP === null ? clusterIPs : [clusterIP],
    externalName: spec.at("externalName").stringOr("") || null,
    selector: spec.at("selector").stringMap(),
    ports: spec.at("ports").list().map(decodePort),
  };
}

function decodePort(port: Field): ServicePort {
  const number = port.at("port").port();
  return {
    name: port.at("name").stringOr(""),
    port: number,
    targetPort: decodeTargetPort(port.at("targetPort"), number),
    protocol: port.at("protocol").stringOr("") || "TCP",
    appProtocol: port.at("appProtocol").stringOr("") || null,
  };
}

function decodeTargetPort(target: Field, port: number): number | string {
  if (typeof target.value === "string" && target.value !== "") return target.value;
  // Absent and 0 both mean: the same as the port.
  return target.absent || target.value === "" || target.value === 0 ? port : target.port();
}
