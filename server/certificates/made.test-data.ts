// Must come first: the library registers its parts by decorators.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

x509.cryptoProvider.set(webcrypto as Crypto);

/** A certificate with its key, which only these tests ever see. */
export interface Made {
  readonly pem: string;
  readonly name: string;
  readonly keys: CryptoKeyPair;
}

/** How a certificate is made; whatever is left out is as Istio makes it. */
export interface Making {
  readonly name?: string;
  readonly signer?: Made;
  /** Seconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly spiffeId?: string;
  readonly dnsName?: string;
  readonly authority?: boolean;
  readonly pathLength?: number;
  readonly keys?: CryptoKeyPair;
  readonly rsaBits?: number;
  readonly hash?: "SHA-1" | "SHA-256";
  readonly clientOnly?: boolean;
  readonly serial?: string;
}

const usages: readonly KeyUsage[] = ["sign", "verify"];
// Of Node's own types and the browser's the library names the latter; they are the same objects.
const newKeys = (rsaBits: number | undefined, hash: string): Promise<CryptoKeyPair> =>
  (rsaBits === undefined
    ? webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, usages)
    : webcrypto.subtle.generateKey(
        {
          name: "RSASSA-PKCS1-v1_5",
          hash,
          publicExponent: new Uint8Array([1, 0, 1]),
          modulusLength: rsaBits,
        },
        true,
        usages,
      )) as Promise<CryptoKeyPair>;

let serial = 4096;

/** Makes one certificate; without a signer it signs itself. */
export async function make(of: Making): Promise<Made> {
  const { hash = "SHA-256", name = "", signer } = of;
  const keys = of.keys ?? (await newKeys(of.rsaBits, hash));
  serial += 1;
  const names: x509.JsonGeneralNames = [
    ...(of.spiffeId === undefined ? [] : [{ type: "url" as const, value: of.spiffeId }]),
    ...(of.dnsName === undefined ? [] : [{ type: "dns" as const, value: of.dnsName }]),
  ];
  const signing = signer?.keys ?? keys;
  const algorithm = signing.privateKey.algorithm.name;
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: of.serial ?? serial.toString(16).padStart(8, "0"),
    subject: name === "" ? "" : `CN=${name}`,
    issuer: signer === undefined ? `CN=${name}` : `CN=${signer.name}`,
    notBefore: new Date(of.from * 1000),
    notAfter: new Date(of.to * 1000),
    publicKey: keys.publicKey,
    signingKey: signing.privateKey,
    signingAlgorithm: { name: algorithm, hash },
    extensions: [
      new x509.BasicConstraintsExtension(of.authority === true, of.pathLength, true),
      ...(of.authority === true
        ? [new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true)]
        : [
            new x509.ExtendedKeyUsageExtension(
              of.clientOnly ? ["1.3.6.1.5.5.7.3.2"] : ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"],
            ),
          ]),
      ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names, true)]),
    ],
  });
  return { pem: `${made.toString("pem")}\n`, name, keys };
}
