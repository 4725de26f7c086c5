import type { GatewayServer, GatewayServers } from "./evidence.ts";

/** An object or file that a name in a proxy stands for. */
export interface SdsTarget {
  readonly kind: "workload" | "roots" | "secret" | "configMap" | "file" | "external" | "invalid";
  /** Null where the proxy's own namespace is meant, or there is none. */
  readonly namespace: string | null;
  /** Of the Secret or ConfigMap, without `-cacert`; the path of a file. */
  readonly name: string;
  /** Only the CA of it is meant. */
  readonly authority: boolean;
}

/**
 * What a name of a secret in a proxy's dump stands for.
 * @source istio pkg/model/credentials: kubernetes://, kubernetes-gateway://, configmap://, builtin://, invalid://; file-cert:, file-root:
 */
export function sdsTarget(resource: string): SdsTarget {
  if (resource === "default" || resource.startsWith("builtin://"))
    return { kind: "workload", namespace: null, name: resource, authority: false };
  if (resource === "ROOTCA") return { kind: "roots", namespace: null, name: resource, authority: true };
  const [, scheme = "", path = ""] =
    /^(kubernetes|kubernetes-gateway|configmap):\/\/(.*)$/s.exec(resource) ?? [];
  if (scheme !== "") {
    const at = path.lastIndexOf("/");
    const full = path.slice(at + 1);
    const authority = full.endsWith("-cacert");
    return {
      kind: scheme === "configmap" ? "configMap" : "secret",
      namespace: at === -1 ? null : path.slice(0, at),
      name: authority ? full.slice(0, -"-cacert".length) : full,
      authority,
    };
  }
  if (resource.startsWith("file-cert:"))
    return { kind: "file", namespace: null, name: resource.slice(10).split("~")[0] ?? "", authority: false };
  if (resource.startsWith("file-root:"))
    return { kind: "file", namespace: null, name: resource.slice(10), authority: true };
  return {
    kind: resource.startsWith("invalid://") ? "invalid" : "external",
    namespace: null,
    name: resource.replace(/^\w+:\/\//, ""),
    authority: false,
  };
}

/**
 * Names under which the proxies of a gateway hold what one server of it presents.
 * @returns empty for a server that presents nothing of its own, e.g. PASSTHROUGH
 */
export function sdsNamesOf(gateway: Pick<GatewayServers, "api">, server: GatewayServer): readonly string[] {
  if (server.mode === "ISTIO_MUTUAL") return ["default"];
  if (server.mode === "PASSTHROUGH" || server.mode === "AUTO_PASSTHROUGH") return [];
  if (gateway.api === "gatewayApi")
    return server.certificateRefs.map(({ namespace, name }) => `kubernetes-gateway://${namespace}/${name}`);
  if (server.credentialNames.length > 0)
    return server.credentialNames.map((name) =>
      /^(kubernetes|sds|builtin|kubernetes-gateway):\/\//.test(name) ? name : `kubernetes://${name}`,
    );
  return server.serverCertificate === null
    ? []
    : [`file-cert:${server.serverCertificate}~${server.privateKey ?? ""}`];
}
