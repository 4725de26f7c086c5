import type { JwtRule, Meta, RequestAuthentication } from "../../engine/objects.ts";
import type { Field } from "./field.ts";
import { decodeMatchLabels, decodeTargetRefs } from "./selector.ts";

const ruleFields = [
  "issuer",
  "audiences",
  "jwksUri",
  "jwks_uri",
  "jwks",
  "fromHeaders",
  "fromParams",
  "fromCookies",
  "forwardOriginalToken",
  "outputPayloadToHeader",
  "outputClaimToHeaders",
  "spaceDelimitedClaims",
  "presence",
  "timeout",
];

/** @source Istio CRD security.istio.io RequestAuthentication and its validation rules */
export function decodeRequestAuthentication(object: Field, meta: Meta): RequestAuthentication {
  const spec = object.at("spec");
  spec.only(["selector", "targetRef", "targetRefs", "jwtRules"]);
  spec.at("selector").only(["matchLabels"]);
  return {
    meta,
    selector: decodeMatchLabels(spec.at("selector")),
    targetRefs: decodeTargetRefs(spec, meta.namespace),
    jwtRules: spec.at("jwtRules").list().map(decodeJwtRule),
  };
}

function decodeJwtRule(rule: Field): JwtRule {
  rule.only(ruleFields);
  const keys = ["jwks", "jwksUri", "jwks_uri"].filter((key) => rule.has(key));
  if (keys.length > 1) rule.fail(`has ${keys.join(" and ")}`, "Keep one source of keys: jwks or jwksUri.");
  return {
    issuer: filled(rule.at("issuer")) ?? "",
    audiences: rule.at("audiences").list().map(full),
    jwksUri: decodeJwksUri(rule.at("jwksUri")) ?? decodeJwksUri(rule.at("jwks_uri")),
    jwks: rule.at("jwks").stringOr(null),
    fromHeaders: rule
      .at("fromHeaders")
      .list()
      .map((header) => ({
        name: full(header.at("name")),
        prefix: header.at("prefix").stringOr(""),
      })),
    fromParams: rule.at("fromParams").list().map(full),
    fromCookies: rule.at("fromCookies").list().map(full),
    forwardOriginalToken: rule.at("forwardOriginalToken").booleanOr(false),
    outputPayloadToHeader: rule.at("outputPayloadToHeader").stringOr(null),
    outputClaimToHeaders: rule
      .at("outputClaimToHeaders")
      .list()
      .map((output) => ({
        header: full(output.at("header")),
        claim: full(output.at("claim")),
      })),
    spaceDelimitedClaims: rule.at("spaceDelimitedClaims").list().map(full),
  };
}

function decodeJwksUri(uri: Field): string | null {
  const text = filled(uri);
  if (text !== null && !/^https?:\/\//.test(text))
    uri.fail("is no http or https address", "Write https:// and the address of the keys.");
  return text;
}

/** A text that may be absent but not empty. */
function filled(field: Field): string | null {
  return field.absent ? null : full(field);
}

function full(field: Field): string {
  return field.string() === "" ? field.fail("is empty", "Give it a value, or remove it.") : field.string();
}
