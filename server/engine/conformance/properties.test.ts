import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DecidingKind } from "../coverage.ts";
import type {
  AuthorizationOperation,
  AuthorizationRule,
  AuthorizationSource,
  Sidecar,
  VirtualService,
} from "../objects.ts";
import type { MeshSnapshot } from "../snapshot.ts";
import {
  allow,
  ask,
  check,
  conditionValues,
  deny,
  dryRun,
  emptyOf,
  essence,
  everything,
  given,
  mesh,
  meta,
  negated,
  numRuns,
  openToAll,
  operationValues,
  question,
  silence,
  snapshotOf,
  some,
  sourceValues,
  withPolicies,
  world,
} from "./generators.ts";

describe("policies", { timeout: 60_000 }, () => {
  it("that deny beat those that allow", () => {
    let denials = 0;
    check([mesh, deny, question, given], (m, p, request, facts) => {
      const bound = { ...p, selector: null, meta: { ...p.meta, namespace: "shop" } };
      const before = ask(withPolicies(m, bound), request, facts);
      // Denied by a rule of this policy, not for want of an ALLOW.
      const byIt = before.decidedBy.some((d) => d.name === bound.meta.name && d.rule !== null);
      if (before.outcome !== "denied" || !byIt) return;
      denials += 1;
      const allowed = withPolicies(m, bound, openToAll("ALLOW"), {
        ...bound,
        action: "ALLOW",
        meta: { ...bound.meta, name: `${bound.meta.name}-allow` },
      });
      expect(ask(allowed, request, facts).outcome).not.toBe("allowed");
    });
    expect(denials).toBeGreaterThan(numRuns / 20);
    check([mesh, question, given], (m, request, facts) => {
      const closed = withPolicies(m, openToAll("DENY"), openToAll("ALLOW"));
      expect(ask(closed, request, facts).outcome).not.toBe("allowed");
    });
  });

  it("that deny, when added, never allow", () => {
    check([mesh, deny, question, given], (m, p, request, facts) => {
      if (ask(withPolicies(m, p), request, facts).outcome !== "allowed") return;
      expect(ask(snapshotOf(m), request, facts).outcome).toBe("allowed");
    });
  });

  it("that allow, when added where one already allows, never deny", () => {
    check([mesh, allow, allow, question, given], (m, first, second, request, facts) => {
      const already = { ...first, selector: null, meta: { ...first.meta, namespace: "shop" } };
      if (ask(withPolicies(m, already), request, facts).outcome !== "allowed") return;
      expect(ask(withPolicies(m, already, second), request, facts).outcome).toBe("allowed");
    });
  });

  it("that allow, when the first, can turn an allow into a deny", () => {
    const flips = fc.check(
      fc.property(allow, question, given, (p, request, facts) => {
        const before = ask(snapshotOf(silence), request, facts);
        const after = ask(snapshotOf({ ...silence, policies: [p] }), request, facts);
        return !(before.outcome === "allowed" && after.outcome === "denied");
      }),
      { numRuns },
    );
    expect(flips.failed).toBe(true);
  });

  it("decide the same in any order, and when they stand twice", () => {
    const keys = fc.array(fc.nat(), { minLength: 6, maxLength: 6 });
    check([mesh, question, given, keys], (m, request, facts, order) => {
      const twice = m.policies.map((p) => ({ ...p, meta: { ...p.meta, name: `${p.meta.name}-again` } }));
      const policies = [...m.policies, ...twice]
        .map((p, i) => ({ p, key: order[i] ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ p }) => p);
      const peers = m.peers.toReversed();
      const rules = m.rules.toReversed();
      const same = essence(ask(snapshotOf(m), request, facts));
      expect(essence(ask(snapshotOf({ ...m, policies, peers, rules }), request, facts))).toEqual(same);
    });
  });

  it("in dry run decide nothing", () => {
    check([mesh, fc.oneof(allow, deny), question, given], (m, p, request, facts) => {
      const answer = ask(withPolicies(m, dryRun(p)), request, facts);
      expect(essence(answer)).toEqual(essence(ask(snapshotOf(m), request, facts)));
    });
  });

  it("about principals match nobody without mTLS", () => {
    const principals = some(sourceValues.principals).map((values) => ({
      ...emptyOf<AuthorizationSource>(sourceValues),
      principals: values,
    }));
    check([mesh, principals, question, given], (m, source, request, facts) => {
      const before = ask(snapshotOf(m), request, facts);
      fc.pre(before.principal === null);
      const rules = [{ ...everything, from: [source] }];
      const denies = ask(withPolicies(m, { ...openToAll("DENY"), rules }), request, facts);
      expect(essence(denies)).toEqual(essence(before));
      const allows = withPolicies({ ...m, policies: [] }, { ...openToAll("ALLOW"), rules });
      expect(ask(allows, request, facts).outcome).not.toBe("allowed");
    });
  });
});

