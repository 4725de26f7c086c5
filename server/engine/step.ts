import type { ReasonCode } from "../contract/reasons.ts";
import type { PolicyRef } from "../contract/refs.ts";
import { say } from "../contract/text.ts";
import type { Step } from "../contract/verdict.ts";
import type { Meta } from "./objects.ts";

/** A policy as texts name it: `PeerAuthentication shop/default`. */
function policyName(object: { readonly meta: Meta }): string {
  return `${object.meta.kind} ${object.meta.namespace}/${object.meta.name}`;
}

/** Lines are looked up once: one policy is told of on thousands of edges. */
const lines = new WeakMap<Meta, Map<string, number | null>>();
function lineOf(meta: Meta, path: string): number | null {
  const known = lines.get(meta) ?? new Map<string, number | null>();
  lines.set(meta, known);
  const before = known.get(path);
  if (before !== undefined) return before;
  const line = meta.lineOf(path);
  known.set(path, line);
  return line;
}

interface About {
  readonly object?: { readonly meta: Meta } | null;
  readonly path?: string | null;
  readonly rule?: number | null;
  readonly state?: Step["state"];
}

/**
 * One line of explanation: the reason with its values.
 * @returns a step whose file and line are those of `path` in the object, where the source knows them
 */
export function step(code: ReasonCode, values: Readonly<Record<string, string>>, about: About = {}): Step {
  const object = about.object ?? null;
  const all: Readonly<Record<string, string>> =
    object === null ? values : { policy: policyName(object), ...values };
  const path = about.path ?? null;
  const policy: PolicyRef | null =
    object === null
      ? null
      : {
          kind: object.meta.kind,
          namespace: object.meta.namespace,
          name: object.meta.name,
          rule: about.rule ?? null,
        };
  return {
    code,
    text: say(code, all),
    values: all,
    policy,
    path,
    state: about.state ?? "passes",
    file: object?.meta.origin?.file ?? null,
    line:
      object === null
        ? null
        : ((path === null ? null : lineOf(object.meta, path)) ?? object.meta.origin?.line ?? null),
  };
}
