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

const never: Ages = { now: 0, flipped: new Map(), since: null };

/** A workload has many edges: what is asked of it is answered once. */
function once<T>(ask: (facts: NodeFacts) => T): (facts: NodeFacts) => T {
  const answers = new Map<NodeFacts, T>();
  return (facts) => {
    const known = answers.get(facts);
    if (known !== undefined || answers.has(facts)) return known as T;
    const answer = ask(facts);
    answers.set(facts, answer);
    return answer;
  };
}

/** Whether an edge, or a cell of the matrix, is what the query asks for. */
export const matchEdge = (query: Query, facts: EdgeFacts, ages: Ages): Truth =>
  matcher(query).edge(facts, ages);

/** Of an "all" the first false ends the question, of an "any" the first true. */
function ended(count: number, at: (index: number) => Truth, end: boolean): Truth {
  let result: Truth = !end;
  for (let i = 0; i < count; i++) {
    const truth = at(i);
    if (truth === end) return end;
    if (truth === null) result = null;
  }
  return result;
}

/** Makes a query ready. What is not known stays so: `x` and `-x` are then both left out. */
export function matcher(query: Query): Matcher {
  switch (query.kind) {
    case "all":
      return joined(query.of.map(matcher), false);
    case "any":
      return joined(query.of.map(matcher), true);
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

function joined(parts: readonly Matcher[], end: boolean): Matcher {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return {
    edge: (facts, ages) => ended(parts.length, (i) => parts[i]?.edge(facts, ages) ?? null, end),
    node: (facts, ages) => ended(parts.length, (i) => parts[i]?.node(facts, ages) ?? null, end),
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
  const node = once((facts: NodeFacts) => tests.some(({ holds }) => searchedIn(facts).some(holds)));
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
    // No fact of a workload hangs on the clock.
    const node = once((facts: NodeFacts) => test(ofNode(facts, never)));
    return {
      // Which end a workload is says only an edge.
      node: end === null ? node : () => null,
      edge: (facts) =>
        end === null ? ended(2, (i) => node(i === 0 ? facts.client : facts.server), true) : node(facts[end]),
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
    only !== undefined && tests.length === 1
      ? only(fact)
      : ended(tests.length, (i) => tests[i]?.(fact) ?? null, true);
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

/** Tells the fields that leave an edge undecided. */
export function undecidedBy(query: Query): (facts: EdgeFacts, ages: Ages) => readonly FieldName[] {
  const { edge } = matcher(query);
  const parts =
    query.kind === "field" || query.kind === "word"
      ? []
      : (query.kind === "not" ? [query.of] : query.of).map(undecidedBy);
  const own = query.kind === "field" ? [query.field.name] : [];
  return (facts, ages) =>
    edge(facts, ages) === null ? [...own, ...parts.flatMap((part) => part(facts, ages))] : [];
}
