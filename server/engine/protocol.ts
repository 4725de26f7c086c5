import { say } from "../contract/text.ts";

/** How a proxy reads a port: HTTP chain only, TCP chain only, or detected per stream. */
export type PortProtocol = "HTTP" | "TCP" | "auto";

export interface ParsedProtocol {
  readonly protocol: PortProtocol;
  /** The application speaks TLS itself there (HTTPS, TLS). */
  readonly applicationTls: boolean;
  /** Why, in words: `port name "http"`. */
  readonly because: string;
}

const table: Readonly<Record<string, PortProtocol>> = {
  http: "HTTP",
  http2: "HTTP",
  grpc: "HTTP",
  "grpc-web": "HTTP",
  http_proxy: "HTTP",
  tcp: "TCP",
  https: "TCP",
  tls: "TCP",
  mongo: "TCP",
  redis: "TCP",
  mysql: "TCP",
};
const appProtocols: Readonly<Record<string, string>> = {
  "kubernetes.io/h2c": "http2",
  "kubernetes.io/ws": "http",
  "kubernetes.io/wss": "https",
};
/** Service ports that Istio never sniffs, since their servers speak first. */
const serverFirst = [25, 53, 3306, 27017];

function parseName(text: string, because: string): ParsedProtocol | null {
  const lower = text.toLowerCase();
  const word = lower.startsWith("grpc-web") ? "grpc-web" : (lower.split("-", 1)[0] ?? "");
  if (!Object.hasOwn(table, word)) return null;
  const protocol = table[word];
  return protocol === undefined
    ? null
    : { protocol, applicationTls: word === "https" || word === "tls", because };
}

/**
 * Protocol of a Service or ServiceEntry port: appProtocol, else the port's name, else detected.
 * @source Istio "Protocol Selection"
 */
export function portProtocol(name: string, appProtocol: string | null, port: number): ParsedProtocol {
  if (appProtocol !== null && appProtocol !== "") {
    const known = Object.hasOwn(appProtocols, appProtocol)
      ? (appProtocols[appProtocol] ?? appProtocol)
      : appProtocol;
    const parsed = parseName(known, say("appProtocol", { name: appProtocol }));
    if (parsed !== null) return parsed;
  } else {
    const parsed = parseName(name, say("portName", { name }));
    if (parsed !== null) return parsed;
  }
  if (serverFirst.includes(port))
    return { protocol: "TCP", applicationTls: false, because: say("portIsTcp", { port: String(port) }) };
  return { protocol: "auto", applicationTls: false, because: say("detected") };
}
