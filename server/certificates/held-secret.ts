import { normalSerial } from "./certificate.ts";
import type { ProxyEvidence } from "./evidence.ts";
import { field, listOf, pemOf, textOf, timeOf } from "./json.ts";
import { type PemContent, readPem } from "./pem.ts";

/** Roots that a proxy verifies its peers with. */
export interface HeldTrust {
  /** Trust domain that they are for; null for any. */
  readonly trustDomain: string | null;
  readonly roots: PemContent;
}

/** One secret that a proxy holds, or waits for. The private key is not read. */
export interface HeldSecret {
  /** `default`, `ROOTCA`, `kubernetes://shop-tls`, …; for ztunnel the identity. */
  readonly name: string;
  readonly status: "active" | "warming" | "initializing" | "unavailable";
  /** The proxy's own words when it is not active; null when it has none. */
  readonly because: string | null;
  /** Null when it has no certificate, or one in a file that is not in the dump. */
  readonly chain: PemContent | null;
  readonly trust: readonly HeldTrust[];
  /** A list of revoked certificates came with it. */
  readonly hasCrl: boolean;
  /** Last time that it was delivered, also with the same content; seconds since 1970. */
  readonly deliveredAt: number | null;
}

/** A leaf of an Envoy's `/certs`: no PEM, no issuer, no key. */
export interface AdminLeaf {
  readonly serial: string;
  readonly uris: readonly string[];
  readonly dnsNames: readonly string[];
  readonly notBefore: number;
  readonly notAfter: number;
  /** `<inline>`, or a file. */
  readonly path: string;
  /** First authority of the same TLS context: its serial and its end; null when there is none. */
  readonly authority: {
    readonly serial: string;
    readonly notBefore: number;
    readonly notAfter: number;
  } | null;
}

/** The secrets of one proxy, of whatever kind. */
export const secretsOfProxy = ({ kind, configDump }: ProxyEvidence): readonly HeldSecret[] =>
  kind === "ztunnel" ? identitiesOfZtunnel(configDump) : secretsOfEnvoy(configDump);

/**
 * The secrets of an Envoy, from its `/config_dump` by mask or by resource, or a bare list of secrets; names in either form of protobuf's JSON.
 * @throws never
 */
export function secretsOfEnvoy(dump: unknown): readonly HeldSecret[] {
  const sections = Array.isArray(dump) ? dump : [dump, ...listOf(dump, "configs")];
  return sections.flatMap((section: unknown) => {
    const active = listOf(section, "dynamic_active_secrets", "dynamicActiveSecrets");
    const warming = listOf(section, "dynamic_warming_secrets", "dynamicWarmingSecrets");
    // By resource, an entry is the secret itself and nothing says whether it is warming but its version.
    const single = field(section, "secret") === undefined ? [] : [section];
    const held = [...active, ...single].map((s) => secretOf(s, "active"));
    // A secret that is renewed stands in both lists; the one in use counts.
    const names = new Set(held.map(({ name }) => name));
    return [...held, ...warming.map((s) => secretOf(s, "warming")).filter((s) => !names.has(s.name))];
  });
}

function secretOf(entry: unknown, list: "active" | "warming"): HeldSecret {
  const secret = field(entry, "secret");
  const tls = field(secret, "tls_certificate", "tlsCertificate");
  const validation = field(secret, "validation_context", "validationContext");
  const version = textOf(entry, "version_info", "versionInfo");
  const chain = inline(field(tls, "certificate_chain", "certificateChain"));
  return {
    name: textOf(entry, "name") || textOf(secret, "name"),
    status: version === "uninitialized" || list === "warming" ? "warming" : "active",
    because: null,
    chain: chain === null ? null : readPem(chain),
    trust: validation === undefined ? [] : trustOf(validation),
    hasCrl: field(validation, "crl") !== undefined,
    deliveredAt: version === "uninitialized" ? null : timeOf(entry, "last_updated", "lastUpdated"),
  };
}

