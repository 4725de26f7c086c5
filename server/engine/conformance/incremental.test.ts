import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildGraph, nextGraph } from "../incremental.ts";
import type { MeshSnapshot, ObservedTraffic } from "../snapshot.ts";
import { mesh, nowSeconds, snapshotOf, world } from "./generators.ts";

const changes = 10_000;
const perTest = 500;
/** After so many changes the mesh begins anew, so that it does not drift into one that nothing matters in. */
const perMesh = 100;

const samples = fc.sample(mesh, { numRuns: 600, seed: 4711 });
const pool = {
  policies: samples.flatMap((m) => m.policies),
  peers: samples.flatMap((m) => m.peers),
  rules: samples.flatMap((m) => m.rules),
  tokens: snapshotOf({ policies: [], peers: [], rules: [], tokens: true }).requestAuthentications,
};

/** A part of the recorded mesh, so that ten thousand graphs are made in less than a minute. */
const here = ["front", "shop"];
const within = <T extends { readonly meta: { readonly namespace: string } }>(list: readonly T[]) =>
  list.filter((x) => here.includes(x.meta.namespace));
const base: MeshSnapshot = {
  ...world,
  pods: within(world.pods),
  controllers: within(world.controllers),
  services: within(world.services),
  endpointSlices: within(world.endpointSlices),
};
const seen = (client: string, server: string, protocol: "HTTP" | "TCP"): ObservedTraffic => ({
  client,
  server,
  workloadPort: null,
  protocol,
  perSecond: 2,
  mutualTls: 1,
  plaintext: 1,
  denied: 0,
  refused: 0,
});
const pairs = [
  seen("front/web", "shop/cart", "HTTP"),
  seen("front/web", "shop/cart", "TCP"),
  seen("front/plain", "shop/cart", "HTTP"),
  seen("shop/orders", "shop/db", "TCP"),
  seen("front/web", "shop/db", "TCP"),
  seen("outside", "shop/orders", "HTTP"),
  seen("front/web", "external/api.example.com", "HTTP"),
];

function random(seed: number): (below: number) => number {
  let state = seed * 0x9e3779b1;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** One more object, one less, another in its place, or the same list in another order. */
function edited<T>(list: readonly T[], from: readonly T[], below: (most: number) => number): readonly T[] {
  const one = from[below(from.length)];
  const at = below(list.length + 1);
  if (one === undefined) return list;
  const kind = below(8);
  if (kind < 3 && list.length < 5) return list.toSpliced(at, 0, one);
  if (kind < 5) return list.toSpliced(at, 1);
  if (kind < 7) return at < list.length ? list.with(at, one) : list;
  return list.toReversed();
}

/** The same policy with a rule less, or as a copy: read again from its file. */
function rewritten(snapshot: MeshSnapshot, below: (most: number) => number): MeshSnapshot {
  const all = snapshot.authorizationPolicies;
  const at = below(Math.max(1, all.length));
  const old = all[at];
  if (old === undefined) return snapshot;
  const rules = below(2) === 0 ? old.rules : old.rules.slice(1);
  return { ...snapshot, authorizationPolicies: all.with(at, { ...old, rules }) };
}

function change(s: MeshSnapshot, below: (most: number) => number): MeshSnapshot {
  const kind = below(40);
  if (kind < 16)
    return { ...s, authorizationPolicies: edited(s.authorizationPolicies, pool.policies, below) };
  if (kind < 22) return rewritten(s, below);
  if (kind < 28) return { ...s, peerAuthentications: edited(s.peerAuthentications, pool.peers, below) };
  if (kind < 30)
    return { ...s, requestAuthentications: edited(s.requestAuthentications, pool.tokens, below).slice(0, 1) };
  if (kind < 33) return { ...s, destinationRules: edited(s.destinationRules, pool.rules, below) };
  if (kind < 36) return { ...s, traffic: edited(s.traffic, pairs, below) };
  if (kind < 37) return { ...s, pods: s.pods.map((p) => ({ ...p })) };
  if (kind < 38)
    return { ...s, pods: s.pods.length < 3 ? base.pods : s.pods.toSpliced(below(s.pods.length), 1) };
  if (kind < 39) return { ...s, services: s.services.length < 3 ? base.services : s.services.slice(1) };
  const unread = {
    kind: "AuthorizationPolicy",
    namespace: "shop",
    state: "forbidden",
    because: "No.",
  } as const;
  return { ...s, coverage: s.coverage.length > 0 ? [] : [unread] };
}

describe(`a graph made from the one before is the graph made from nothing, over ${changes} random changes`, () => {
  const options = { nowSeconds, asked: ["shop/cart"] };
  const parts = Array.from({ length: changes / perTest }, (_, i) => i);
  it.each(parts)(
    "part %i",
    (part) => {
      for (let mesh = 0; mesh < perTest / perMesh; mesh += 1) {
        const seed = part * perTest + mesh;
        const below = random(seed + 1);
        let snapshot: MeshSnapshot = { ...base, traffic: pairs.slice(0, 4) };
        let graph = buildGraph(snapshot, options);
        for (let i = 0; i < perMesh; i += 1) {
          const next = change(snapshot, below);
          // A copy has nothing remembered.
          const cold = buildGraph({ ...next }, options);
          const warm = nextGraph({ snapshot, graph }, next, options);
          expect({ seed, i, warm: JSON.stringify(warm) }).toEqual({ seed, i, warm: JSON.stringify(cold) });
          snapshot = next;
          graph = warm;
        }
      }
    },
    120_000,
  );
});
