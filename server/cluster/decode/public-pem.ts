const blocks = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)(?:-----END \1-----|(?=-----BEGIN )|$)/g;
const kept = new Set(["CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CRL"]);

/**
 * The certificates and revocation lists of a PEM text, and nothing else of it: no key, no comment. A block that is cut off or is no base64
 * is left as an empty one, so that it still counts as there.
 * @throws never
 */
export function publicPem(text: string): string {
  return [...text.matchAll(blocks)]
    .flatMap(([block, label = "", body = ""]) => {
      if (!kept.has(label)) return [];
      const whole = block.endsWith(`-----END ${label}-----`) && /^[A-Za-z0-9+/=\s]*$/.test(body);
      const inside = whole ? body.trim().replaceAll(/\s+/g, "\n") : "";
      return [`-----BEGIN ${label}-----\n${inside}${inside === "" ? "" : "\n"}-----END ${label}-----\n`];
    })
    .join("");
}

/** Of `publicPem` only the blocks of one kind. */
export function pemBlocks(text: string, of: "certificates" | "crls"): string {
  const wanted = of === "crls" ? "X509 CRL" : "CERTIFICATE";
  return publicPem(text)
    .split(/(?<=-----END [A-Z0-9 ]+-----\n)/)
    .filter((block) => block.includes(`BEGIN ${wanted}`) || block.includes(`BEGIN TRUSTED ${wanted}`))
    .join("");
}

/** The public part of PEM that stands in base64, as in a caBundle. @returns "" for what is no base64 @throws never */
export function publicPemIn(base64: string): string {
  return publicPem(Buffer.from(base64, "base64").toString("latin1"));
}
