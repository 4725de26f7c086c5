import type { TrustBundle, ValidationWebhook, WebhookTrust } from "../../engine/certificate-objects.ts";
import type { Meta } from "../../engine/objects.ts";
import type { Field } from "./field.ts";
import { pemBlocks, publicPemIn } from "./public-pem.ts";

/** Keys of a ConfigMap that make it a bundle of Istio's. */
export const bundleKeys = ["root-cert.pem", "ca-crl.pem"] as const;

/** @source Istio's ConfigMaps istio-ca-root-cert and istio-ca-crl, of whatever name */
export function decodeRootConfigMap(object: Field, meta: Meta): TrustBundle {
  const data = object.at("data");
  return {
    meta,
    pem: pemBlocks(data.at("root-cert.pem").stringOr(""), "certificates"),
    crl: pemBlocks(data.at("ca-crl.pem").stringOr(""), "crls"),
    signerName: null,
  };
}

/** @source certificates.k8s.io ClusterTrustBundle */
export function decodeClusterTrustBundle(object: Field, meta: Meta): TrustBundle {
  const spec = object.at("spec");
  return {
    meta,
    pem: pemBlocks(spec.at("trustBundle").stringOr(""), "certificates"),
    crl: "",
    signerName: spec.at("signerName").stringOr(null),
  };
}

/** @source admissionregistration.k8s.io ValidatingWebhookConfiguration */
export function decodeValidationWebhook(object: Field, meta: Meta): ValidationWebhook {
  return { meta, trust: object.at("webhooks").list().map(decodeWebhookTrust) };
}

/** The trust of one webhook of either kind of configuration. */
export function decodeWebhookTrust(webhook: Field): WebhookTrust {
  const client = webhook.at("clientConfig");
  const service = client.at("service");
  return {
    webhook: webhook.at("name").stringOr(""),
    pem: publicPemIn(client.at("caBundle").stringOr("")),
    service: service.absent
      ? null
      : `${service.at("namespace").stringOr("")}/${service.at("name").stringOr("")}`,
  };
}
