import type { PolicyRef } from "../contract/refs.ts";
import { say } from "../contract/text.ts";
import { assumed, authorizerSaysYes } from "./assumption.ts";
import { type Chain, type CompiledRule, compileRule } from "./authorization-rule.ts";
import { notRead } from "./coverage.ts";
import { allOf, anyOf, type Expression, not, yes } from "./expression.ts";
import type { AuthorizationPolicy, MeshConfig } from "./objects.ts";
import { byAge, selects } from "./selectors.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/** What one policy does on one proxy and chain. */
export interface CompiledPolicy {
  readonly policy: AuthorizationPolicy;
  readonly rules: readonly CompiledRule[];
  /** OR over the rules. */
  readonly matches: Expression;
  readonly role: "custom" | "customBad" | "customSkipped" | "deny" | "allow" | "audit" | "dryRun";
}

/** All gates of one proxy on one chain; the request passes when all four hold. */
export interface AuthorizationGates {
  readonly custom: Expression;
  readonly deny: Expression;
  readonly allow: Expression;
  readonly policies: readonly CompiledPolicy[];
  /** The policies by what they do; one list for as long as the gates live. */
  readonly by: Readonly<Record<CompiledPolicy["role"], readonly CompiledPolicy[]>>;
}

/** Go's strconv.ParseBool; anything else is logged and means false. */
export function isDryRun(policy: AuthorizationPolicy): boolean {
  return ["1", "t", "T", "TRUE", "true", "True"].includes(policy.meta.annotations["istio.io/dry-run"] ?? "");
}

type ByNamespace = ReadonlyMap<string, readonly AuthorizationPolicy[]>;
const sorted = new WeakMap<MeshSnapshot, ByNamespace>();

/** Policies of each namespace, oldest first. */
function policiesByNamespace(snapshot: MeshSnapshot): ByNamespace {
  const known =
    sorted.get(snapshot) ??
    Map.groupBy(snapshot.authorizationPolicies.toSorted(byAge), (p) => p.meta.namespace);
  sorted.set(snapshot, known);
  return known;
}

/**
 * The policies that bind one proxy: those of the root namespace and of its own namespace, all added together.
 * @param gatewayName value of the pod's gateway-name label; null for a sidecar or a classic gateway
 * @source Istio AuthorizationPolicy reference, "selector" and "targetRefs"
 */
export function applicablePolicies(
  snapshot: MeshSnapshot,
  proxy: {
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly gatewayName: string | null;
  },
): readonly AuthorizationPolicy[] {
  const root = snapshot.meshConfig.rootNamespace;
  const all = policiesByNamespace(snapshot);
  const namespaces = proxy.namespace === root ? [root] : [root, proxy.namespace];
  return namespaces.flatMap((ns) => (all.get(ns) ?? []).filter((p) => attaches(p, proxy)));
}

/** Selector or targetRefs against one proxy; shared with RequestAuthentication. */
export function attaches(
  p: Pick<AuthorizationPolicy, "meta" | "selector" | "targetRefs">,
  proxy: {
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly gatewayName: string | null;
  },
): boolean {
  if (p.targetRefs.length === 0) return selects(p.selector, proxy.labels);
  // A sidecar or a classic gateway ignores a policy with targetRefs completely.
  if (proxy.gatewayName === null || p.meta.namespace !== proxy.namespace) return false;
  return p.targetRefs.some(
    (r) =>
      r.group === "gateway.networking.k8s.io" &&
      r.kind === "Gateway" &&
      r.name === proxy.gatewayName &&
      (r.namespace === "" || r.namespace === p.meta.namespace),
  );
}

function role(
  p: AuthorizationPolicy,
  chain: Chain,
  mesh: MeshConfig,
  providers: ReadonlySet<string>,
): CompiledPolicy["role"] {
  if (p.action === "CUSTOM") {
    const provider = mesh.extensionProviders.find((x) => x.name === p.provider);
    const bad = provider === undefined || provider.type === "other" || providers.size > 1;
    // Recorded: dry run with a good provider denies what its rules cover; with a bad one the denial itself is only a dry run.
    if (bad) return isDryRun(p) ? "dryRun" : "customBad";
    if (chain === "TCP" && provider.type === "envoyExtAuthzHttp") return "customSkipped";
    return isDryRun(p) ? "customBad" : "custom";
  }
  if (isDryRun(p)) return "dryRun";
  return p.action === "AUDIT" ? "audit" : p.action === "DENY" ? "deny" : "allow";
}

