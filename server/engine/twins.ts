import type { PodFacts } from "./membership.ts";
import { type Mesh, workloadOf } from "./mesh.ts";
import type { AuthorizationPolicy, Container } from "./objects.ts";

type Labels = Readonly<Record<string, string>>;

function sameLabels(a: Labels, b: Labels): boolean {
  if (a === b) return true;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && a[k] === b[k]);
}

function sameContainer(a: Container, b: Container | undefined): boolean {
  return (
    b !== undefined &&
    a.name === b.name &&
    a.init === b.init &&
    a.runAsUser === b.runAsUser &&
    a.ports.length === b.ports.length &&
    a.ports.every(
      (p, i) =>
        p.name === b.ports[i]?.name &&
        p.containerPort === b.ports[i]?.containerPort &&
        p.protocol === b.ports[i]?.protocol,
    )
  );
}

/** Nothing but name and address tells these two pods apart. */
function isTwin(a: PodFacts, b: PodFacts): boolean {
  return (
    a.hasProxy === b.hasProxy &&
    a.ambient === b.ambient &&
    a.waypoint === b.waypoint &&
    a.gateway === b.gateway &&
    a.gatewayName === b.gatewayName &&
    a.tlsMode === b.tlsMode &&
    a.serviceAccount === b.serviceAccount &&
    sameLabels(a.labels, b.labels) &&
    sameLabels(a.annotations, b.annotations) &&
    a.containers.length === b.containers.length &&
    a.containers.every((c, i) => sameContainer(c, b.containers[i]))
  );
}

const twins = new WeakMap<PodFacts, PodFacts>();

/** The pod that stands for all pods of a workload which nothing but name and address tells apart. */
export function twinOf(mesh: Mesh, pod: PodFacts): PodFacts {
  const known = twins.get(pod);
  if (known !== undefined) return known;
  const found = workloadOf(mesh, pod)?.pods.find((p) => p === pod || isTwin(p, pod)) ?? pod;
  twins.set(pod, found);
  return found;
}

const asked = new WeakMap<readonly AuthorizationPolicy[], boolean>();

/** True when some policy asks for the server's own address, in which twins differ. */
export function asksDestination(policies: readonly AuthorizationPolicy[]): boolean {
  const known =
    asked.get(policies) ??
    policies.some((p) => p.rules.some((r) => r.when.some((w) => w.key === "destination.ip")));
  asked.set(policies, known);
  return known;
}
