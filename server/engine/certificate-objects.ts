import type { Meta } from "./objects.ts";

/** A MutatingWebhookConfiguration: its labels name the revision, and the tag, that it injects for. */
export interface InjectionWebhook {
  readonly meta: Meta;
  /** Names of its webhooks. */
  readonly webhooks: readonly string[];
  readonly trust: readonly WebhookTrust[];
}

/** Whom the API server trusts to be the server of one webhook. */
export interface WebhookTrust {
  readonly webhook: string;
  /** Certificates as PEM; empty when the API server's own roots count. */
  readonly pem: string;
  /** `namespace/name` of its Service; null for a URL. */
  readonly service: string | null;
}

/** Roots that Istio hands to workloads: a ConfigMap with `root-cert.pem`, or a ClusterTrustBundle. No verdict depends on it. */
export interface TrustBundle {
  readonly meta: Meta;
  /** Certificates as PEM, in their order; a block that is none is empty. */
  readonly pem: string;
  /** Revocation lists as PEM; empty when there are none. */
  readonly crl: string;
  /** Of a ClusterTrustBundle. */
  readonly signerName: string | null;
}

/** A ValidatingWebhookConfiguration, and whom the API server trusts to be its servers. */
export interface ValidationWebhook {
  readonly meta: Meta;
  readonly trust: readonly WebhookTrust[];
}
