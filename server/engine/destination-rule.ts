import type { DestinationRule } from "./objects.ts";
import { byAge, selects } from "./selectors.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/** DestinationRules of one host in one index, merged as istiod merges them. */
export interface MergedRule {
  readonly host: string;
  readonly exportTo: readonly string[];
  readonly namespace: string;
  readonly workloadSelector: DestinationRule["workloadSelector"];
  /** The rule whose trafficPolicy is in force. */
  readonly trafficPolicy: DestinationRule["trafficPolicy"];
  readonly trafficPolicyOf: DestinationRule;
  readonly subsets: readonly (DestinationRule["subsets"][number] & {
    readonly of: DestinationRule;
    readonly index: number;
  })[];
  readonly rules: readonly DestinationRule[];
}

type Index = Map<string, MergedRule[]>;
interface Indexes {
  readonly local: Map<string, Index>;
  readonly exported: Map<string, Index>;
  readonly rootLocal: Index;
}

const made = new WeakMap<MeshSnapshot, Indexes>();

/** Text without a dot is a Service of the rule's own namespace; all else is taken literally. */
export function resolveRuleHost(host: string, namespace: string, clusterDomain: string): string {
  const lower = host.toLowerCase();
  return lower.includes(".") || lower.includes("*") || lower.includes(":")
    ? lower
    : `${lower}.${namespace}.svc.${clusterDomain}`;
}

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((x) => b.includes(x));
const sameLabels = (a: DestinationRule["workloadSelector"], b: DestinationRule["workloadSelector"]) =>
  JSON.stringify(Object.entries(a ?? {}).toSorted()) === JSON.stringify(Object.entries(b ?? {}).toSorted());

function put(index: Index, host: string, rule: DestinationRule, exportTo: readonly string[]): void {
  const entries = index.get(host) ?? [];
  index.set(host, entries);
  let separate = true;
  for (let i = 0; i < entries.length; i += 1) {
    const e = entries[i];
    if (e === undefined) continue;
    if (sameSet(exportTo, e.exportTo)) separate = false;
    else if (e.exportTo.length > 0 && e.exportTo.every((x) => exportTo.includes(x))) separate = true;
    else {
      separate = true;
      continue;
    }
    if (
      rule.workloadSelector !== null &&
      e.workloadSelector !== null &&
      !sameLabels(rule.workloadSelector, e.workloadSelector)
    ) {
      separate = true;
      continue;
    }
    if (
      (rule.workloadSelector === null && e.workloadSelector === null) ||
      (rule.workloadSelector !== null && e.workloadSelector !== null)
    )
      separate = false;
    entries[i] = merge(e, rule);
  }
  if (separate) entries.push(first(host, rule, exportTo));
}

function subsetsOf(rule: DestinationRule): MergedRule["subsets"] {
  return rule.subsets.map((s, index) => ({ ...s, of: rule, index }));
}

function first(host: string, rule: DestinationRule, exportTo: readonly string[]): MergedRule {
  return {
    host,
    exportTo,
    namespace: rule.meta.namespace,
    workloadSelector: rule.workloadSelector,
    trafficPolicy: rule.trafficPolicy,
    trafficPolicyOf: rule,
    subsets: subsetsOf(rule),
    rules: [rule],
  };
}

/** The older rule's trafficPolicy stays whole; subsets are added, a known name is dropped. */
function merge(e: MergedRule, rule: DestinationRule): MergedRule {
  const known = new Set(e.subsets.map((s) => s.name));
  return {
    ...e,
    subsets: [...e.subsets, ...subsetsOf(rule).filter((s) => !known.has(s.name))],
    ...(e.trafficPolicy === null && rule.trafficPolicy !== null
      ? { trafficPolicy: rule.trafficPolicy, trafficPolicyOf: rule }
      : {}),
    rules: [...e.rules, rule],
  };
}

