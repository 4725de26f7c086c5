import type { InjectionWebhook } from "../../engine/certificate-objects.ts";
import type { Meta } from "../../engine/objects.ts";
import type { Field } from "./field.ts";
import { decodeWebhookTrust } from "./trust-bundle.ts";

/** A MutatingWebhookConfiguration: the names of its webhooks, and whom the API server trusts to be their servers. */
export function decodeInjectionWebhook(object: Field, meta: Meta): InjectionWebhook {
  const webhooks = object.at("webhooks").list();
  return {
    meta,
    webhooks: webhooks.map((webhook) => webhook.at("name").stringOr("")),
    trust: webhooks.map(decodeWebhookTrust),
  };
}
