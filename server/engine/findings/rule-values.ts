import type { AuthorizationPolicy, AuthorizationSource } from "../objects.ts";

/** One value of a rule, with the field that holds it. */
export interface Value {
  readonly value: string;
  readonly path: string;
  /** Name of the field, or the key of the condition. */
  readonly field: string;
  /** True for `notX` and `notValues`. */
  readonly negative: boolean;
  readonly rule: number;
}

/** A field of `source` by the key that means the same in `when`. */
const keys = {
  principals: "source.principal",
  namespaces: "source.namespace",
  serviceAccounts: "source.serviceAccount",
  trustDomains: "source.trustDomain",
  requestPrincipals: "request.auth.principal",
} as const;
export type SourceField = keyof typeof keys;

const negatives = {
  principals: "notPrincipals",
  namespaces: "notNamespaces",
  serviceAccounts: "notServiceAccounts",
  trustDomains: "notTrustDomains",
  requestPrincipals: "notRequestPrincipals",
} as const satisfies Record<SourceField, keyof AuthorizationSource>;

/** All values of one field of `source`, positive and negative, from `from` and `when` alike. */
export function ruleValues(policy: AuthorizationPolicy, field: SourceField): readonly Value[] {
  const found: Value[] = [];
  for (const [rule, { from, when }] of policy.rules.entries()) {
    const add = (values: readonly string[], path: string, name: string, negative: boolean) => {
      for (const [i, value] of values.entries())
        found.push({ value, path: `${path}[${i}]`, field: name, negative, rule });
    };
    for (const [i, source] of from.entries()) {
      const path = `spec.rules[${rule}].from[${i}].source`;
      add(source[field], `${path}.${field}`, field, false);
      add(source[negatives[field]], `${path}.${negatives[field]}`, negatives[field], true);
    }
    for (const [i, w] of when.entries()) {
      if (w.key !== keys[field]) continue;
      add(w.values, `spec.rules[${rule}].when[${i}].values`, w.key, false);
      add(w.notValues, `spec.rules[${rule}].when[${i}].notValues`, w.key, true);
    }
  }
  return found;
}

/** Every value that asks who calls, by certificate. */
export const identityValues = (policy: AuthorizationPolicy): readonly Value[] =>
  (["principals", "namespaces", "serviceAccounts", "trustDomains"] as const).flatMap((field) =>
    ruleValues(policy, field),
  );
