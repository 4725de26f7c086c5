import { durationOf, numberOf, shareOf } from "./amount.ts";
import type { EdgeFacts, NodeFacts } from "./facts.ts";
import { choicesOf, type FieldName, fields } from "./fields.ts";
import { fitsGlob } from "./glob.ts";
import { isPattern, type Operator, type Query, type Value } from "./query.ts";
import { type Ages, type Fact, readEdge, readNode } from "./read-field.ts";

/** `null`: a fact is not known, so that neither the query nor its opposite is certain. */
export type Truth = boolean | null;

/** A query made ready to be put to many. */
export interface Matcher {
  readonly edge: (facts: EdgeFacts, ages: Ages) => Truth;
  /** Of a workload by itself; what only an edge can answer is not known. */
  readonly node: (facts: NodeFacts, ages: Ages) => Truth;
}

/** Whether an edge, or a cell of the matrix, is what the query asks for. */
export const matchEdge = (query: Query, facts: EdgeFacts, ages: Ages): Truth =>
  matcher(query).edge(facts, ages);

const both = (parts: readonly Truth[]): Truth =>
  parts.includes(false) ? false : parts.includes(null) ? null : true;
const any = (parts: readonly Truth[]): Truth =>
  parts.includes(true) ? true : parts.includes(null) ? null : false;

/** Makes a query ready. What is not known stays so: `x` and `-x` are then both left out. */
export function matcher(query: Query): Matcher {
  switch (query.kind) {
    case "all":
      return joined(query.of.map(matcher), both);
    case "any":
      return joined(query.of.map(matcher), any);
    case "not": {
      const { edge, node } = matcher(query.of);
      const turn = (truth: Truth): Truth => (truth === null ? null : !truth);
      return {
        edge: (facts, ages) => turn(edge(facts, ages)),
        node: (facts, ages) => turn(node(facts, ages)),
      };
    }
    case "word":
      return word(query.values);
    case "field":
      return field(query.field.name, query.field.end, query.operator, query.values);
  }
}

function joined(parts: readonly Matcher[], join: (parts: readonly Truth[]) => Truth): Matcher {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return {
    edge: (facts, ages) => join(parts.map(({ edge }) => edge(facts, ages))),
    node: (facts, ages) => join(parts.map(({ node }) => node(facts, ages))),
  };
}

const searched = new WeakMap<NodeFacts, readonly string[]>();

/** What a bare word is looked for in. */
function searchedIn(facts: NodeFacts): readonly string[] {
  const known = searched.get(facts);
  if (known !== undefined) return known;
  const { id, name, namespace, serviceAccount, principal } = facts;
  const parts = [id, name, namespace, serviceAccount, principal].flatMap((part) =>
    typeof part === "string" ? [part.toLowerCase()] : [],
  );
  searched.set(facts, parts);
  return parts;
}

function word(values: readonly Value[]): Matcher {
  const tests = values.map((value) => {
    const low = value.text.toLowerCase().replace(/^spiffe:\/\//, "");
    return {
      holds: isPattern(value)
        ? (part: string) => fitsGlob(`*${low}*`, part)
        : (part: string) => part.includes(low),
      // `web>shop/cart:8080` is how an edge is written.
      ofEdge: low.includes(">") || low.includes(":"),
    };
  });
  const node = (facts: NodeFacts): boolean => tests.some(({ holds }) => searchedIn(facts).some(holds));
  return {
    node,
    edge: ({ id, client, server }) =>
      node(client) || node(server) || tests.some(({ holds, ofEdge }) => ofEdge && holds(id.toLowerCase())),
  };
}

function field(
  name: FieldName,
  end: "client" | "server" | null,
  operator: Operator,
  values: readonly Value[],
): Matcher {
  const test = factTest(name, operator, values);
  const ofNode = readNode[name];
  if (ofNode !== undefined) {
    const node = (facts: NodeFacts, ages: Ages): Truth => test(ofNode(facts, ages));
    return {
      // Which end a workload is says only an edge.
      node: end === null ? node : () => null,
      edge: (facts, ages) =>
        end === null ? any([node(facts.client, ages), node(facts.server, ages)]) : node(facts[end], ages),
    };
  }
  const ofEdge = readEdge[name];
  return { node: () => null, edge: (facts, ages) => test(ofEdge?.(facts, ages)) };
}

/** The test of one field: any of the values will do. */
function factTest(
  name: FieldName,
  operator: Operator,
  values: readonly Value[],
): (fact: Fact | undefined) => Truth {
  const tests = values.map((value) => valueTest(name, operator, value));
  const [only] = tests;
  const joinedTests = (fact: Fact): Truth =>
    only !== undefined && tests.length === 1 ? only(fact) : any(tests.map((test) => test(fact)));
  return (fact) => (fact === undefined ? null : joinedTests(fact));
}

const isNone = ({ names, amounts, atLeast }: Fact): boolean =>
  names.length === 0 && amounts.length === 0 && atLeast === undefined;

function valueTest(name: FieldName, operator: Operator, value: Value): (fact: Fact) => Truth {
  const { kind, choices } = fields[name];
  const low = value.text.toLowerCase();
  const none = !value.quoted && low === "none";
  if (kind === "choice" || kind === "flag") {
    const meant = choicesOf(low, choices ?? []);
    return (fact) =>
      isNone(fact) ? meant.includes("none") : fact.names.some((each) => meant.includes(each));
  }
  if (kind === "text") {
    if (none) return (fact) => isNone(fact) || fact.names.includes(low);
    const wanted = low.replace(/^spiffe:\/\//, "");
    if (isPattern(value)) return (fact) => fact.names.some((each) => fitsGlob(wanted, each));
    // A condition is a sentence: a part of it is meant.
    if (name === "condition") return (fact) => fact.names.some((each) => each.includes(wanted));
    return (fact) => fact.names.includes(wanted);
  }
  if (none) return isNone;
  const limit = { number: numberOf, share: shareOf, duration: durationOf }[kind](low) ?? Number.NaN;
  return (fact) =>
    fact.atLeast === undefined
      ? fact.amounts.some((each) => compare[operator](each, limit))
      : atLeastTest(fact.atLeast, operator, limit);
}

const compare = {
  ":": (a, b) => a === b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
} satisfies Record<Operator, (a: number, b: number) => boolean>;

/** Of something of which only the least is known. */
function atLeastTest(least: number, operator: Operator, limit: number): Truth {
  if (operator === ">" || operator === ">=") return compare[operator](least, limit) ? true : null;
  if (operator === "<") return least >= limit ? false : null;
  return least > limit ? false : null;
}

/** The fields that leave this edge undecided. */
export function unknownFields(query: Query, facts: EdgeFacts, ages: Ages): readonly FieldName[] {
  if (matcher(query).edge(facts, ages) !== null) return [];
  if (query.kind === "field") return [query.field.name];
  if (query.kind === "word") return [];
  return (query.kind === "not" ? [query.of] : query.of).flatMap((part) => unknownFields(part, facts, ages));
}
