import type { EdgeFacts, NodeFacts } from "./facts.ts";
import type { FieldName } from "./fields.ts";

/** What a fact is: names to compare with, an amount, or an amount that is at least so much. */
export interface Fact {
  /** In lower case; none: known to be none. */
  readonly names: readonly string[];
  readonly amounts: readonly number[];
  /** Known only to be this much or more. */
  readonly atLeast?: number;
}

/** When what was last seen to flip; milliseconds since 1970. */
export interface Ages {
  readonly now: number;
  /** Edge -> its last flip that this page saw. */
  readonly flipped: ReadonlyMap<string, number>;
  /** Since when this page has watched without a gap; null before the first answer. */
  readonly since: number | null;
}

type Read<Facts> = (facts: Facts, ages: Ages) => Fact | undefined;

const none: Fact = { names: [], amounts: [] };
const named = (...names: readonly string[]): Fact => ({
  names: names.map((name) => name.toLowerCase()),
  amounts: [],
});
const text = (value: string | null | undefined): Fact | undefined =>
  value === undefined ? undefined : value === null ? none : named(value);
const flag = (value: boolean | undefined): Fact | undefined =>
  value === undefined ? undefined : named(String(value));
const amount = (...values: readonly (number | null | undefined)[]): Fact | undefined => {
  if (values[0] === undefined) return undefined;
  const amounts = values.filter((value) => value !== null && value !== undefined);
  return { names: [], amounts };
};

type Reads<Facts> = Readonly<Partial<Record<FieldName, Read<Facts>>>>;

/** Facts of one revision are read with each letter that is typed: once is enough. What the clock changes is read anew. */
function remembering<Facts extends object>(reads: Reads<Facts>): Reads<Facts> {
  return Object.fromEntries(
    Object.entries(reads).map(([name, read]): [string, Read<Facts>] => {
      if (name === "age") return [name, read];
      const known = new WeakMap<Facts, { readonly fact: Fact | undefined }>();
      return [
        name,
        (facts, ages) => {
          const had = known.get(facts);
          if (had !== undefined) return had.fact;
          const fact = read(facts, ages);
          known.set(facts, { fact });
          return fact;
        },
      ];
    }),
  );
}

/** A fact of a workload; undefined: not known. */
export const readNode: Reads<NodeFacts> = remembering({
  ns: ({ namespace }) => text(namespace),
  sa: ({ serviceAccount, namespace }) =>
    typeof serviceAccount === "string"
      ? named(serviceAccount, `${namespace}/${serviceAccount}`)
      : text(serviceAccount),
  principal: ({ principal }) =>
    // The end of a SPIFFE ID is what a person remembers of it.
    typeof principal === "string"
      ? named(principal, principal.slice(principal.lastIndexOf("/") + 1))
      : text(principal),
  kind: ({ kind }) => text(kind),
  proxy: ({ proxy }) => text(proxy),
  open: ({ open }) => flag(open),
  pods: ({ pods }) => amount(pods),
  cert: ({ certificate }) => amount(certificate),
});

const workload = ({ id, name }: NodeFacts): Fact => named(id, name);

/** A fact of an edge; undefined: not known. */
export const readEdge: Reads<EdgeFacts> = remembering({
  verdict: ({ outcome }) => text(outcome),
  transport: ({ transports }) => (transports === undefined ? undefined : named(...transports)),
  client: ({ client }) => workload(client),
  server: ({ server }) => workload(server),
  policy: ({ policies }) =>
    policies === undefined
      ? undefined
      : named(
          ...policies.flatMap(({ kind, namespace, name }) => [
            `${namespace}/${name}`,
            name,
            `${kind}/${namespace}/${name}`,
          ]),
        ),
  observed: ({ observed }) => flag(observed),
  disagrees: ({ disagrees }) => flag(disagrees),
  mode: ({ mode }) => text(mode),
  protocol: ({ protocol }) => text(protocol),
  port: ({ port, servicePort }) => amount(port, servicePort),
  host: ({ host }) => (typeof host === "string" ? named(host, ...shorter(host)) : text(host)),
  condition: ({ condition }) => text(condition),
  rate: ({ rate }) => amount(rate),
  age: ({ id }, { now, flipped, since }) => {
    const at = flipped.get(id);
    if (at !== undefined) return amount((now - at) / 1000);
    // It did not flip while this page watched: its age is not known, but it is no less than that.
    return since === null ? undefined : { names: [], amounts: [], atLeast: (now - since) / 1000 };
  },
});

/** `cart.shop.svc` and `cart` of `cart.shop.svc.cluster.local`. */
function shorter(host: string): readonly string[] {
  const parts = host.split(".");
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join("."));
}