describe("every notX mirrors its X", { timeout: 60_000 }, () => {
  const fieldsOf = [
    ...Object.entries(sourceValues).map(([name, values]) => ({ in: "from" as const, name, values })),
    ...Object.entries(operationValues).map(([name, values]) => ({ in: "to" as const, name, values })),
    ...Object.entries(conditionValues)
      .filter(([key]) => key !== "no.such.key")
      .map(([name, values]) => ({ in: "when" as const, name, values })),
  ];
  it.each(fieldsOf)("$in $name", ({ in: where, name, values }) => {
    const all = { source: sourceValues, operation: operationValues };
    const ruleWith = (negative: boolean, v: readonly string[]): AuthorizationRule => {
      if (where === "when")
        return {
          ...everything,
          when: [{ key: name, values: negative ? [] : v, notValues: negative ? v : [] }],
        };
      const field = { [negative ? negated(name) : name]: v };
      return where === "from"
        ? { ...everything, from: [{ ...emptyOf<AuthorizationSource>(all.source), ...field }] }
        : { ...everything, to: [{ ...emptyOf<AuthorizationOperation>(all.operation), ...field }] };
    };
    check([some(values), question, given], (v, request, facts) => {
      fc.pre(request.http !== undefined && !("pod" in request.to && request.to.port === 7000));
      const outcome = (negative: boolean) => {
        const p = { ...openToAll("ALLOW"), rules: [ruleWith(negative, v)] };
        return ask(snapshotOf({ ...silence, policies: [p], tokens: true }), request, facts).outcome;
      };
      const both = [outcome(false), outcome(true)].toSorted();
      if (both.includes("unauthenticated")) expect(both).toEqual(["unauthenticated", "unauthenticated"]);
      else expect(both).toEqual(["allowed", "denied"]);
    });
  });
});

const toNowhere: VirtualService = {
  meta: meta("VirtualService", "shop", "nowhere"),
  hosts: ["cart.shop.svc.cluster.local"],
  gateways: [],
  exportTo: [],
  http: [
    {
      match: [],
      route: [{ host: "nobody.shop.svc.cluster.local", port: 80, subset: null, weight: 0 }],
      redirect: false,
      redirectCode: null,
      directResponse: null,
      rewriteUri: null,
      rewriteAuthority: null,
      delegate: null,
    },
  ],
  tls: [],
  tcp: [],
};
const narrow: Sidecar = {
  meta: meta("Sidecar", "front", "narrow"),
  workloadSelector: null,
  ingress: [],
  egressHosts: ["~/*"],
  outboundTrafficPolicy: "REGISTRY_ONLY",
};

describe("what cannot be read", { timeout: 60_000 }, () => {
  const lostConfig = { ...world.meshConfig, trustDomain: "lost.example", extensionProviders: [] };
  /** Everything that was there, and what is left when one kind of it is lost. */
  interface Loss {
    readonly kind: DecidingKind;
    readonly without: Partial<MeshSnapshot>;
    readonly there?: Partial<MeshSnapshot>;
  }
  const lost: readonly Loss[] = [
    { kind: "AuthorizationPolicy", without: { authorizationPolicies: [] } },
    { kind: "PeerAuthentication", without: { peerAuthentications: [] } },
    { kind: "RequestAuthentication", without: { requestAuthentications: [] } },
    { kind: "DestinationRule", without: { destinationRules: [] } },
    { kind: "MeshConfig", without: { meshConfig: lostConfig } },
    { kind: "Pod", without: { pods: world.pods.filter((p) => p.meta.namespace !== "shop") } },
    // A route to nowhere, and a Sidecar that knows no service and lets nothing else out.
    { kind: "VirtualService", there: { virtualServices: [toNowhere] }, without: { virtualServices: [] } },
    { kind: "Sidecar", there: { sidecars: [narrow] }, without: { sidecars: [] } },
  ];
  it.each(lost)("$kind never gains an allow", ({ kind, without, there }) => {
    const state = fc.constantFrom("forbidden", "stale", "undecodable");
    check([mesh, question, given, state], (m, request, facts, s) => {
      const row = { kind, namespace: null, state: s, because: null };
      const unread = snapshotOf(m, { ...there, ...without, coverage: [row] });
      if (ask(unread, request, facts).outcome !== "allowed") return;
      expect(ask(snapshotOf(m, there), request, facts).outcome).toBe("allowed");
    });
  });

  it("about authorization leaves nothing certain that one more policy could change", () => {
    const row = { kind: "AuthorizationPolicy", namespace: null, state: "forbidden", because: null } as const;
    let certain = 0;
    check([mesh, fc.oneof(allow, deny), question, given], (m, unread, request, facts) => {
      const answer = ask(snapshotOf(m, { coverage: [row] }), request, facts);
      if (answer.outcome === "unknown" || answer.outcome === "depends") return;
      certain += 1;
      const passes = answer.outcome === "allowed";
      expect(ask(snapshotOf(m), request, facts).outcome === "allowed").toBe(passes);
      expect(ask(withPolicies(m, unread), request, facts).outcome === "allowed").toBe(passes);
    });
    expect(certain).toBeGreaterThan(numRuns / 20);
  });

  it("in the namespace of another server changes nothing", () => {
    check([mesh, question, given], (m, request, facts) => {
      const row = {
        kind: "AuthorizationPolicy",
        namespace: "sambaiz",
        state: "forbidden",
        because: null,
      } as const;
      const answer = ask(snapshotOf(m, { coverage: [row] }), request, facts);
      expect(essence(answer)).toEqual(essence(ask(snapshotOf(m), request, facts)));
    });
  });
});
