import type { Controller, Meta } from "../../engine/objects.ts";
import type { Field } from "./field.ts";
import { decodeOwner, decodePodTemplate } from "./pod.ts";

/** Deployment, ReplicaSet, StatefulSet, DaemonSet or Job. */
export function decodeController(object: Field, meta: Meta): Controller {
  const spec = object.at("spec");
  const template = spec.at("template");
  return {
    meta,
    owner: decodeOwner(object),
    replicas: spec.at("replicas").integerOr(null),
    template: template.absent ? null : decodePodTemplate(template),
  };
}
