import type {
  AuthorizationCondition,
  AuthorizationOperation,
  AuthorizationPolicy,
  AuthorizationRule,
  AuthorizationSource,
  Meta,
} from "../../engine/objects.ts";
import type { Field } from "./field.ts";
import { decodeMatchLabels, decodeTargetRefs } from "./selector.ts";

const actions = ["ALLOW", "DENY", "AUDIT", "CUSTOM"] as const;

const sourceFields = [
  "principals",
  "notPrincipals",
  "requestPrincipals",
  "notRequestPrincipals",
  "namespaces",
  "notNamespaces",
  "serviceAccounts",
  "notServiceAccounts",
  "trustDomains",
  "notTrustDomains",
  "ipBlocks",
  "notIpBlocks",
  "remoteIpBlocks",
  "notRemoteIpBlocks",
] as const satisfies readonly (keyof AuthorizationSource)[];

const operationFields = [
  "hosts",
  "notHosts",
  "ports",
  "notPorts",
  "methods",
  "notMethods",
  "paths",
  "notPaths",
] as const satisfies readonly (keyof AuthorizationOperation)[];

/** @source Istio CRD security.istio.io AuthorizationPolicy and its validation rules */
export function decodeAuthorizationPolicy(object: Field, meta: Meta): AuthorizationPolicy {
  const spec = object.at("spec");
  spec.only(["selector", "targetRef", "targetRefs", "action", "provider", "rules"]);
  spec.at("selector").only(["matchLabels"]);
  return {
    meta,
    selector: decodeMatchLabels(spec.at("selector")),
    targetRefs: decodeTargetRefs(spec, meta.namespace),
    action: spec.at("action").oneOf(actions, "ALLOW"),
    provider: spec.at("provider").at("name").stringOr(null),
    rules: spec.at("rules").list().map(decodeRule),
  };
}

function decodeRule(rule: Field): AuthorizationRule {
  rule.only(["from", "to", "when"]);
  return {
    from: rule
      .at("from")
      .list()
      .map((from) => decodeSource(inner(from, "source"))),
    to: rule
      .at("to")
      .list()
      .map((to) => decodeOperation(inner(to, "operation"))),
    when: rule.at("when").list().map(decodeCondition),
  };
}

// `from: [{principals: …}]` without `source` is a common slip: the API server drops the field and the entry matches all.
function inner(entry: Field, key: "source" | "operation"): Field {
  entry.only([key]);
  return entry.at(key);
}

function decodeSource(source: Field): AuthorizationSource {
  source.only(sourceFields);
  const accounts = source.has("serviceAccounts") || source.has("notServiceAccounts");
  const others = ["principals", "notPrincipals", "namespaces", "notNamespaces"].filter((key) =>
    source.has(key),
  );
  if (accounts && others.length > 0)
    source.fail(`has service accounts beside ${others.join(", ")}`, "Put them into two entries of from.");
  return lists(source, sourceFields);
}

function decodeOperation(operation: Field): AuthorizationOperation {
  operation.only(operationFields);
  return lists(operation, operationFields);
}

function decodeCondition(condition: Field): AuthorizationCondition {
  condition.only(["key", "values", "notValues"]);
  return { key: condition.at("key").string(), ...lists(condition, ["values", "notValues"]) };
}

function lists<Key extends string>(object: Field, keys: readonly Key[]): Record<Key, readonly string[]> {
  const read = keys.map((key) => [key, object.at(key).strings()] as const);
  return Object.fromEntries(read) as Record<Key, readonly string[]>;
}
