import type { InjectionWebhook, Meta } from "../../engine/objects.ts";
import type { Field } from "./field.ts";

/** A MutatingWebhookConfiguration; only the names of its webhooks are read. */
export function decodeInjectionWebhook(object: Field, meta: Meta): InjectionWebhook {
  return {
    meta,
    webhooks: object
      .at("webhooks")
      .list()
      .map((webhook) => webhook.at("name").stringOr("")),
  };
}
