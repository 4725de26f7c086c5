import type { MeshSetting } from "../contract/mesh.ts";
import type { MeshConfig } from "./objects.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/** Each field of MeshConfig that verdicts hang on: its path, and its value as text. */
const fields: readonly (readonly [string, (config: MeshConfig) => string])[] = [
  ["rootNamespace", (c) => c.rootNamespace],
  ["trustDomain", (c) => c.trustDomain],
  ["trustDomainAliases", (c) => c.trustDomainAliases.join(", ")],
  ["enableAutoMtls", (c) => String(c.enableAutoMtls)],
  ["outboundTrafficPolicy.mode", (c) => c.outboundTrafficPolicy],
  ["pathNormalization.normalization", (c) => c.pathNormalization],
  ["defaultServiceExportTo", (c) => c.defaultServiceExportTo.join(", ")],
  ["defaultVirtualServiceExportTo", (c) => c.defaultVirtualServiceExportTo.join(", ")],
  ["defaultDestinationRuleExportTo", (c) => c.defaultDestinationRuleExportTo.join(", ")],
  ["extensionProviders", (c) => c.extensionProviders.map(({ name, type }) => `${name} (${type})`).join(", ")],
  ["defaultConfig.gatewayTopology.numTrustedProxies", (c) => String(c.numTrustedProxies)],
];

/**
 * MeshConfig in force beside Istio's defaults.
 * @param standard what Istio takes when nothing is set
 */
export function meshSettings(
  { meshConfig, meshConfigFrom }: MeshSnapshot,
  standard: MeshConfig,
): readonly MeshSetting[] {
  return fields.map(([field, text]) => {
    const value = text(meshConfig);
    const usual = text(standard);
    return {
      field,
      value,
      standard: usual,
      differs: value !== usual,
      line: value === usual ? null : (meshConfigFrom?.lineOf("data.mesh") ?? null),
    };
  });
}
