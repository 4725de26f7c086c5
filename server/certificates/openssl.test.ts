import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Certificate } from "./certificate.ts";
import { secretsOfEnvoy } from "./held-secret.ts";
import { readPem } from "./pem.ts";
import { recordedProxies } from "./recorded.test-data.ts";

const folder = join(import.meta.dirname, "recorded");
const dumps = recordedProxies.map(
  (proxy) =>
    [proxy, JSON.parse(readFileSync(join(folder, proxy, "config_dump-secrets.json"), "utf8"))] as const,
);

/** Every PEM block of a text, also of the base64 that a dump holds. */
function certificatesIn(dump: unknown): readonly Certificate[] {
  const found = new Map<string, Certificate>();
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      const text = value.includes("-----BEGIN") ? value : Buffer.from(value, "base64").toString("latin1");
      if (text.includes("-----BEGIN CERTIFICATE"))
        for (const c of readPem(text).certificates) found.set(c.sha256, c);
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  visit(dump);
  return [...found.values()];
}

/** What openssl says of a certificate, in the same words. */
function byOpenssl(pem: string) {
  const ask = (...args: readonly string[]) =>
    execFileSync("openssl", ["x509", "-noout", ...args], { input: pem, encoding: "utf8" });
  const told = ask(
    "-serial",
    "-fingerprint",
    "-sha256",
    "-dates",
    "-subject",
    "-issuer",
    "-nameopt",
    "RFC2253",
  );
  const value = (name: string) =>
    new RegExp(`^${name}=?(.*)$`, "im").exec(told)?.[1]?.replace(/^=/, "").trim() ?? "";
  const names = ask("-ext", "subjectAltName,basicConstraints");
  const text = ask("-text");
  return {
    serial: value("serial")
      .toLowerCase()
      .replace(/^0+(?=.)/, ""),
    sha256: value("sha256 Fingerprint").replaceAll(":", "").toLowerCase(),
    notBefore: Date.parse(value("notBefore")) / 1000,
    notAfter: Date.parse(value("notAfter")) / 1000,
    organization: /O=([^,]*)/.exec(value("subject"))?.[1] ?? "",
    uris: [...names.matchAll(/URI:([^,\s]+)/g)].map(([, uri]) => uri),
    isAuthority: /CA:TRUE/.test(names),
    bits: Number(/Public-Key: \((\d+) bit\)/.exec(text)?.[1]),
    signature: /Signature Algorithm: (\S+)/.exec(text)?.[1]?.toLowerCase() ?? "",
  };
}

const byUs = (c: Certificate) => ({
  serial: c.serial,
  sha256: c.sha256,
  notBefore: c.notBefore,
  notAfter: c.notAfter,
  organization: /O=([^,]*)/.exec(c.subject)?.[1] ?? "",
  uris: c.uris,
  isAuthority: c.isAuthority,
  bits: c.rsaBits,
});

describe("what openssl shows of recorded certificates", () => {
  it.each(dumps)("is what is read of the dump of %s", (_, dump) => {
    const certificates = certificatesIn(dump);
    expect(certificates.length).toBeGreaterThan(1);
    for (const certificate of certificates) {
      const { signature, ...told } = byOpenssl(certificate.pem);
      expect(byUs(certificate)).toEqual(told);
      expect(signature).toContain(
        certificate.signatureAlgorithm?.toLowerCase().includes("256") ? "256" : "sha",
      );
    }
    expect(secretsOfEnvoy(dump).length).toBeGreaterThan(1);
  });

  it("is what is read of the root ConfigMap", () => {
    const text = readFileSync(join(folder, "configmap-istio-ca-root-cert.yaml"), "utf8").replaceAll(
      /^ +/gm,
      "",
    );
    const [root] = readPem(text).certificates;
    if (root === undefined) throw new Error("no certificate");
    const { signature: _, ...told } = byOpenssl(root.pem);
    expect(byUs(root)).toEqual(told);
  });
});
