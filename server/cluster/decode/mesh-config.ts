import type { ExtensionProvider, MeshConfig } from "../../engine/objects.ts";
import type { Field } from "./field.ts";

/** MeshConfig of an installation that sets nothing. */
export const defaultMeshConfig: MeshConfig = {
  rootNamespace: "istio-system",
  trustDomain: "cluster.local",
  trustDomainAliases: [],
  enableAutoMtls: true,
  defaultDestinationRuleExportTo: ["*"],
  defaultServiceExportTo: ["*"],
  defaultVirtualServiceExportTo: ["*"],
  outboundTrafficPolicy: "ALLOW_ANY",
  pathNormalization: "BASE",
  extensionProviders: [],
  numTrustedProxies: 0,
  clusterDomain: "cluster.local",
};

const outboundModes = ["REGISTRY_ONLY", "ALLOW_ANY"] as const;
const normalizations = ["DEFAULT", "NONE", "BASE", "MERGE_SLASHES", "DECODE_AND_MERGE_SLASHES"] as const;

/**
 * MeshConfig from the text of ConfigMap `istio`, key `mesh`, with Istio's defaults for what it leaves out.
 * @param mesh cursor at the root of the parsed text
 * @source Istio MeshConfig reference
 */
export function decodeMeshConfig(mesh: Field): MeshConfig {
  const normalization = mesh.at("pathNormalization").at("normalization").oneOf(normalizations, "DEFAULT");
  return {
    rootNamespace: mesh.at("rootNamespace").stringOr("") || defaultMeshConfig.rootNamespace,
    trustDomain: mesh.at("trustDomain").stringOr("") || defaultMeshConfig.trustDomain,
    trustDomainAliases: mesh.at("trustDomainAliases").strings(),
    enableAutoMtls: mesh.at("enableAutoMtls").booleanOr(true),
    defaultDestinationRuleExportTo: exportTo(mesh.at("defaultDestinationRuleExportTo")),
    defaultServiceExportTo: exportTo(mesh.at("defaultServiceExportTo")),
    defaultVirtualServiceExportTo: exportTo(mesh.at("defaultVirtualServiceExportTo")),
    outboundTrafficPolicy: mesh.at("outboundTrafficPolicy").at("mode").oneOf(outboundModes, "ALLOW_ANY"),
    pathNormalization: normalization === "DEFAULT" ? "BASE" : normalization,
    extensionProviders: mesh.at("extensionProviders").list().map(decodeProvider),
    numTrustedProxies: mesh.at("defaultConfig").at("gatewayTopology").at("numTrustedProxies").integerOr(0),
    clusterDomain: defaultMeshConfig.clusterDomain,
  };
}

function exportTo(list: Field): readonly string[] {
  const namespaces = list.strings();
  return namespaces.length > 0 ? namespaces : ["*"];
}

function decodeProvider(provider: Field): ExtensionProvider {
  const types = ["envoyExtAuthzHttp", "envoyExtAuthzGrpc"] as const;
  return {
    name: provider.at("name").stringOr(""),
    type: types.find((type) => provider.has(type)) ?? "other",
  };
}