function indexesOf(snapshot: MeshSnapshot): Indexes {
  const known = made.get(snapshot);
  if (known !== undefined) return known;
  const { meshConfig } = snapshot;
  const indexes: Indexes = { local: new Map(), exported: new Map(), rootLocal: new Map() };
  const at = (m: Map<string, Index>, ns: string) => {
    const index = m.get(ns) ?? new Map<string, MergedRule[]>();
    m.set(ns, index);
    return index;
  };
  const sorted = snapshot.destinationRules.toSorted((a, b) => {
    const bySelector = Number(b.workloadSelector !== null) - Number(a.workloadSelector !== null);
    return bySelector !== 0 ? bySelector : byAge(a, b);
  });
  for (const rule of sorted) {
    const ns = rule.meta.namespace;
    const host = resolveRuleHost(rule.host, ns, meshConfig.clusterDomain);
    const exportTo = rule.workloadSelector === null ? rule.exportTo : ["."];
    if (exportTo.length === 0 || ["*", ".", ns].some((x) => exportTo.includes(x)))
      put(at(indexes.local, ns), host, rule, exportTo);
    const privateOnly =
      (exportTo.length === 0 && meshConfig.defaultDestinationRuleExportTo.includes(".")) ||
      (exportTo.length === 1 && (exportTo[0] === "." || exportTo[0] === ns));
    if (!privateOnly) put(at(indexes.exported, ns), host, rule, exportTo);
    else if (ns === meshConfig.rootNamespace) put(indexes.rootLocal, host, rule, exportTo);
  }
  made.set(snapshot, indexes);
  return indexes;
}

function mostSpecific(index: Index | undefined, host: string): readonly MergedRule[] {
  if (index === undefined) return [];
  const exact = index.get(host);
  if (exact !== undefined) return exact;
  let best: string | null = null;
  for (const key of index.keys()) {
    if (!key.startsWith("*") || !host.endsWith(key.slice(1))) continue;
    if (key !== "*" && host.length <= key.length - 1) continue;
    if (best === null || key.length > best.length || (key.length === best.length && key < best)) best = key;
  }
  return best === null ? [] : (index.get(best) ?? []);
}

/**
 * The rule that a client's proxy uses for one host: client namespace, service namespace, root namespace; first hit wins whole.
 * @returns the merged rule or null, and rules for the same host that it hides
 * @throws never
 * @source Istio DestinationRule, exportTo and lookup order; recorded outcomes
 */
export function chooseRule(
  snapshot: MeshSnapshot,
  client: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> },
  host: string,
  serviceNamespace: string,
): MergedRule | null {
  const indexes = indexesOf(snapshot);
  const root = snapshot.meshConfig.rootNamespace;
  const name = host.toLowerCase();
  const own = client.namespace === root ? indexes.rootLocal : indexes.local.get(client.namespace);
  const local = mostSpecific(own, name);
  if (local.length > 0) return selected(local, client);
  for (const ns of serviceNamespace === root ? [root] : [serviceNamespace, root]) {
    const all = mostSpecific(indexes.exported.get(ns), name);
    const found = all.length === 0 ? all : all.filter((m) => isExported(m, client.namespace));
    if (found.length > 0) return selected(found, client);
  }
  return null;
}

const isExported = (m: MergedRule, client: string) =>
  m.exportTo.length === 0 ||
  m.exportTo.includes("*") ||
  m.exportTo.includes(client) ||
  (m.exportTo.includes(".") && m.namespace === client);

/** Among rules of one place the one that selects the client's pod counts before the last one without a selector. */
function selected(
  found: readonly MergedRule[],
  client: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> },
): MergedRule | null {
  const own = found.find(
    (m) =>
      m.workloadSelector !== null &&
      m.namespace === client.namespace &&
      selects(m.workloadSelector, client.labels),
  );
  return own ?? found.findLast((m) => m.workloadSelector === null) ?? null;
}

interface Named {
  readonly exact: ReadonlyMap<string, readonly DestinationRule[]>;
  readonly wild: readonly { readonly suffix: string; readonly rule: DestinationRule }[];
}
const named = new WeakMap<MeshSnapshot, Named>();

function namedRules(snapshot: MeshSnapshot): Named {
  const known = named.get(snapshot);
  if (known !== undefined) return known;
  const all = snapshot.destinationRules.map((rule) => ({
    rule,
    host: resolveRuleHost(rule.host, rule.meta.namespace, snapshot.meshConfig.clusterDomain),
  }));
  const exact = new Map<string, DestinationRule[]>();
  for (const { rule, host } of all) {
    const list = exact.get(host) ?? [];
    list.push(rule);
    exact.set(host, list);
  }
  const wild = all
    .filter((x) => x.host.startsWith("*"))
    .map((x) => ({ suffix: x.host.slice(1), rule: x.rule }));
  const index = { exact, wild };
  named.set(snapshot, index);
  return index;
}

/** Rules that name this host, wherever they stand; to tell which ones a nearer rule hides. */
export function rulesForHost(snapshot: MeshSnapshot, host: string): readonly DestinationRule[] {
  const name = host.toLowerCase();
  const { exact, wild } = namedRules(snapshot);
  return [...(exact.get(name) ?? []), ...wild.filter((w) => name.endsWith(w.suffix)).map((w) => w.rule)];
}
