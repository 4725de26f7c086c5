import { describe, expect, it } from "vitest";
import { remainingShare, workloadCertificate } from "./admin-certs.ts";

// The form that Envoy's admin interface gives: one entry for each cluster and listener that uses the secret.
const chain = (serial: string, from: string, to: string, uri = "spiffe://cluster.local/ns/shop/sa/cart") => ({
  ca_cert: [
    { path: "<inline>", serial_number: "aa", subject_alt_names: [], valid_from: from, expiration_time: to },
  ],
  cert_chain: [
    {
      path: "<inline>",
      serial_number: serial,
      subject_alt_names: [{ uri }],
      days_until_expiration: "0",
      valid_from: from,
      expiration_time: to,
    },
  ],
});

describe("the certificate of a workload", () => {
  it("is the youngest leaf with a SPIFFE ID", () => {
    const answer = {
      certificates: [
        chain("01", "2026-11-23T08:57:18Z", "2026-11-24T08:59:18Z"),
        chain("EF02", "2026-11-24T08:57:18Z", "2026-11-25T08:59:18Z"),
        chain("03", "2026-11-24T09:57:18Z", "2026-11-25T08:59:18Z", "https://example.com"),
        { ca_cert: [], cert_chain: [] },
      ],
    };
    expect(workloadCertificate(answer)).toEqual({
      spiffeId: "spiffe://cluster.local/ns/shop/sa/cart",
      serial: "ef02",
      notBefore: "2026-11-24T08:57:18Z",
      notAfter: "2026-11-25T08:59:18Z",
    });
  });

  it.each([
    null,
    5,
    [],
    {},
    { certificates: {} },
    { certificates: [null, { cert_chain: [null] }, chain("1", "now", "later")] },
  ])("is null where there is none: %j", (answer) => {
    expect(workloadCertificate(answer)).toBeNull();
  });

  it("has a remaining share from 1 to 0", () => {
    const certificate = {
      spiffeId: "",
      serial: "",
      notBefore: "2026-01-01T00:00:00Z",
      notAfter: "2026-01-01T01:40:00Z",
    };
    const begin = Date.parse(certificate.notBefore) / 1000;
    expect([-60, 0, 1500, 6000, 9000].map((seconds) => remainingShare(certificate, begin + seconds))).toEqual(
      [1, 1, 0.75, 0, 0],
    );
  });
});
