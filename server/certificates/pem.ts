import { type Certificate, readCertificate } from "./certificate.ts";

/** A block of a PEM text that is no certificate. */
export interface BadBlock {
  /** Counts from 0 among all blocks. */
  readonly block: number;
  /** What its header says: `CERTIFICATE`, `PRIVATE KEY`, … */
  readonly label: string;
}

/** What a PEM text holds, in its order. */
export interface PemContent {
  readonly certificates: readonly Certificate[];
  readonly bad: readonly BadBlock[];
}

/** Blocks beyond this are not read: no bundle of a mesh has as many, and reading takes time. */
const mostBlocks = 1000;

/**
 * Reads every block of a PEM text. Line ends of any kind, comments between the blocks and blank lines do not matter; a broken block is told and
 * the others are read. The content of a block that is a key is not looked at.
 * @throws never
 */
export function readPem(text: string): PemContent {
  const certificates: Certificate[] = [];
  const bad: BadBlock[] = [];
  for (const [block, { label, body }] of blocksOf(text).entries()) {
    const certificate =
      label === "CERTIFICATE" || label === "TRUSTED CERTIFICATE" || label === "X509 CERTIFICATE"
        ? readBlock(body)
        : null;
    if (certificate === null) bad.push({ block, label });
    else certificates.push(certificate);
  }
  return { certificates, bad };
}

/** Authorities by their text: a thousand proxies tell the same root, and whatever was verified with it is remembered by object. */
const authorities = new Map<string, Certificate>();
const mostAuthorities = 500;

function readBlock(body: string): Certificate | null {
  const digits = body.replace(/\s+/g, "");
  const known = authorities.get(digits);
  if (known !== undefined) return known;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(digits)) return null;
  const certificate = readCertificate(Buffer.from(digits, "base64"));
  if (certificate?.isAuthority && digits.length < 16_384) {
    const oldest = authorities.size >= mostAuthorities ? authorities.keys().next().value : undefined;
    if (oldest !== undefined) authorities.delete(oldest);
    authorities.set(digits, certificate);
  }
  return certificate;
}

/** By hand rather than by one expression: the time must not grow faster than the text, whatever it holds. */
function blocksOf(text: string): readonly { readonly label: string; readonly body: string }[] {
  const blocks: { label: string; body: string }[] = [];
  let at = text.indexOf("-----BEGIN ");
  while (at !== -1 && blocks.length < mostBlocks) {
    const labelEnd = text.indexOf("-----", at + 11);
    if (labelEnd === -1) break;
    const label = text.slice(at + 11, labelEnd).slice(0, 40);
    const next = text.indexOf("-----BEGIN ", labelEnd + 5);
    const end = text.indexOf("-----END ", labelEnd + 5);
    // A block without an end must not swallow the one behind it.
    const ends = end !== -1 && (next === -1 || end < next);
    blocks.push({ label, body: ends ? text.slice(labelEnd + 5, end) : "" });
    at = next;
  }
  return blocks;
}
