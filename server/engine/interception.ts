import { say } from "../contract/text.ts";
import { inBlock } from "./match/address.ts";
import type { PodFacts } from "./membership.ts";

const list = (text: string) =>
  text
    .split(",")
    .map((x) => x.trim())
    .filter((x) => x !== "");
const prefix = "traffic.sidecar.istio.io";

/** Ports of the proxy itself: health, metrics, status. */
function ownPorts(pod: PodFacts): readonly string[] {
  return ["15090", "15021", pod.annotations["status.sidecar.istio.io/port"] ?? "15020"];
}

const plain = new WeakMap<PodFacts, boolean>();

/** Most pods change nothing about interception: then there is nothing to parse, and nothing tells two of them apart. */
export function isPlain(pod: PodFacts): boolean {
  const known = plain.get(pod);
  if (known !== undefined) return known;
  const found =
    !Object.keys(pod.annotations).some((k) => k.includes("sidecar.istio.io/")) && !runsAsProxy(pod);
  plain.set(pod, found);
  return found;
}

/** Its traffic looks like the proxy's own, which is let out as it is. */
function runsAsProxy(pod: PodFacts): boolean {
  let applications = 0;
  for (const c of pod.containers) {
    if (c.init || c.name === "istio-proxy") continue;
    if (c.runAsUser !== 1337) return false;
    applications += 1;
  }
  return applications > 0;
}

/**
 * Why a container port does not pass the pod's sidecar; null when it does.
 * @source Istio resource annotations includeInboundPorts, excludeInboundPorts
 */
export function notIntercepted(pod: PodFacts, workloadPort: number): string | null {
  if (isPlain(pod) && workloadPort < 15_020) return null;
  if (pod.annotations["sidecar.istio.io/interceptionMode"] === "NONE")
    return "sidecar.istio.io/interceptionMode: NONE";
  const port = String(workloadPort);
  if (ownPorts(pod).includes(port)) return say("portOfProxy", { port });
  const include = pod.annotations[`${prefix}/includeInboundPorts`];
  if (include !== undefined && include !== "*") {
    return list(include).includes(port) ? null : `${prefix}/includeInboundPorts: "${include}"`;
  }
  const exclude = pod.annotations[`${prefix}/excludeInboundPorts`];
  if (exclude !== undefined && list(exclude).includes(port))
    return `${prefix}/excludeInboundPorts: "${exclude}"`;
  return null;
}

/** Why a destination does not pass the client's sidecar; null when it does. */
export function notCaptured(pod: PodFacts, port: number, address: string | null): string | null {
  if (isPlain(pod)) return null;
  const note = (name: string) => `${prefix}/${name}: "${pod.annotations[`${prefix}/${name}`] ?? ""}"`;
  if (pod.annotations["sidecar.istio.io/interceptionMode"] === "NONE")
    return "sidecar.istio.io/interceptionMode: NONE";
  const value = (name: string) => pod.annotations[`${prefix}/${name}`];
  if (list(value("excludeOutboundPorts") ?? "").includes(String(port))) return note("excludeOutboundPorts");
  const included = value("includeOutboundIPRanges");
  const includedPorts = value("includeOutboundPorts");
  if (address !== null && list(value("excludeOutboundIPRanges") ?? "").some((b) => inBlock(address, b)))
    return note("excludeOutboundIPRanges");
  if (includedPorts !== undefined && (includedPorts === "*" || list(includedPorts).includes(String(port))))
    return null;
  if (
    included !== undefined &&
    included !== "*" &&
    address !== null &&
    !list(included).some((b) => inBlock(address, b))
  ) {
    return note("includeOutboundIPRanges");
  }
  return runsAsProxy(pod) ? say("runsAsProxy") : null;
}
