import type { AuthorizationGates } from "./authorization.ts";
import type { EdgeVerdict } from "./edge-verdict.ts";
import type { Expression, Test } from "./expression.ts";
import type { Facts } from "./facts.ts";
import { type Lead, leadsTo } from "./leads.ts";
import type { Mesh, Workload } from "./mesh.ts";
import { type Binding, bindingOf, gatesOf } from "./proxy.ts";

/** What all callers of one port of one workload have in common. */
export interface ServerSide {
  readonly workload: Workload;
  readonly workloadPort: number;
  readonly leads: readonly Lead[];
  /** Policies of its pods, each set once; empty without a proxy. */
  readonly policies: readonly PolicySet[];
  /** A gateway reads more of its caller than the kinds know. */
  readonly gateway: boolean;
  /** Number of the route by group of callers; 0 for callers that are like no other. */
  readonly routes: Map<number, number>;
  readonly routeNumbers: Map<string, number>;
  /** Verdicts by kind of caller. */
  readonly verdicts: Map<number, EdgeVerdict | null>;
}

/** The tests of one set of policies that callers may answer differently. */
export interface PolicySet {
  readonly tests: readonly Test[];
  /** Number of a caller's answers: callers with one number answer alike. */
  readonly answers: Map<number, number>;
  readonly answerNumbers: Map<string, number>;
}

const sides = new WeakMap<Mesh, Map<Workload, Map<number, ServerSide>>>();
const sets = new WeakMap<Binding, PolicySet>();

/** The side of one port; once for each mesh. */
export function serverSide(mesh: Mesh, workload: Workload, workloadPort: number): ServerSide {
  let all = sides.get(mesh);
  if (all === undefined) {
    all = new Map();
    sides.set(mesh, all);
  }
  let byPort = all.get(workload);
  if (byPort === undefined) {
    byPort = new Map();
    all.set(workload, byPort);
  }
  let side = byPort.get(workloadPort);
  if (side === undefined) {
    side = {
      workload,
      workloadPort,
      leads: leadsTo(mesh, workload, workloadPort),
      policies: policySets(mesh, workload),
      gateway: workload.pods.some((p) => p.gateway),
      routes: new Map(),
      routeNumbers: new Map(),
      verdicts: new Map(),
    };
    byPort.set(workloadPort, side);
  }
  return side;
}

function policySets(mesh: Mesh, workload: Workload): readonly PolicySet[] {
  const found = new Set<PolicySet>();
  for (const pod of workload.pods) {
    if (!pod.hasProxy) continue;
    const binding = bindingOf(mesh, pod);
    let set = sets.get(binding);
    if (set === undefined) {
      // On TCP rules only lose tests, so those of HTTP are all there are.
      set = {
        tests: testsOfClient(gatesOf(mesh, pod, "HTTP")),
        answers: new Map(),
        answerNumbers: new Map(),
      };
      sets.set(binding, set);
    }
    if (set.tests.length > 0) found.add(set);
  }
  return [...found];
}

function testsOfClient(gates: AuthorizationGates): readonly Test[] {
  const found: Test[] = [];
  const visit = (e: Expression): void => {
    if (e.op === "test" && e.test.ofClient === true) found.push(e.test);
    else if (e.op === "not") visit(e.of);
    else if (e.op === "all" || e.op === "any") e.of.forEach(visit);
  };
  const { custom, customBad, deny, allow } = gates.by;
  for (const policy of [...custom, ...customBad, ...deny, ...allow]) visit(policy.matches);
  return found;
}

/** The number of a text in a table of them; from 1. */
export function numberIn(table: Map<string, number>, text: string): number {
  const known = table.get(text);
  if (known !== undefined) return known;
  table.set(text, table.size + 1);
  return table.size;
}

/** How one caller answers the tests of a set: a sign for each of them. */
export function answersOf({ tests }: PolicySet, facts: Facts): string {
  let text = "";
  for (const test of tests) {
    const answer = test.ask(facts);
    text += answer === undefined ? "?" : answer ? "1" : "0";
  }
  return text;
}