const names = new WeakMap<MeshConfig, readonly string[]>();

/** The trust domain, then its aliases; one list for each mesh. */
export function trustDomainsOf(mesh: MeshConfig): readonly string[] {
  const known = names.get(mesh) ?? [mesh.trustDomain, ...mesh.trustDomainAliases];
  names.set(mesh, known);
  return known;
}

interface CompiledRules {
  readonly trustDomains: readonly string[];
  readonly rules: readonly CompiledRule[];
  readonly matches: Expression;
}
const compiledBefore = { HTTP: new WeakMap<AuthorizationPolicy, CompiledRules>(), TCP: new WeakMap() };

/** The rules of one policy, compiled once for all the proxies that it binds. */
function compiledRules(
  policy: AuthorizationPolicy,
  chain: Chain,
  trustDomains: readonly string[],
): CompiledRules {
  const known: CompiledRules | undefined = compiledBefore[chain].get(policy);
  if (known?.trustDomains === trustDomains) return known;
  const rules = policy.rules.map((_, i) => compileRule(policy, i, chain, trustDomains));
  const made = { trustDomains, rules, matches: anyOf(rules.map((r) => r.expression)) };
  compiledBefore[chain].set(policy, made);
  return made;
}

/**
 * The gates CUSTOM, DENY and ALLOW of one proxy, three-valued over the facts of a request.
 * @param chain which filter chain reads the stream
 * @returns expressions that are "yes" when the gate lets the request pass; `unknown` leaves name what was not readable
 * @throws never
 * @source Istio AuthorizationPolicy: CUSTOM, DENY, ALLOW in that order
 */
export function authorizationGates(
  snapshot: MeshSnapshot,
  policies: readonly AuthorizationPolicy[],
  namespace: string,
  chain: Chain,
): AuthorizationGates {
  const mesh = snapshot.meshConfig;
  const trustDomains = trustDomainsOf(mesh);
  // The provider of a dry run counts too: two of them are one too many.
  const providers = new Set(policies.filter((p) => p.action === "CUSTOM").map((p) => p.provider ?? ""));
  const compiled = policies.map((policy): CompiledPolicy => {
    const { rules, matches } = compiledRules(policy, chain, trustDomains);
    return { policy, rules, matches, role: role(policy, chain, mesh, providers) };
  });
  const filtered = (r: CompiledPolicy["role"]) => compiled.filter((p) => p.role === r);
  const by = {
    custom: filtered("custom"),
    customBad: filtered("customBad"),
    customSkipped: filtered("customSkipped"),
    deny: filtered("deny"),
    allow: filtered("allow"),
    audit: filtered("audit"),
    dryRun: filtered("dryRun"),
  };
  const of = (r: CompiledPolicy["role"]) => by[r];
  const because = notRead(snapshot, "AuthorizationPolicy", [mesh.rootNamespace, namespace]);
  const known: Expression = because === null ? yes : { op: "unknown", because };
  const allows = of("allow");
  return {
    policies: compiled,
    by,
    custom: allOf([
      not(anyOf(of("customBad").map((p) => p.matches))),
      ...of("custom").map((p) => anyOf([not(p.matches), asks(p.policy)])),
    ]),
    // An unread policy can only add a denial here, so a denial that is certain stays certain.
    deny: allOf([not(anyOf(of("deny").map((p) => p.matches))), known]),
    // An unread policy may be the first ALLOW, or the one that matches.
    allow: because === null ? (allows.length === 0 ? yes : anyOf(allows.map((p) => p.matches))) : known,
  };
}

/** The external authorizer's answer, as a question about the request. */
function asks(policy: AuthorizationPolicy): Expression {
  const provider = policy.provider ?? "";
  return {
    op: "test",
    test: {
      field: "authorizer",
      wanted: [provider],
      path: "spec.provider.name",
      assumes: authorizerSaysYes(provider),
      ask: (f) => assumed(f, authorizerSaysYes(provider)),
      was: () => say("notAsked"),
    },
  };
}

/** The name that Envoy gives a rule; policies are asked in the order of these names. */
export function ruleName(ref: PolicyRef): string {
  return `ns[${ref.namespace}]-policy[${ref.name}]-rule[${ref.rule ?? 0}]`;
}

export function refOf(
  object: { readonly meta: { readonly kind: string; readonly namespace: string; readonly name: string } },
  rule: number | null = null,
): PolicyRef {
  return { kind: object.meta.kind, namespace: object.meta.namespace, name: object.meta.name, rule };
}