function trustOf(validation: unknown): readonly HeldTrust[] {
  const custom = field(validation, "custom_validator_config", "customValidatorConfig");
  const typed = field(custom, "typed_config", "typedConfig");
  const domains = listOf(typed, "trust_domains", "trustDomains").map((domain): HeldTrust => {
    const bundle = inline(field(domain, "trust_bundle", "trustBundle"));
    return { trustDomain: textOf(domain, "name"), roots: readPem(bundle ?? "") };
  });
  const all = inline(field(validation, "trusted_ca", "trustedCa"));
  return all === null ? domains : [{ trustDomain: null, roots: readPem(all) }, ...domains];
}

/** Content of a data source; null for a file, which the dump does not hold. */
function inline(source: unknown): string | null {
  const bytes = textOf(source, "inline_bytes", "inlineBytes");
  const text = textOf(source, "inline_string", "inlineString");
  return bytes === "" ? (text === "" ? null : text) : pemOf(bytes);
}

/**
 * The identities of a ztunnel, from its `/config_dump` or the `certificates` in it.
 * @throws never
 * @source ztunnel: `rootCerts` since 1.26, before that the root is the last of `certChain`
 */
export function identitiesOfZtunnel(dump: unknown): readonly HeldSecret[] {
  const entries = Array.isArray(dump) ? dump : listOf(dump, "certificates");
  return entries.flatMap((entry: unknown) => {
    const name = textOf(entry, "identity");
    if (name === "") return [];
    const [state = "", ...because] = textOf(entry, "state").split(": ");
    const pems = (list: string) =>
      listOf(entry, list).map((certificate) => pemOf(textOf(certificate, "pem")));
    const chain = pems("certChain");
    const separate = Array.isArray(field(entry, "rootCerts"));
    const roots = separate ? pems("rootCerts") : chain.slice(1).slice(-1);
    const own = separate || chain.length < 2 ? chain : chain.slice(0, -1);
    return [
      {
        name,
        status: ztunnelStates[state] ?? (chain.length > 0 ? "active" : "unavailable"),
        because: because.length === 0 ? null : because.join(": "),
        chain: own.length === 0 ? null : readPem(own.join("\n")),
        trust: roots.length === 0 ? [] : [{ trustDomain: null, roots: readPem(roots.join("\n")) }],
        hasCrl: false,
        deliveredAt: null,
      } satisfies HeldSecret,
    ];
  });
}

const ztunnelStates: Readonly<Record<string, HeldSecret["status"]>> = {
  Available: "active",
  Initializing: "initializing",
  Unavailable: "unavailable",
};

/**
 * The leaves of an Envoy's `/certs`, each once: the answer repeats a secret for each cluster and listener that uses it.
 * @returns the youngest first
 * @throws never
 */
export function leavesOfCerts(answer: unknown): readonly AdminLeaf[] {
  const leaves = new Map<string, AdminLeaf>();
  for (const entry of listOf(answer, "certificates")) {
    const authority = datedOf(listOf(entry, "ca_cert", "caCert")[0]);
    for (const found of listOf(entry, "cert_chain", "certChain")) {
      const dated = datedOf(found);
      if (dated === null) continue;
      const names = listOf(found, "subject_alt_names", "subjectAltNames");
      const texts = (kind: string) => names.map((n) => textOf(n, kind)).filter((t) => t !== "");
      const key = `${dated.serial} ${dated.notAfter}`;
      if (leaves.has(key)) continue;
      leaves.set(key, {
        ...dated,
        uris: texts("uri"),
        dnsNames: texts("dns"),
        path: textOf(found, "path"),
        authority,
      });
    }
  }
  return [...leaves.values()].toSorted((a, b) => b.notBefore - a.notBefore);
}

function datedOf(certificate: unknown) {
  const notBefore = timeOf(certificate, "valid_from", "validFrom");
  const notAfter = timeOf(certificate, "expiration_time", "expirationTime");
  if (notBefore === null || notAfter === null) return null;
  return { serial: normalSerial(textOf(certificate, "serial_number", "serialNumber")), notBefore, notAfter };
}
