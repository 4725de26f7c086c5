import { isMap, isNode, isScalar, isSeq } from "yaml";
import type { Words } from "../look/words.ts";
import { at, mapAt } from "./spec-view.ts";
import { readYaml } from "./yaml-edit.ts";
import { type Schema, schemaOf } from "./yaml-schema.ts";
import type { Json, Path } from "./yaml-value.ts";

/** Something wrong at a place of the text. */
export interface YamlProblem {
  /** Offsets in the text. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** The document cannot be read at all. */
  readonly syntax: boolean;
}

/** In `metadata` of a live object there is more than a person writes. */
const ofTheServer = new Set([
  "creationTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "uid",
  "selfLink",
  "finalizers",
  "ownerReferences",
  "generateName",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
]);

/**
 * What is wrong with the YAML of a policy: its syntax, fields that the API does not have, values of another type, and the rules that
 * Istio's definitions put to the whole object (source: the CEL rules of the CRDs).
 */
export function yamlProblems(text: string, kind: string, words: Words["change"]): readonly YamlProblem[] {
  const document = readYaml(text);
  if (document.errors.length > 0)
    return document.errors.map(({ message, pos }) => ({
      from: pos[0],
      to: Math.max(pos[1], pos[0] + 1),
      text: message.split("\n")[0] ?? "",
      syntax: true,
    }));
  const found: YamlProblem[] = [];
  const tell = (node: unknown, said: string) => {
    const range = isNode(node) ? node.range : null;
    found.push({ from: range?.[0] ?? 0, to: range?.[1] ?? 0, text: said, syntax: false });
  };
  const walk = (node: unknown, schema: Schema, path: Path): void => {
    if (isMap(node)) {
      if (schema.item !== undefined || schema.type !== undefined || schema.values !== undefined)
        return void tell(node, words.problem.notMap(last(path)));
      for (const { key, value } of node.items) {
        const name = String(isScalar(key) ? key.value : key);
        const inner = schema.keys?.[name] ?? schema.any;
        if (inner !== undefined) walk(value, inner, [...path, name]);
        else if (
          schema.keys !== undefined &&
          !(path.length === 1 && path[0] === "metadata" && ofTheServer.has(name))
        ) {
          if (path.length === 0 && name === "status") continue;
          tell(key, words.problem.noField(name, nearest(name, Object.keys(schema.keys))));
        }
      }
    } else if (isSeq(node)) {
      if (
        schema.item === undefined &&
        (schema.keys !== undefined ||
          schema.any !== undefined ||
          schema.type !== undefined ||
          schema.values !== undefined)
      )
        return void tell(node, words.problem.notList(last(path)));
      if (schema.item !== undefined)
        for (const [i, item] of node.items.entries()) walk(item, schema.item, [...path, i]);
    } else if (isScalar(node)) {
      const { value } = node;
      // A key without a value says nothing, which most fields allow.
      if (value === null) return;
      if (schema.item !== undefined) return void tell(node, words.problem.wantsList(last(path)));
      if (schema.keys !== undefined || schema.any !== undefined)
        return void tell(node, words.problem.wantsMap(last(path)));
      if (schema.values !== undefined) {
        if (!schema.values.includes(String(value)))
          tell(node, words.problem.notOneOf(last(path), schema.values.join(", ")));
      } else if (schema.type === "text" && typeof value !== "string")
        tell(node, words.problem.quote(String(value)));
      else if (schema.type === "boolean" && typeof value !== "boolean")
        tell(node, words.problem.notBoolean(last(path)));
      else if (schema.type === "number" && typeof value !== "number")
        tell(node, words.problem.notNumber(last(path)));
    }
  };
  walk(document.contents, schemaOf(kind), []);
  const value = document.toJS() as Json;
  for (const [path, said] of wholeProblems(value, words)) tell(document.getIn(path, true), said);
  return found;
}

const last = (path: Path): string => String(path.findLast((key) => typeof key === "string") ?? "");

const has = (value: Json | undefined): boolean => value !== undefined && value !== null;

/** The rules that no single field shows. */
function wholeProblems(value: Json, words: Words["change"]): readonly (readonly [Path, string])[] {
  const said: (readonly [Path, string])[] = [];
  const spec = mapAt(value, ["spec"]);
  const aims = ["selector", "targetRef", "targetRefs"].filter((name) => has(spec[name]));
  if (aims.length > 1) said.push([["spec", aims.at(-1) ?? ""], words.problem.oneAim(aims.join(", "))]);
  const ports = mapAt(spec, ["portLevelMtls"]);
  if (has(spec.portLevelMtls)) {
    if (Object.keys(mapAt(spec, ["selector", "matchLabels"])).length === 0)
      said.push([["spec", "portLevelMtls"], words.problem.portsNeedSelector]);
    if (
      Object.keys(ports).some((port) => !/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    )
      said.push([["spec", "portLevelMtls"], words.warn.noPort]);
  }
  const rules = spec.rules;
  if (Array.isArray(rules))
    for (const [i, rule] of (rules as readonly Json[]).entries()) {
      const from = at(rule, ["from"]);
      for (const [j, item] of (Array.isArray(from) ? (from as readonly Json[]) : []).entries()) {
        const source = mapAt(item, ["source"]);
        const accounts = has(source.serviceAccounts) || has(source.notServiceAccounts);
        const others = ["principals", "notPrincipals", "namespaces", "notNamespaces"].some((name) =>
          has(source[name]),
        );
        if (accounts && others)
          said.push([["spec", "rules", i, "from", j, "source"], words.problem.accountsAlone]);
      }
      for (const [j, condition] of listOf(at(rule, ["when"])).entries())
        if (!has(at(condition, ["key"])) || at(condition, ["key"]) === "")
          said.push([["spec", "rules", i, "when", j], words.problem.needsKey]);
    }
  for (const [i, rule] of listOf(spec.jwtRules).entries())
    if (["jwks", "jwksUri", "jwks_uri"].filter((name) => has(at(rule, [name]))).length > 1)
      said.push([["spec", "jwtRules", i], words.jwt.oneOf]);
  if (mapAt(value).kind === "AuthorizationPolicy" && (spec.action === "CUSTOM") !== has(spec.provider))
    said.push([["spec", spec.action === "CUSTOM" ? "action" : "provider"], words.problem.provider]);
  return said;
}

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

/** The name that is meant most probably; null when none is near. */
function nearest(name: string, names: readonly string[]): string | null {
  const [best] = names
    .map((known) => ({ known, far: distance(name.toLowerCase(), known.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far);
  return best !== undefined && best.far <= Math.max(2, name.length / 3) ? best.known : null;
}

/** How many letters differ (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++)
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === b[j] ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
