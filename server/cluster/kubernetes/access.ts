import "server-only";
import { isObject } from "../decode/field.ts";
import type { Connection } from "./connection.ts";
import { parseObject } from "./watch-events.ts";

/** What the API server says that one may do in a namespace. */
export interface NamespaceRules {
  readonly rules: readonly {
    readonly verbs: readonly string[];
    readonly groups: readonly string[];
    readonly resources: readonly string[];
    /** Empty for every object. */
    readonly names: readonly string[];
  }[];
  /** True when there may be more rights than these. */
  readonly incomplete: boolean;
}

/**
 * Asks what one may do in a namespace.
 * @throws ApiError
 */
export async function rulesIn(
  connection: Connection,
  namespace: string,
  signal: AbortSignal,
  within: number,
): Promise<NamespaceRules> {
  const body = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectRulesReview",
    spec: { namespace },
  };
  const path = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";
  const { text } = await connection.ask({ path, body, signal }, within);
  return readRules(parseObject(text, connection.parties));
}

/** @throws never */
export function readRules(review: Readonly<Record<string, unknown>>): NamespaceRules {
  const status = isObject(review.status) ? review.status : {};
  const rules = Array.isArray(status.resourceRules) ? status.resourceRules.filter(isObject) : [];
  return {
    rules: rules.map((rule) => ({
      verbs: texts(rule.verbs),
      groups: texts(rule.apiGroups),
      resources: texts(rule.resources),
      names: texts(rule.resourceNames),
    })),
    incomplete: status.incomplete === true || !Array.isArray(status.resourceRules),
  };
}

/** Whether a collection, or its one object of a name, may be listed and watched; `maybe` when only a try can tell. */
export function mayRead(
  { rules, incomplete }: NamespaceRules,
  group: string,
  plural: string,
  only?: string,
): "yes" | "no" | "maybe" {
  const may = (verb: string) =>
    rules.some(
      (rule) =>
        (rule.names.length === 0 || (only !== undefined && rule.names.includes(only))) &&
        has(rule.verbs, verb) &&
        has(rule.groups, group) &&
        has(rule.resources, plural),
    );
  if (may("list") && may("watch")) return "yes";
  return incomplete ? "maybe" : "no";
}

const has = (list: readonly string[], wanted: string) => list.includes("*") || list.includes(wanted);

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
