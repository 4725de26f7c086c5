/** One element of DER: its tag and where its content and its end are. */
interface Element {
  readonly tag: number;
  /** Where the element itself begins. */
  readonly at: number;
  readonly content: number;
  readonly end: number;
}

/** What Node's X509Certificate does not tell. */
export interface DerFacts {
  /** SubjectPublicKeyInfo, as it is hashed for a pin. */
  readonly publicKeyInfo: Buffer;
  /** The subject as hexadecimal of DER. */
  readonly subjectHex: string;
  /** Object identifiers of the key's algorithm and of its parameters (a curve), as hexadecimal; "" for none. */
  readonly keyAlgorithm: string;
  readonly keyParameters: string;
  /** Bits of an RSA modulus; null for another key. */
  readonly rsaBits: number | null;
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Longest chain of authorities below this one; null when it is not limited. */
  readonly pathLength: number | null;
  /** May sign certificates; null when key usage is not restricted. */
  readonly maySign: boolean | null;
}

/**
 * Reads the parts of a certificate that Node leaves out.
 * @returns null when it is not built as RFC 5280 says
 * @throws never
 */
export function readDer(raw: Buffer): DerFacts | null {
  const certificate = elementAt(raw, 0, raw.length);
  const tbs = certificate && elementAt(raw, certificate.content, certificate.end);
  if (!tbs) return null;
  const fields = childrenOf(raw, tbs);
  // [0] version is optional; then serial, algorithm, issuer, validity, subject, key.
  const first = fields[0]?.tag === 0xa0 ? 1 : 0;
  const key = fields[first + 5];
  const validity = fields[first + 3];
  if (key?.tag !== 0x30 || validity === undefined) return null;
  const [notBefore, notAfter] = childrenOf(raw, validity).map((time) => timeOf(raw, time));
  if (typeof notBefore !== "number" || typeof notAfter !== "number") return null;
  const extensions = fields.find(({ tag }) => tag === 0xa3);
  const list = extensions && childrenOf(raw, extensions)[0];
  let pathLength: number | null = null;
  let maySign: boolean | null = null;
  for (const extension of list ? childrenOf(raw, list) : []) {
    const [id, ...rest] = childrenOf(raw, extension);
    const value = rest.at(-1);
    if (id?.tag !== 0x06 || value?.tag !== 0x04) continue;
    const oid = raw.toString("hex", id.content, id.end);
    const inner = elementAt(raw, value.content, value.end);
    if (inner && oid === basicConstraints) pathLength = lengthLimit(raw, inner);
    if (inner && oid === keyUsage) maySign = ((raw[inner.content + 1] ?? 0) & 0x04) !== 0;
  }
  return {
    publicKeyInfo: raw.subarray(key.at, key.end),
    subjectHex: raw.toString("hex", fields[first + 4]?.at, fields[first + 4]?.end),
    ...keyOf(raw, key),
    notBefore,
    notAfter,
    pathLength,
    maySign,
  };
}

const rsa = "2a864886f70d010101";

function keyOf(raw: Buffer, info: Element) {
  const [algorithm, bits] = childrenOf(raw, info);
  const [id, parameters] = algorithm ? childrenOf(raw, algorithm) : [];
  const hex = (element: Element | undefined) =>
    element?.tag === 0x06 ? raw.toString("hex", element.content, element.end) : "";
  const keyAlgorithm = hex(id);
  return {
    keyAlgorithm,
    keyParameters: hex(parameters),
    rsaBits: keyAlgorithm === rsa && bits !== undefined ? modulusBits(raw, bits) : null,
  };
}

/** A bit string begins with the number of bits that do not count; then the key, of which the modulus is the first number. */
function modulusBits(raw: Buffer, bits: Element): number | null {
  const key = elementAt(raw, bits.content + 1, bits.end);
  const modulus = key && elementAt(raw, key.content, key.end);
  if (modulus?.tag !== 0x02) return null;
  let at = modulus.content;
  while (at < modulus.end && raw[at] === 0) at += 1;
  return at === modulus.end ? 0 : (modulus.end - at) * 8 - Math.clz32(raw[at] ?? 0) + 24;
}

const basicConstraints = "551d13";
const keyUsage = "551d0f";

function lengthLimit(raw: Buffer, constraints: Element): number | null {
  const limit = childrenOf(raw, constraints).find(({ tag }) => tag === 0x02);
  return limit !== undefined && limit.end - limit.content === 1 ? (raw[limit.content] ?? null) : null;
}

/** A list of revoked certificates: whose it is, and when it is due to be renewed. */
export interface Crl {
  /** Name of the CA, as hexadecimal of DER; the same as `subjectHex` of its certificate. */
  readonly issuerHex: string;
  /** Seconds since 1970; null when it does not say. */
  readonly nextUpdate: number | null;
}

/**
 * Reads a list of revoked certificates.
 * @param raw DER of an X.509 CRL
 * @returns null when it is none
 */
export function readCrl(raw: Buffer): Crl | null {
  const crl = elementAt(raw, 0, raw.length);
  const tbs = crl && elementAt(raw, crl.content, crl.end);
  if (!tbs) return null;
  const fields = childrenOf(raw, tbs);
  // A version is optional; then algorithm, issuer, this update, next update.
  const issuer = fields[fields[0]?.tag === 0x02 ? 2 : 1];
  const [thisUpdate, next] = fields.filter(({ tag }) => tag === 0x17 || tag === 0x18);
  if (issuer === undefined || thisUpdate === undefined) return null;
  return {
    issuerHex: raw.toString("hex", issuer.at, issuer.end),
    nextUpdate: next === undefined ? null : timeOf(raw, next),
  };
}

function timeOf(raw: Buffer, { tag, content, end }: Element): number | null {
  const text = raw.toString("latin1", content, end);
  const digits = tag === 0x17 ? `${Number(text.slice(0, 2)) < 50 ? "20" : "19"}${text}` : text;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(ms) ? null : ms / 1000;
}

function elementAt(raw: Buffer, at: number, limit: number): Element | undefined {
  const tag = raw[at];
  const first = raw[at + 1];
  if (tag === undefined || first === undefined || at + 2 > limit) return undefined;
  const bytes = first < 0x80 ? 0 : first & 0x7f;
  // Lengths of more than three bytes, and the indefinite one, have no place in a certificate.
  if (bytes > 3 || first === 0x80) return undefined;
  let length = first < 0x80 ? first : 0;
  for (let i = 0; i < bytes; i++) length = length * 256 + (raw[at + 2 + i] ?? 0);
  const content = at + 2 + bytes;
  return content + length > limit ? undefined : { tag, at, content, end: content + length };
}

function childrenOf(raw: Buffer, parent: Element): readonly Element[] {
  const children: Element[] = [];
  for (let at = parent.content; at < parent.end; ) {
    const child = elementAt(raw, at, parent.end);
    if (child === undefined) break;
    children.push(child);
    at = child.end;
  }
  return children;
}
