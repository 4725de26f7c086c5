import { isObject } from "./field.ts";
import { publicPem, publicPemIn } from "./public-pem.ts";

/** Fields of Envoy's `/certs`, of its SecretsConfigDump, and of ztunnel's `/config_dump` that are public; no other one is kept. */
const publicFields = new Set([
  "@type",
  ..."configs dynamic_active_secrets dynamic_warming_secrets static_secrets name version_info last_updated secret".split(
    " ",
  ),
  ..."dynamicActiveSecrets dynamicWarmingSecrets staticSecrets versionInfo lastUpdated".split(" "),
  ..."error_state errorState details".split(" "),
  ..."tls_certificate tlsCertificate certificate_chain certificateChain filename".split(" "),
  ..."validation_context validationContext trusted_ca trustedCa crl".split(" "),
  ..."custom_validator_config customValidatorConfig typed_config typedConfig".split(" "),
  ..."trust_domains trustDomains trust_bundle trustBundle".split(" "),
  ..."certificates identity state certChain rootCerts serialNumber validFrom expirationTime".split(" "),
  ..."ca_cert cert_chain path serial_number subject_alt_names dns uri ip_address".split(" "),
  ..."days_until_expiration valid_from expiration_time ocsp_details expiration".split(" "),
]);

/** Fields that hold PEM, as base64 or as it stands. */
const pemFields = new Set(["inline_bytes", "inlineBytes", "inline_string", "inlineString", "pem"]);

/** Lists and objects are followed so deep. */
const DEEPEST = 24;

/**
 * What is public of a proxy's admin answer, in its own shape: certificates, never a key, whatever the proxy says.
 * @param answer parsed JSON
 * @throws never
 */
export function publicDump(answer: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return null;
  if (typeof answer === "string") return answer.includes("PRIVATE KEY") ? "" : answer;
  if (Array.isArray(answer)) return answer.map((item: unknown) => publicDump(item, depth + 1));
  if (!isObject(answer)) return answer;
  return Object.fromEntries(
    Object.entries(answer).flatMap(([key, value]): readonly [string, unknown][] => {
      if (pemFields.has(key)) return typeof value === "string" ? [[key, publicBytes(value)]] : [];
      return publicFields.has(key) ? [[key, publicDump(value, depth + 1)]] : [];
    }),
  );
}

const publicBytes = (text: string): string =>
  text.includes("-----BEGIN") ? publicPem(text) : Buffer.from(publicPemIn(text)).toString("base64");
