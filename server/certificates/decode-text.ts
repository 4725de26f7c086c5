import type { CertificateRow, DecodeAnswer } from "../contract/certificates.ts";
import type { Certificate } from "./certificate.ts";
import { normalSerial } from "./certificate.ts";
import { elementOf } from "./chain-tree.ts";
import { identitiesOfZtunnel, leavesOfCerts, secretsOfEnvoy } from "./held-secret.ts";
import { word } from "./issue.ts";
import { readPem } from "./pem.ts";

/**
 * What a pasted text holds: PEM, the header X-Forwarded-Client-Cert, or an admin answer of a proxy. Nothing is kept of it, and a key is not read.
 * @param rows certificates of the mesh that it is compared with
 * @throws never
 */
export function decodeText(text: string, rows: readonly CertificateRow[], now: number): DecodeAnswer {
  const dump = text.trimStart().startsWith("{") ? ofDump(text) : null;
  const hops = dump === null && !text.includes("-----BEGIN") ? hopsOf(text) : [];
  const inHops = hops.flatMap(({ pem }) => (pem === null ? [] : readPem(pem).certificates));
  const read = dump === null && hops.length === 0 ? readPem(text) : { certificates: [], bad: [] };
  const certificates = dump ?? [...read.certificates, ...inHops];
  const ids = new Map(rows.flatMap(({ sha256, id }) => (sha256 === null ? [] : [[sha256, id] as const])));
  const form = hops.length > 0 ? "xfcc" : certificates.length + read.bad.length > 0 ? "pem" : "none";
  const problems = read.bad.map(({ block, label }) => {
    const count = String(block + 1);
    const isKey = label.endsWith("PRIVATE KEY");
    return {
      block,
      text: isKey ? word("decodeKey", { count }) : word("decodeBlock", { count, name: label }),
      cure: isKey ? word("decodeKeyCure") : word("decodeBlockCure"),
    };
  });
  return {
    form,
    certificates: certificates.map((one) =>
      elementOf(one, one.spiffeId === null ? "served" : "agent", ids, now),
    ),
    hops: hops.map(({ pem: _, ...hop }) => hop),
    matches: matchesOf(certificates, hops, rows),
    problems:
      form === "none"
        ? [{ block: 0, text: word("decodeNothing"), cure: word("decodeNothingCure") }]
        : problems,
  };
}

/** Certificates of a `/config_dump`; null when it is none. `/certs` has no certificate, only what it says. */
function ofDump(text: string): readonly Certificate[] | null {
  let dump: unknown;
  try {
    dump = JSON.parse(text);
  } catch {
    return null;
  }
  const secrets = [...secretsOfEnvoy(dump), ...identitiesOfZtunnel(dump)];
  const found = secrets.flatMap(({ chain, trust }) => [
    ...(chain?.certificates ?? []),
    ...trust.flatMap(({ roots }) => roots.certificates),
  ]);
  if (found.length === 0 && leavesOfCerts(dump).length === 0) return null;
  return [...new Map(found.map((one) => [one.sha256, one])).values()];
}

type Hop = DecodeAnswer["hops"][number] & { readonly pem: string | null };

/**
 * Elements of the header, each a proxy on the way.
 * @source Envoy "x-forwarded-client-cert": By, Hash, Cert, Chain, Subject, URI, DNS; elements are parted by commas, fields by semicolons
 */
function hopsOf(text: string): readonly Hop[] {
  const value = text.trim().replace(/^x-forwarded-client-cert:\s*/i, "");
  if (value === "" || value.length > 65_536) return [];
  const hops = parts(value, ",").flatMap((element): readonly Hop[] => {
    const fields = parts(element, ";").flatMap((part): readonly (readonly [string, string])[] => {
      const at = part.indexOf("=");
      return at < 1 ? [] : [[part.slice(0, at).trim().toLowerCase(), unquoted(part.slice(at + 1).trim())]];
    });
    if (!fields.some(([key]) => ["by", "hash", "uri", "subject", "cert", "dns", "chain"].includes(key)))
      return [];
    const all = (key: string) => fields.flatMap(([name, is]) => (name === key && is !== "" ? [is] : []));
    const encoded = all("chain")[0] ?? all("cert")[0];
    return [
      {
        by: all("by"),
        hash: all("hash")[0]?.toLowerCase() ?? null,
        subject: all("subject")[0] ?? null,
        uris: all("uri"),
        dnsNames: all("dns"),
        pem: encoded === undefined ? null : decoded(encoded),
      },
    ];
  });
  return hops;
}

/** Parts between separators outside of quotes. */
function parts(text: string, separator: string): readonly string[] {
  const found: string[] = [];
  let [from, quoted] = [0, false];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') quoted = !quoted;
    else if (text[at] === separator && !quoted) {
      found.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, text.slice(from)];
}

const unquoted = (text: string): string =>
  text.startsWith('"') && text.endsWith('"') && text.length > 1
    ? text.slice(1, -1).replaceAll(/\\(.)/g, "$1")
    : text;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Who in the mesh has it: the very certificate, else one of its serial, else one of its name. */
function matchesOf(
  certificates: readonly Certificate[],
  hops: readonly Hop[],
  rows: readonly CertificateRow[],
): DecodeAnswer["matches"] {
  const found = new Map<string, DecodeAnswer["matches"][number]>();
  const take = (how: DecodeAnswer["matches"][number]["how"], is: (row: CertificateRow) => boolean) => {
    for (const row of rows) {
      if (!is(row)) continue;
      const isHeld = row.pod !== null && row.workloads.length > 0;
      for (const workload of isHeld ? row.workloads : [row.owner]) {
        const key = `${row.id} ${workload}`;
        if (!found.has(key)) found.set(key, { row: row.id, workload, how });
      }
    }
  };
  const leaves = certificates.filter(({ isAuthority }) => !isAuthority);
  const hashes = new Set([
    ...certificates.map(({ sha256 }) => sha256),
    ...hops.flatMap(({ hash }) => hash ?? []),
  ]);
  const serials = new Set(leaves.map(({ serial }) => normalSerial(serial)));
  const names = new Set([
    ...leaves.flatMap(({ spiffeId }) => spiffeId ?? []),
    ...hops.flatMap(({ uris }) => uris.filter((uri) => uri.startsWith("spiffe://"))),
  ]);
  take("certificate", ({ sha256 }) => sha256 !== null && hashes.has(sha256));
  take("serial", ({ serial }) => serial !== null && serials.has(serial));
  take("spiffeId", ({ spiffeId }) => spiffeId !== null && names.has(spiffeId));
  return [...found.values()].slice(0, 200);
}
