import type { Expression, Test } from "../expression.ts";

/** One test, whichever policy asks it: tests that ask the same of the same attribute are one. */
export interface Atom {
  readonly key: string;
  readonly attribute: string;
  readonly test: Test;
}

/** An expression of which there is only one with the same meaning on paper: equal ids, equal expressions. */
export interface Node {
  readonly id: number;
  readonly op: Expression["op"];
  readonly of: readonly Node[];
  readonly atom: Atom | null;
  /** Reason of an `unknown`. */
  readonly because: string | null;
  /** Everything that is asked anywhere inside. */
  readonly atoms: ReadonlySet<Atom>;
  /** Some part of it could not be read. */
  readonly unknown: boolean;
}

export type Answers = ReadonlyMap<Atom, boolean>;

/** Makes nodes, each once. */
export interface Nodes {
  readonly of: (e: Expression, atomOf: (test: Test) => Atom) => Node;
  readonly all: (of: readonly Node[]) => Node;
  readonly reduce: (node: Node, answers: Answers) => Node;
  readonly yes: Node;
  readonly no: Node;
}

const none: ReadonlySet<Atom> = new Set();

function atomsOf(of: readonly Node[]): ReadonlySet<Atom> {
  const [only] = of;
  if (only !== undefined && of.every((n) => n.atoms === only.atoms)) return only.atoms;
  return new Set(of.flatMap((n) => [...n.atoms]));
}

export function makeNodes(): Nodes {
  const known = new Map<string, Node>();
  const intern = (
    op: Node["op"],
    of: readonly Node[],
    more: { readonly atom?: Atom; readonly because?: string } = {},
  ): Node => {
    const key = `${op} ${more.atom?.key ?? more.because ?? of.map((n) => n.id).join(",")}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const node: Node = {
      id: known.size,
      op,
      of,
      atom: more.atom ?? null,
      because: more.because ?? null,
      atoms: more.atom === undefined ? (of.length === 0 ? none : atomsOf(of)) : new Set([more.atom]),
      unknown: op === "unknown" || of.some((n) => n.unknown),
    };
    known.set(key, node);
    return node;
  };
  const yes = intern("yes", []);
  const no = intern("no", []);
  const negate = (n: Node): Node => {
    if (n === yes) return no;
    if (n === no) return yes;
    if (n.op === "unknown") return n;
    return n.op === "not" && n.of[0] !== undefined ? n.of[0] : intern("not", [n]);
  };
  /** Both joints: one value decides, the other vanishes; order and repetition mean nothing. */
  const join = (op: "all" | "any", of: readonly Node[]): Node => {
    const [decides, vanishes] = op === "all" ? [no, yes] : [yes, no];
    const parts = new Map<number, Node>();
    for (const n of of) {
      if (n === decides) return decides;
      if (n === vanishes) continue;
      for (const part of n.op === op ? n.of : [n]) parts.set(part.id, part);
    }
    for (const n of parts.values())
      if (n.op === "not" && n.of[0] !== undefined && parts.has(n.of[0].id)) return decides;
    const rest = [...parts.values()].toSorted((a, b) => a.id - b.id);
    if (rest.length === 0) return vanishes;
    return rest.length === 1 && rest[0] !== undefined ? rest[0] : intern(op, rest);
  };
  const of = (e: Expression, atomOf: (test: Test) => Atom): Node => {
    switch (e.op) {
      case "yes":
        return yes;
      case "no":
        return no;
      case "unknown":
        return intern("unknown", [], { because: e.because });
      case "test":
        return intern("test", [], { atom: atomOf(e.test) });
      case "not":
        return negate(of(e.of, atomOf));
      default:
        return join(
          e.op,
          e.of.map((x) => of(x, atomOf)),
        );
    }
  };
  const reduce = (n: Node, answers: Answers): Node => {
    if (n.atom !== null) {
      const answer = answers.get(n.atom);
      return answer === undefined ? n : answer ? yes : no;
    }
    if (n.atoms.size === 0 || ![...n.atoms].some((a) => answers.has(a))) return n;
    if (n.op === "not") return n.of[0] === undefined ? n : negate(reduce(n.of[0], answers));
    return n.op === "all" || n.op === "any"
      ? join(
          n.op,
          n.of.map((x) => reduce(x, answers)),
        )
      : n;
  };
  return { of, all: (parts) => join("all", parts), reduce, yes, no };
}
