import type { Finding } from "../../contract/findings.ts";
import { say } from "../../contract/text.ts";
import { conditionField, operationFields, sourceFields } from "../match/field.ts";
import { matchString } from "../match/string.ts";
import type { AuthorizationPolicy } from "../objects.ts";
import type { About, Check } from "./check.ts";
import { finding } from "./finding.ts";

const methods = [
  ..."GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH".split(" "),
  // WebDAV, its relatives, and caches
  ..."PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK SEARCH REPORT MKCALENDAR ACL BIND UNBIND REBIND LINK UNLINK".split(
    " ",
  ),
  ..."CHECKIN CHECKOUT MERGE MKACTIVITY MKWORKSPACE UNCHECKOUT UPDATE LABEL ORDERPATCH BASELINE-CONTROL PURGE BAN".split(
    " ",
  ),
  ..."NOTIFY SUBSCRIBE UNSUBSCRIBE M-SEARCH PRI QUERY".split(" "),
];

/** Conditions that Istio does not know, and values that it cannot read. */
export const fields: Check<"AuthorizationPolicy"> = {
  codes: ["unknownKey", "unusableValue", "starRequestPrincipal", "deadMethod", "splitRule"],
  kinds: ["AuthorizationPolicy"],
  needs: [],
  alone: true,
  find: ({ object }: About<"AuthorizationPolicy">) => [
    ...object.rules.flatMap((rule, r) => [
      ...unusable(object, r),
      ...rule.from.flatMap((s, i) =>
        stars(object, s.requestPrincipals, `spec.rules[${r}].from[${i}].source.requestPrincipals`),
      ),
      ...rule.when.flatMap((w, i) =>
        w.key === "request.auth.principal"
          ? stars(object, w.values, `spec.rules[${r}].when[${i}].values`)
          : [],
      ),
      ...rule.to.flatMap((to, i) =>
        (["methods", "notMethods"] as const).flatMap((field) =>
          to[field].flatMap((value, k) =>
            methods.some((m) => matchString(value, m))
              ? []
              : [
                  finding(
                    object,
                    "deadMethod",
                    { value },
                    { path: `spec.rules[${r}].to[${i}].operation.${field}[${k}]` },
                  ),
                ],
          ),
        ),
      ),
    ]),
    ...splitRules(object),
  ],
};

const stars = (policy: AuthorizationPolicy, values: readonly string[], path: string) =>
  values.flatMap((value, k) =>
    value === "*/*" ? [finding(policy, "starRequestPrincipal", {}, { path: `${path}[${k}]` })] : [],
  );

/** Values that the field cannot parse: an ALLOW rule goes with them, another action loses them. */
function unusable(policy: AuthorizationPolicy, r: number): readonly Finding[] {
  const rule = policy.rules[r];
  if (rule === undefined) return [];
  const effect = say(policy.action === "ALLOW" ? "ruleDropped" : "valueLost");
  const bad = (usable: (value: string) => boolean, values: readonly string[], field: string, path: string) =>
    values.flatMap((value, k) =>
      usable(value)
        ? []
        : [finding(policy, "unusableValue", { value, field, effect }, { path: `${path}[${k}]` })],
    );
  const addresses = ["ipBlocks", "notIpBlocks", "remoteIpBlocks", "notRemoteIpBlocks"] as const;
  return [
    ...rule.from.flatMap((s, i) =>
      addresses.flatMap((f) =>
        bad(sourceFields.ipBlocks.usable, s[f], f, `spec.rules[${r}].from[${i}].source.${f}`),
      ),
    ),
    ...rule.to.flatMap((o, i) =>
      (["ports", "notPorts"] as const).flatMap((f) =>
        bad(operationFields.ports.usable, o[f], f, `spec.rules[${r}].to[${i}].operation.${f}`),
      ),
    ),
    ...rule.when.flatMap((w, i) => {
      const field = conditionField(w.key);
      const at = `spec.rules[${r}].when[${i}]`;
      if (field === null) return [finding(policy, "unknownKey", { value: w.key }, { path: `${at}.key` })];
      // A key without its name: no value helps it.
      if (
        /^request\.(headers|auth\.claims)/.test(w.key) &&
        [...w.values, ...w.notValues].some((v) => !field.usable(v))
      )
        return [
          finding(policy, "unusableValue", { value: w.key, field: "key", effect }, { path: `${at}.key` }),
        ];
      return [
        ...bad(field.usable, w.values, w.key, `${at}.values`),
        ...bad(field.usable, w.notValues, w.key, `${at}.notValues`),
      ];
    }),
  ];
}

/** Two rules, one with from alone and then one with to alone: most likely one dash too many. */
function splitRules(policy: AuthorizationPolicy): readonly Finding[] {
  const [first, second] = policy.rules;
  if (policy.action !== "ALLOW" || policy.rules.length !== 2 || first === undefined || second === undefined)
    return [];
  const isSplit =
    first.from.length > 0 && first.to.length === 0 && second.from.length === 0 && second.to.length > 0;
  return isSplit && first.when.length === 0 && second.when.length === 0
    ? [finding(policy, "splitRule", { rule: "0", next: "1" }, { path: "spec.rules[1]" })]
    : [];
}
