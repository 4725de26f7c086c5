import { describe, expect, it } from "vitest";
import { publicDump } from "./public-dump.ts";
import { pemBlocks, publicPem } from "./public-pem.ts";

const certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const key = "-----BEGIN PRIVATE KEY-----\nU0VDUkVU\n-----END PRIVATE KEY-----\n";
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("PEM as it may be shown", () => {
  it("has certificates in their order, and neither keys nor what stands between", () => {
    expect(publicPem(`note\n${key}${certificate}SECRET\r\n${certificate}${key}`)).toBe(
      certificate + certificate,
    );
  });
  it("keeps a block that is cut off or is none as an empty one", () => {
    const empty = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
    expect(publicPem(`-----BEGIN CERTIFICATE-----\nMIIB\n${certificate}`)).toBe(empty + certificate);
    expect(publicPem("-----BEGIN CERTIFICATE-----\n!SECRET!\n-----END CERTIFICATE-----")).toBe(empty);
  });
  it("tells certificates from revocation lists", () => {
    const crl = "-----BEGIN X509 CRL-----\nMIIC\n-----END X509 CRL-----\n";
    expect([pemBlocks(certificate + crl, "certificates"), pemBlocks(certificate + crl, "crls")]).toEqual([
      certificate,
      crl,
    ]);
  });
});

describe("a proxy's answer as it may be kept", () => {
  it("has the chain and no key, in whichever spelling and wherever the key stands", () => {
    const secret = (chain: string, hidden: string) => ({
      configs: [
        {
          "@type": "type.googleapis.com/envoy.admin.v3.SecretsConfigDump",
          dynamic_active_secrets: [
            {
              name: "default",
              secret: {
                tls_certificate: {
                  certificate_chain: { inline_bytes: chain },
                  private_key: { inline_bytes: hidden },
                  password: { inline_string: "SECRET" },
                },
                generic_secret: { secret: { inline_string: "SECRET" } },
              },
            },
          ],
        },
      ],
      bootstrap: { token: "SECRET" },
    });
    const kept = publicDump(secret(base64(certificate + key), base64(key)));
    expect(JSON.stringify(kept)).not.toMatch(/SECRET|private_key|password|U0VDUkVU/);
    expect(kept).toMatchObject({
      configs: [
        {
          dynamic_active_secrets: [
            {
              name: "default",
              secret: { tls_certificate: { certificate_chain: { inline_bytes: base64(certificate) } } },
            },
          ],
        },
      ],
    });
  });
  it("ends with an answer that is nested without end", () => {
    const loop: Record<string, unknown> = {};
    loop.secret = loop;
    expect(() => publicDump(loop)).not.toThrow();
  });
});
