import type {
  CertManagerCertificate,
  CertManagerCondition,
  CertManagerIssuer,
  CertManagerRequest,
} from "../../engine/cert-manager-objects.ts";
import type { Meta } from "../../engine/objects.ts";
import type { Field } from "./field.ts";
import { publicPemIn } from "./public-pem.ts";

/** How cert-manager names the ways to issue: the one that `spec` has. */
const issuerTypes = ["acme", "ca", "selfSigned", "vault", "venafi"] as const;

/** @source cert-manager.io/v1 Certificate; no key and no certificate is read of it */
export function decodeCertificate(object: Field, meta: Meta): CertManagerCertificate {
  const [spec, status] = [object.at("spec"), object.at("status")];
  return {
    meta,
    secretName: spec.at("secretName").stringOr(""),
    issuer: issuerOf(spec.at("issuerRef")),
    dnsNames: spec.at("dnsNames").strings(),
    uris: spec.at("uris").strings(),
    isCA: spec.at("isCA").booleanOr(false),
    ready: conditionOf(status, "Ready"),
    issuing: conditionOf(status, "Issuing"),
    notBefore: status.at("notBefore").stringOr(null),
    notAfter: status.at("notAfter").stringOr(null),
    renewalTime: status.at("renewalTime").stringOr(null),
    revision: status.at("revision").integerOr(null),
    failedAttempts: status.at("failedIssuanceAttempts").integerOr(0),
    lastFailure: status.at("lastFailureTime").stringOr(null),
  };
}

/** @source cert-manager.io/v1 CertificateRequest; of its answer only certificates are kept */
export function decodeCertificateRequest(object: Field, meta: Meta): CertManagerRequest {
  const [spec, status] = [object.at("spec"), object.at("status")];
  return {
    meta,
    issuer: issuerOf(spec.at("issuerRef")),
    ready: conditionOf(status, "Ready"),
    denied: conditionOf(status, "Denied")?.status === "True",
    certificate: meta.annotations["cert-manager.io/certificate-name"] ?? null,
    revision: Number.parseInt(meta.annotations["cert-manager.io/certificate-revision"] ?? "", 10) || null,
    issued: publicPemIn(status.at("certificate").stringOr("")),
  };
}

/** @source cert-manager.io/v1 Issuer and ClusterIssuer; only of which type it is, since its settings may lead to secrets */
export function decodeIssuer(object: Field, meta: Meta): CertManagerIssuer {
  const spec = object.at("spec");
  return {
    meta,
    type: issuerTypes.find((type) => spec.has(type)) ?? null,
    ready: conditionOf(object.at("status"), "Ready"),
  };
}

function issuerOf(ref: Field): CertManagerCertificate["issuer"] {
  return { kind: ref.at("kind").stringOr("") || "Issuer", name: ref.at("name").stringOr("") };
}

function conditionOf(status: Field, type: string): CertManagerCondition | null {
  const found = status
    .at("conditions")
    .list()
    .find((condition) => condition.at("type").stringOr("") === type);
  if (found === undefined) return null;
  return {
    status: found.at("status").oneOf(["True", "False", "Unknown"], "Unknown"),
    reason: found.at("reason").stringOr(""),
    message: found.at("message").stringOr(""),
    since: found.at("lastTransitionTime").stringOr(null),
  };
}
