import type { ChangeChoices } from "../../server/contract/change.ts";
import type { Words } from "../look/words.ts";
import type { Option } from "../ui/Combobox.tsx";
import type { Takes } from "./fields.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"];

const pathExamples = [
  ["/api/*", "starts"],
  ["*/info", "ends"],
  ["/api/{*}/orders", "part"],
  ["/api/{**}", "parts"],
] as const;

/** What stands in an empty field. */
export const placeholderFor = (takes: Takes, words: Words["change"]): string => {
  switch (takes) {
    case "trustDomains":
      return "cluster.local";
    case "methods":
      return "GET";
    case "paths":
      return "/api/*";
    case "hosts":
      return "orders.shop";
    case "addresses":
      return "10.0.0.0/8";
    case "ports":
      return "8080";
    default:
      return words.hints[takes];
  }
};

/** The principal of `namespace/account`. */
const principal = (choices: ChangeChoices, account: string): string => {
  const [namespace = "", name = ""] = account.split("/");
  return `${choices.trustDomain}/ns/${namespace}/sa/${name}`;
};

/**
 * What can be picked for a field.
 * @param selected ids of the workloads that the policy selects: their ports are offered
 */
export function offersFor(
  takes: Takes,
  choices: ChangeChoices,
  selected: ReadonlySet<string>,
  words: Words["change"],
): readonly Option[] {
  switch (takes) {
    case "principals":
      return choices.accounts.map((account) => ({
        value: principal(choices, account),
        hint: words.runs(workloadsAs(choices, account)),
      }));
    case "accounts":
      return choices.accounts.map((value) => ({ value, hint: words.runs(workloadsAs(choices, value)) }));
    case "namespaces":
      return choices.namespaces.map((value) => ({ value }));
    case "requestPrincipals":
      return choices.issuers.map((issuer) => ({ value: `${issuer}/*`, hint: words.anySubject }));
    case "trustDomains":
      return [{ value: choices.trustDomain }];
    case "methods":
      return methods.map((value) => ({ value }));
    case "hosts":
      return choices.hosts.map(({ host, namespace }) => ({ value: host, hint: namespace }));
    case "ports":
      return portsOf(choices, selected, words);
    case "paths":
      return pathExamples.map(([value, word]) => ({ value, hint: words.pathExamples[word] }));
    case "addresses":
    case "texts":
      return [];
  }
}

/** Container ports of what is selected, with the Service ports that lead there. */
export function portsOf(
  choices: ChangeChoices,
  selected: ReadonlySet<string>,
  words: Words["change"],
): readonly Option[] {
  const ports = new Map<number, Set<number>>();
  for (const { id, ports: own } of choices.workloads)
    if (selected.has(id))
      for (const { workloadPort, servicePorts } of own) {
        const known = ports.get(workloadPort) ?? new Set();
        for (const port of servicePorts) known.add(port);
        ports.set(workloadPort, known);
      }
  return [...ports]
    .toSorted(([a], [b]) => a - b)
    .map(([port, service]) => ({ value: String(port), hint: words.servicePorts([...service].join(", ")) }));
}

const workloadsAs = (choices: ChangeChoices, account: string): readonly string[] =>
  choices.workloads.filter((w) => w.account === account).map(({ name }) => name);

/** Istio's own matching of a text with at most one `*` at an end. */
function fits(pattern: string, value: string): boolean {
  if (pattern === "*") return value !== "";
  if (pattern.startsWith("*")) return value.endsWith(pattern.slice(1));
  if (pattern.endsWith("*")) return value.startsWith(pattern.slice(0, -1));
  return value === pattern;
}

/**
 * Why a value of a field will do nothing, as far as the forms know; null when nothing speaks against it.
 * What the engine finds on the whole draft is told elsewhere.
 */
export function warningFor(
  takes: Takes,
  value: string,
  choices: ChangeChoices,
  selected: ReadonlySet<string>,
  words: Words["change"],
): string | null {
  switch (takes) {
    case "principals":
      if (value.startsWith("spiffe://")) return words.warn.spiffe;
      return choices.accounts.some((account) => fits(value, principal(choices, account))) ||
        !fits(`${choices.trustDomain}/*`, value)
        ? null
        : words.warn.nobody(value);
    case "accounts":
      return choices.accounts.some((account) => account === value || account.endsWith(`/${value}`))
        ? null
        : words.warn.nobody(value);
    case "namespaces":
      return choices.namespaces.some((name) => fits(value, name)) ? null : words.warn.noNamespace(value);
    case "methods":
      return value === value.toUpperCase() ? null : words.warn.upperCase(value.toUpperCase());
    case "ports": {
      if (!/^\d{1,5}$/.test(value) || Number(value) < 1 || Number(value) > 65_535) return words.warn.noPort;
      const own = choices.workloads.filter(({ id }) => selected.has(id)).flatMap(({ ports }) => ports);
      const target = own.find(({ servicePorts }) => servicePorts.includes(Number(value)));
      if (own.some(({ workloadPort }) => workloadPort === Number(value)) || target === undefined) return null;
      return words.warn.servicePort(value, target.workloadPort);
    }
    case "paths":
      return /^[/*{]/.test(value) ? null : words.warn.path;
    case "addresses":
      return /^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(value) ? null : words.warn.address;
    default:
      return null;
  }
}

/** Ids of the workloads that labels select, as Istio does: in the policy's namespace, or everywhere from the root namespace. */
export function selectedBy(
  labels: Readonly<Record<string, unknown>>,
  namespace: string,
  choices: ChangeChoices,
): ReadonlySet<string> {
  const wanted = Object.entries(labels);
  return new Set(
    choices.workloads
      .filter((w) => namespace === choices.rootNamespace || w.namespace === namespace)
      .filter((w) => wanted.every(([key, value]) => w.labels[key] === value))
      .map(({ id }) => id),
  );
}
