import type { Field } from "./field.ts";

/** Variables that say how certificates are made, of istiod and of proxies; none of them is a secret. */
const names = new Set(
  `EXTERNAL_CA ENABLE_CA_SERVER USE_CACERTS_FOR_SELF_SIGNED_CA K8S_SIGNER CERT_SIGNER_DOMAIN ISTIO_META_CERT_SIGNER PILOT_CERT_PROVIDER
  ISTIO_MULTIROOT_MESH PROXY_CONFIG_XDS_AGENT ENABLE_CLUSTER_TRUST_BUNDLE_API PILOT_CA_CERT_CONFIGMAP PILOT_CRL_CONFIGMAP PILOT_ENABLE_CA_CRL
  CITADEL_SELF_SIGNED_CA_CERT_TTL CITADEL_SELF_SIGNED_CA_RSA_KEY_SIZE CITADEL_SELF_SIGNED_ROOT_CERT_CHECK_INTERVAL
  CITADEL_SELF_SIGNED_ROOT_CERT_GRACE_PERIOD_PERCENTILE DEFAULT_WORKLOAD_CERT_TTL MAX_WORKLOAD_CERT_TTL SECRET_TTL
  SECRET_GRACE_PERIOD_RATIO SECRET_GRACE_PERIOD_RATIO_JITTER FILE_MOUNTED_CERTS CA_ADDR CA_PROVIDER ECC_SIGNATURE_ALGORITHM ECC_CURVE
  WORKLOAD_RSA_KEY_SIZE REVISION`.split(/\s+/),
);

/**
 * What a container's environment says about certificates; every other variable may be a secret and is not looked at.
 * @source Istio's environment variables of istiod and istio-proxy
 */
export function decodeCertificateSettings(container: Field): Readonly<Record<string, string>> {
  const { value } = container.at("env");
  if (!Array.isArray(value)) return none;
  const found = container
    .at("env")
    .list()
    .flatMap((variable): readonly [string, string][] => {
      const name = variable.at("name").value;
      if (typeof name !== "string" || !names.has(name)) return [];
      const set = variable.at("value").value;
      return typeof set === "string" && set.length < 300 ? [[name, set]] : [];
    });
  return found.length === 0 ? none : Object.fromEntries(found);
}

const none = {};
