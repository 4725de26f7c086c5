import { describe, expect, it } from "vitest";
import { identitiesOfZtunnel, leavesOfCerts, secretsOfEnvoy, secretsOfProxy } from "./held-secret.ts";
import { readPem } from "./pem.ts";
import { recorded, recordedProxies, recordedRoot } from "./recorded.test-data.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("the secrets of an Envoy", () => {
  it.each(recordedProxies)("are those of the recorded dump of %s", (proxy) => {
    const [leaf, roots, ...rest] = secretsOfEnvoy(recorded(proxy, "config_dump-secrets.json"));
    expect(rest).toEqual([]);
    expect([leaf?.name, leaf?.status, roots?.name]).toEqual(["default", "active", "ROOTCA"]);
    // istiod sends the root along with the leaf.
    expect(leaf?.chain?.certificates.map((c) => [c.spiffeId !== null, c.isAuthority])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(roots?.trust.map((t) => t.roots.certificates.map((c) => c.subject))).toEqual([
      ["O=cluster.local"],
    ]);
    const admin = leavesOfCerts(recorded(proxy, "certs.json"));
    expect(admin.map((a) => [a.serial, a.notAfter, a.uris])).toEqual(
      leaf?.chain?.certificates.slice(0, 1).map((c) => [c.serial, c.notAfter, c.uris]),
    );
  });

  it("are the same by mask, by resource, as a bare list and in camelCase", () => {
    const dump = recorded("shop-cart", "config_dump-secrets.json") as { configs: readonly object[] };
    const byMask = {
      configs: [{ "@type": "x", dynamic_active_secrets: dump.configs }, { "@type": "other" }],
    };
    const camel = JSON.parse(
      JSON.stringify(byMask).replace(/"([a-z_]+)":/g, (name) =>
        name.replace(/_(.)/g, (_, c: string) => c.toUpperCase()),
      ),
    );
    const names = (d: unknown) =>
      secretsOfEnvoy(d).map((s) => [
        s.name,
        s.chain?.certificates[0]?.sha256,
        s.trust[0]?.roots.certificates[0]?.sha256,
      ]);
    expect(names(dump)).toHaveLength(2);
    for (const other of [byMask, dump.configs, { dynamic_active_secrets: dump.configs }, camel])
      expect(names(other)).toEqual(names(dump));
  });

  it("that wait are warming, and one that is renewed is told once", () => {
    const dump = {
      configs: [
        {
          dynamic_active_secrets: [{ name: "default", secret: {} }],
          dynamic_warming_secrets: [
            { name: "default", secret: {} },
            { name: "kubernetes://shop-tls", version_info: "uninitialized", secret: {} },
          ],
        },
      ],
    };
    expect(secretsOfEnvoy(dump).map((s) => [s.name, s.status])).toEqual([
      ["default", "active"],
      ["kubernetes://shop-tls", "warming"],
    ]);
  });

  it("may have roots for several trust domains", () => {
    const bundle = { inline_bytes: base64(recordedRoot) };
    const validator = {
      typed_config: {
        trust_domains: [
          { name: "a", trust_bundle: bundle },
          { name: "b", trust_bundle: bundle },
        ],
      },
    };
    const dump = [{ name: "ROOTCA", secret: { validation_context: { custom_validator_config: validator } } }];
    expect(secretsOfEnvoy(dump)[0]?.trust.map((t) => [t.trustDomain, t.roots.certificates.length])).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
  });
});

describe("the identities of a ztunnel", () => {
  const pem = readPem(recordedRoot).certificates[0]?.pem ?? "";
  const leaf =
    secretsOfEnvoy(recorded("shop-cart", "config_dump-secrets.json"))[0]?.chain?.certificates[0]?.pem ?? "";
  const identity = "spiffe://cluster.local/ns/shop/sa/cart";

  it("are read in the new shape and in the old one, where the root ends the chain", () => {
    const neu = {
      certificates: [
        {
          identity,
          state: "Available",
          certChain: [{ pem: base64(leaf) }],
          rootCerts: [{ pem: base64(pem) }],
        },
      ],
    };
    const old = { certificates: [{ identity, state: "Available", certChain: [{ pem: leaf }, { pem }] }] };
    const shape = (d: unknown) =>
      identitiesOfZtunnel(d).map((s) => [
        s.name,
        s.status,
        s.chain?.certificates.length,
        s.trust[0]?.roots.certificates[0]?.subject,
      ]);
    expect(shape(neu)).toEqual([[identity, "active", 1, "O=cluster.local"]]);
    expect(shape(old)).toEqual(shape(neu));
  });

  it("that failed say why", () => {
    const dump = [{ identity, state: "Unavailable: a: b", certChain: [], rootCerts: [] }];
    expect(identitiesOfZtunnel(dump)).toMatchObject([
      { status: "unavailable", because: "a: b", chain: null, trust: [] },
    ]);
  });
});

it("each kind of proxy is read in its own form, and one without a dump holds nothing", () => {
  const proxy = {
    pod: "shop/cart-1",
    certs: null,
    observedAt: null,
    configDump: recorded("shop-cart", "config_dump-secrets.json"),
  };
  expect(secretsOfProxy({ ...proxy, kind: "sidecar" })).toHaveLength(2);
  expect(secretsOfProxy({ ...proxy, kind: "ztunnel" })).toEqual([]);
  expect(secretsOfProxy({ ...proxy, kind: "sidecar", configDump: null })).toEqual([]);
});

it("leaves of /certs are told once, whatever is repeated", () => {
  const { certificates } = recorded("shop-cart", "certs.json") as { certificates: readonly object[] };
  const many = { certificates: Array.from({ length: 40 }, () => certificates).flat() };
  expect(leavesOfCerts(many)).toEqual(leavesOfCerts({ certificates }));
});
