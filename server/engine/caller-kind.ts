import { type Caller, callersOf } from "./caller.ts";
import { isComplete } from "./coverage.ts";
import type { Facts } from "./facts.ts";
import { isPlain } from "./interception.ts";
import { type PodFacts, principalOf } from "./membership.ts";
import type { Mesh, Workload } from "./mesh.ts";
import { numberOf } from "./object-number.ts";
import { routeKey, routesReadLabels } from "./route-key.ts";
import { answersOf, numberIn, type ServerSide } from "./server-side.ts";
import { sidecarOf } from "./visibility.ts";

/** One workload as a caller. */
export interface Place {
  readonly workload: Workload;
  readonly caller: Caller;
  readonly pod: PodFacts;
  /** What its proxy is, wherever it calls. */
  readonly base: string;
  /** Callers of one group take the same routes. */
  readonly group: number;
  /** Number of the caller itself. */
  readonly number: number;
  /** What policies may read of it. */
  readonly facts: Facts;
}

interface Places {
  readonly byWorkload: Map<Workload, Place | null>;
  readonly groups: Map<string, number>;
}
const places = new WeakMap<Mesh, Places>();

/** A workload as a caller; null when it is like no other: pods that differ, a gateway, annotations about interception. */
export function placeOf(mesh: Mesh, workload: Workload): Place | null {
  let known = places.get(mesh);
  if (known === undefined) {
    known = { byWorkload: new Map(), groups: new Map() };
    places.set(mesh, known);
  }
  const before = known.byWorkload.get(workload);
  if (before !== undefined) return before;
  const place = makePlace(mesh, workload, known);
  known.byWorkload.set(workload, place);
  return place;
}

function makePlace(mesh: Mesh, workload: Workload, { byWorkload, groups }: Places): Place | null {
  const callers = callersOf(mesh, workload.id, {});
  const caller = callers?.[0];
  if (callers === null || callers.length !== 1 || caller === undefined || caller.pod === null) return null;
  const { pod, ip } = caller;
  if (pod.gateway || !isPlain(pod)) return null;
  const { snapshot } = mesh;
  const sidecar = sidecarOf(snapshot, pod);
  // A Sidecar imports by the namespace of its pods, and what was not read differs by namespace.
  const apart = sidecar !== null || !isComplete(snapshot) ? `@${pod.namespace}` : "";
  const proxy = pod.hasProxy ? "proxy" : "none";
  const ambient = pod.ambient || pod.waypoint ? "ambient" : "";
  const base = `${proxy}${ambient}${sidecar === null ? "" : numberOf(mesh, sidecar)}${apart}`;
  return {
    workload,
    caller,
    pod,
    base,
    group: numberIn(groups, `${routesReadLabels(snapshot) ? workload.id : pod.namespace} ${base}`),
    number: byWorkload.size,
    facts: {
      principal: principalOf(pod, snapshot.meshConfig),
      sourceIp: ip,
      remoteIp: ip,
      destinationIp: undefined,
      destinationPort: 0,
      sni: undefined,
      method: undefined,
      path: undefined,
      rawPath: undefined,
      authority: undefined,
      headers: undefined,
      unsureHeaders: [],
      token: undefined,
      assumed: {},
    },
  };
}

/**
 * What tells callers of one port apart: callers of one kind get one verdict, whatever the request.
 * The kind names the client's proxy, the route and the DestinationRules that it takes, and its answer to every test of
 * the server's policies that reads a client. It may be finer than the verdict, never coarser.
 * @returns null when the caller has to be asked by itself
 */
export function callerKind(mesh: Mesh, client: Workload, side: ServerSide): number | null {
  if (client === side.workload || side.gateway) return null;
  const place = placeOf(mesh, client);
  if (place === null) return null;
  const route = routeOf(mesh, place, side);
  if (route === 0) return null;
  let kind = route;
  for (const set of side.policies) {
    let answers = set.answers.get(place.number);
    if (answers === undefined) {
      answers = numberIn(set.answerNumbers, answersOf(set, place.facts));
      set.answers.set(place.number, answers);
    }
    if (answers >= mostAnswers) return null;
    kind = kind * mostAnswers + answers;
  }
  return kind <= largestKind ? kind : null;
}

/** So that numbers of answers and of routes do not run into each other. */
const mostAnswers = 2 ** 16;
const largestKind = 2 ** 50;

/** The number of the proxy and the route of a caller's group to one port; 0 for a group that is like no other. */
export function routeOf(mesh: Mesh, place: Place, side: ServerSide): number {
  const known = side.routes.get(place.group);
  if (known !== undefined) return known;
  const route = routeKey(mesh, place.pod, side.leads);
  const number = route === null ? 0 : numberIn(side.routeNumbers, `${place.base} ${route}`);
  side.routes.set(place.group, number);
  return number;
}
