import { hash, X509Certificate } from "node:crypto";
import { type DerFacts, readDer } from "./der.ts";

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
  /** The subject as hexadecimal of DER, to be compared. */
  readonly subjectHex: string;
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
  /** Longest chain of authorities below this one; null when it is not limited. */
  readonly pathLength: number | null;
  /** May sign certificates; null when its key usage is not restricted. */
  readonly maySign: boolean | null;
  /** Issuer and subject are one name; whether it signed itself is `signedBy` of chain.ts. */
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
  const der = readDer(x509.raw);
  if (der === null) return null;
  const uris = of("URI");
  // An empty subject is `undefined` in Node, whatever its types say.
  const subject = oneLine((x509.subject as string | undefined) ?? "");
  const issuer = oneLine((x509.issuer as string | undefined) ?? "");
  return {
    x509,
    get pem() {
      return x509.toString();
    },
    sha256: x509.fingerprint256.replaceAll(":", "").toLowerCase(),
    keySha256: hash("sha256", der.publicKeyInfo),
    serial: normalSerial(x509.serialNumber),
    subject,
    subjectHex: der.subjectHex,
    issuer,
    uris,
    dnsNames: of("DNS"),
    addresses: of("IP Address"),
    spiffeId: uris.find((uri) => uri.startsWith("spiffe://")) ?? null,
    notBefore: der.notBefore,
    notAfter: der.notAfter,
    isAuthority: x509.ca,
    pathLength: der.pathLength,
    maySign: der.maySign,
    selfSigned: subject === issuer && subject !== "",
    keyType: keyTypeOf(der),
    rsaBits: der.rsaBits,
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

/** By object identifier, as hexadecimal of DER. */
const keyTypes: Readonly<Record<string, string>> = {
  "2a864886f70d010101": "RSA",
  "2a864886f70d01010a": "RSA-PSS",
  "2a8648ce3d0201": "EC",
  "2b6570": "Ed25519",
  "2b6571": "Ed448",
};
const curves: Readonly<Record<string, string>> = {
  "2a8648ce3d030107": "P-256",
  "2b81040022": "P-384",
  "2b81040023": "P-521",
};

function keyTypeOf({ keyAlgorithm, keyParameters, rsaBits }: DerFacts): string {
  const size = rsaBits === null ? curves[keyParameters] : String(rsaBits);
  return [keyTypes[keyAlgorithm] ?? keyAlgorithm, size].filter(Boolean).join(" ");
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
