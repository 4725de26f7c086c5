import { type Place, placeOf, routeOf } from "./caller-kind.ts";
import type { Test } from "./expression.ts";
import type { Mesh, Workload } from "./mesh.ts";
import type { PolicySet, ServerSide } from "./server-side.ts";

/** All workloads as callers, numbered, with what is asked of them again and again kept by number. */
export interface Callers {
  readonly places: readonly (Place | null)[];
  /** Number of each caller's group and of its proxy's kind. */
  readonly groups: Int32Array;
  readonly groupCount: number;
  readonly tests: Map<Test, Uint8Array>;
  readonly sets: Map<PolicySet, Int32Array>;
}

export function callersOfMesh(mesh: Mesh, clients: readonly Workload[]): Callers {
  const places = clients.map((w) => placeOf(mesh, w));
  const groups = Int32Array.from(places, (p) => p?.group ?? -1);
  return {
    places,
    groups,
    groupCount: groups.reduce((a, b) => Math.max(a, b + 1), 0),
    tests: new Map(),
    sets: new Map(),
  };
}

/** What each caller answers to one test: 0 no, 1 yes, 2 not known. A test of a policy is asked once for all its servers. */
function answersTo(callers: Callers, test: Test): Uint8Array {
  const known = callers.tests.get(test);
  if (known !== undefined) return known;
  const answers = Uint8Array.from(callers.places, (p) => {
    const answer = p === null ? false : test.ask(p.facts);
    return answer === undefined ? 2 : answer ? 1 : 0;
  });
  callers.tests.set(test, answers);
  return answers;
}

/** Splits callers by a further answer; equal numbers before and equal answers give equal numbers. */
function refine(numbers: Int32Array, answer: (client: number) => number, width: number): void {
  const renumbered = new Map<number, number>();
  for (let i = 0; i < numbers.length; i += 1) {
    const key = (numbers[i] ?? 0) * width + answer(i);
    let next = renumbered.get(key);
    if (next === undefined) {
      next = renumbered.size;
      renumbered.set(key, next);
    }
    numbers[i] = next;
  }
}

/** Callers by their answers to the tests of one set of policies. */
function classesOf(callers: Callers, set: PolicySet): Int32Array {
  const known = callers.sets.get(set);
  if (known !== undefined) return known;
  const numbers = new Int32Array(callers.places.length);
  for (const test of set.tests) {
    const answers = answersTo(callers, test);
    const first = answers[0];
    if (answers.some((a) => a !== first)) refine(numbers, (i) => answers[i] ?? 0, 3);
  }
  callers.sets.set(set, numbers);
  return numbers;
}

/**
 * Numbers of the kinds of all callers of one port: callers with one number get one verdict. As `callerKind`, for all at once.
 * @returns -1 for a caller that has to be asked by itself
 */
export function pairKinds(mesh: Mesh, callers: Callers, side: ServerSide): Int32Array {
  const { places, groups } = callers;
  // Route and proxy are the same for a whole group.
  const ofGroup = new Int32Array(callers.groupCount).fill(-2);
  const numbers = new Int32Array(places.length);
  for (let i = 0; i < places.length; i += 1) {
    const group = groups[i] ?? -1;
    const place = places[i] ?? null;
    if (place === null || group < 0) continue;
    if (ofGroup[group] === -2) {
      ofGroup[group] = routeOf(mesh, place, side);
    }
    numbers[i] = ofGroup[group] ?? 0;
  }
  const alone = numbers.map((n, i) => (n === 0 || places[i]?.workload === side.workload ? 1 : 0));
  for (const set of side.policies) {
    const classes = classesOf(callers, set);
    refine(numbers, (i) => classes[i] ?? 0, places.length + 1);
  }
  return numbers.map((n, i) => (alone[i] === 1 || side.gateway ? -1 : n));
}
