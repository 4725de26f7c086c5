import { isObject } from "../decode/field.ts";

/** One series of Istio's standard metrics at one instant. */
export interface TrafficSample {
  /** `namespace/workload`, or `outside`. */
  readonly client: string;
  /** `namespace/workload`; null when the metric does not know it. */
  readonly server: string | null;
  /** Host of the destination service, for a server that is not known as a workload. */
  readonly host: string;
  readonly workloadPort: number | null;
  readonly protocol: "HTTP" | "TCP";
  readonly reporter: "source" | "destination";
  readonly perSecond: number;
  readonly security: "mutual_tls" | "none" | "unknown";
  readonly end: "denied" | "refused" | "other";
}

// Rates of these are no requests or connections per second.
const otherMetrics =
  /_(bytes|bytes_total|sum|bucket|count|closed_total|messages_total)$|duration|_request_bytes|_response_bytes/;

/** No connection came about: Envoy's flags for an upstream that failed or closed before it answered. */
const failureFlags = new Set(["UC", "UF", "URX", "NC", "UH"]);

/**
 * One entry of an instant vector.
 * @returns null for a series that says nothing about requests (another metric, rate 0, no server)
 */
export function readSample(entry: unknown): TrafficSample | null | "unreadable" {
  if (!isObject(entry) || !isObject(entry.metric)) return "unreadable";
  const { metric, value } = entry;
  const label = (name: string) => {
    const text = Object.hasOwn(metric, name) ? metric[name] : undefined;
    return typeof text === "string" && text !== "unknown" ? text : "";
  };
  const perSecond = Array.isArray(value) ? Number.parseFloat(String(value[1])) : Number.NaN;
  if (!Array.isArray(value) || value.length !== 2) return "unreadable";
  if (otherMetrics.test(label("__name__")) || !(perSecond > 0) || !Number.isFinite(perSecond)) return null;
  const server = workload(label("destination_workload_namespace"), label("destination_workload"));
  const host = label("destination_service") || label("destination_service_name");
  if (server === null && host === "") return null;
  const port = Number(label("destination_port"));
  const protocol = protocolOf(label("__name__"), label("request_protocol"), label("response_code"));
  return {
    client: workload(label("source_workload_namespace"), label("source_workload")) ?? "outside",
    server,
    host: host.replace(/:\d+$/, ""),
    workloadPort: Number.isInteger(port) && port > 0 && port <= 65_535 ? port : null,
    protocol,
    reporter: label("reporter") === "source" ? "source" : "destination",
    perSecond,
    security: securityOf(label("connection_security_policy")),
    end: endOf(label("response_code"), label("response_flags"), protocol),
  };
}

function workload(namespace: string, name: string): string | null {
  return name === "" || namespace === "" ? null : `${namespace}/${name}`;
}

function protocolOf(metric: string, requestProtocol: string, code: string): "HTTP" | "TCP" {
  if (metric.startsWith("istio_tcp_")) return "TCP";
  if (metric.startsWith("istio_requests")) return "HTTP";
  // rate() drops the metric's name; the labels still tell.
  return /tcp/i.test(requestProtocol) || (requestProtocol === "" && code === "") ? "TCP" : "HTTP";
}

function securityOf(policy: string): TrafficSample["security"] {
  return policy === "mutual_tls" || policy === "none" ? policy : "unknown";
}

function endOf(code: string, flags: string, protocol: "HTTP" | "TCP"): TrafficSample["end"] {
  const failed = flags.split(",").some((flag) => failureFlags.has(flag.trim()));
  if (protocol === "TCP") return failed ? "refused" : "other";
  if (code === "403") return "denied";
  return code === "" || code === "0" || (code === "503" && failed) ? "refused" : "other";
}
