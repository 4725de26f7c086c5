import { createHash, type KeyObject, X509Certificate } from "node:crypto";

/** The public facts of one X.509 certificate. */
export interface Certificate {
  readonly x509: X509Certificate;
  /** PEM with 64 columns and a line break at the end. */
  readonly pem: string;
  /** SHA-256 of the certificate and of its public key, lower-case hexadecimal. */
  readonly sha256: string;
  readonly keySha256: string;
  /** Lower-case hexadecimal without leading zeros; `-` in front when it is negative. */
  readonly serial: string;
  /** `CN=a, O=b`; "" for a workload. */
  readonly subject: string;
  readonly issuer: string;
  readonly uris: readonly string[];
  readonly dnsNames: readonly string[];
  readonly addresses: readonly string[];
  /** The URI that is a SPIFFE ID; null when there is none. */
  readonly spiffeId: string | null;
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly isAuthority: boolean;
  readonly selfSigned: boolean;
  readonly keyType: string;
  /** Bits of an RSA key; null for others. */
  readonly rsaBits: number | null;
  readonly signatureAlgorithm: string | null;
  /** Object identifiers of the extended key usage; empty when it has none, which allows every use. */
  readonly extendedKeyUsage: readonly string[];
}

/**
 * Reads one certificate.
 * @param encoded PEM of one block, or DER
 * @returns null when it is none, or has a date that is no date
 * @throws never
 */
export function readCertificate(encoded: string | Buffer): Certificate | null {
  try {
    return factsOf(new X509Certificate(encoded));
  } catch {
    return null;
  }
}

function factsOf(x509: X509Certificate): Certificate | null {
  const names = alternativeNames(x509.subjectAltName ?? "");
  const of = (kind: string) => names.filter((n) => n.kind === kind).map((n) => n.value);
  const notBefore = Date.parse(x509.validFrom) / 1000;
  const notAfter = Date.parse(x509.validTo) / 1000;
  if (Number.isNaN(notBefore) || Number.isNaN(notAfter)) return null;
  const key = x509.publicKey;
  const uris = of("URI");
  // An empty subject is `undefined` in Node, whatever its types say.
  const subject = oneLine((x509.subject as string | undefined) ?? "");
  const issuer = oneLine((x509.issuer as string | undefined) ?? "");
  return {
    x509,
    pem: x509.toString(),
    sha256: x509.fingerprint256.replaceAll(":", "").toLowerCase(),
    keySha256: createHash("sha256")
      .update(key.export({ type: "spki", format: "der" }))
      .digest("hex"),
    serial: normalSerial(x509.serialNumber),
    subject,
    issuer,
    uris,
    dnsNames: of("DNS"),
    addresses: of("IP Address"),
    spiffeId: uris.find((uri) => uri.startsWith("spiffe://")) ?? null,
    notBefore,
    notAfter,
    isAuthority: x509.ca,
    selfSigned: subject === issuer && subject !== "",
    keyType: keyTypeOf(key),
    rsaBits: key.asymmetricKeyType === "rsa" ? (key.asymmetricKeyDetails?.modulusLength ?? null) : null,
    signatureAlgorithm: x509.signatureAlgorithm ?? null,
    extendedKeyUsage: (x509.keyUsage as string[] | undefined) ?? [],
  };
}

/**
 * One form for serials: Envoy tells hexadecimal without leading zeros, ztunnel decimal (see `serialOfDecimal`), Node upper case.
 * @param hexadecimal digits, with colons, zeros in front or a sign
 */
export function normalSerial(hexadecimal: string): string {
  const digits = hexadecimal.toLowerCase().replaceAll(":", "").trim();
  const sign = digits.startsWith("-") ? "-" : "";
  const bare = digits.replace(/^-?(0x)?0*/, "");
  return bare === "" ? "0" : sign + bare;
}

/** A decimal serial as hexadecimal; "" when it is no number. */
export function serialOfDecimal(decimal: string): string {
  if (!/^-?\d{1,80}$/.test(decimal)) return "";
  return normalSerial(BigInt(decimal).toString(16));
}

const curves: Readonly<Record<string, string>> = {
  prime256v1: "P-256",
  secp384r1: "P-384",
  secp521r1: "P-521",
};

function keyTypeOf(key: KeyObject): string {
  const details = key.asymmetricKeyDetails;
  switch (key.asymmetricKeyType) {
    case "rsa":
      return `RSA ${details?.modulusLength ?? ""}`.trim();
    case "ec":
      return `EC ${curves[details?.namedCurve ?? ""] ?? details?.namedCurve ?? ""}`.trim();
    case "ed25519":
      return "Ed25519";
    case "ed448":
      return "Ed448";
    default:
      return key.asymmetricKeyType ?? "";
  }
}

/** Node writes one part of a name to a line. */
const oneLine = (name: string): string => name.split("\n").filter(Boolean).join(", ");

interface AlternativeName {
  readonly kind: string;
  readonly value: string;
}

/** Node's form: `DNS:a, URI:"b, c", IP Address:::1`; a value with a comma or quote in it stands in JSON quotes. */
function alternativeNames(text: string): readonly AlternativeName[] {
  const names: AlternativeName[] = [];
  for (const { 1: kind = "", 2: quoted, 3: plain = "" } of text.matchAll(
    /([A-Za-z][A-Za-z ]*):(?:"((?:[^"\\]|\\.)*)"|([^,]*))(?:, |$)/g,
  ))
    names.push({ kind, value: quoted === undefined ? plain : unquoted(quoted) });
  return names;
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
