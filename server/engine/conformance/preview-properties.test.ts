import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authorizerSaysYes } from "../assumption.ts";
import { evaluateRequest } from "../evaluate.ts";
import type { AuthorizationOperation, AuthorizationPolicy, AuthorizationRule } from "../objects.ts";
import { previewOf } from "../preview/preview.ts";
import {
  ask,
  emptyOf,
  given,
  mesh,
  meta,
  negated,
  nowSeconds,
  openToAll,
  operationValues,
  type Policies,
  question,
  service,
  silence,
  snapshotOf,
  some,
} from "./generators.ts";
import { endOf, flipsRequest, wrongExample } from "./preview-judge.ts";

/** The mesh with one thing changed: an object more, less, or another one in its place. */
const drafted = fc
  .tuple(mesh, mesh, fc.constantFrom("policies", "peers", "rules", "tokens"), fc.nat())
  .map(([before, other, what, at]): readonly [Policies, Policies] => {
    if (what === "tokens") return [before, { ...before, tokens: !before.tokens }];
    const list: readonly unknown[] = before[what];
    const [one] = other[what] as readonly unknown[];
    const place = at % (list.length + 1);
    const changed = one === undefined ? list.toSpliced(place, 1) : list.toSpliced(place, at % 2, one);
    return [before, { ...before, [what]: changed }];
  });
const authorizer = authorizerSaysYes("sample-ext-authz");

describe("a preview of random drafts", () => {
  it("flips every edge on which some random request ends otherwise, or says that it could not compare it", () => {
    let flipped = 0;
    fc.assert(
      fc.property(
        drafted,
        fc.array(fc.tuple(question, given), { minLength: 30, maxLength: 30 }),
        ([b, a], requests) => {
          const sides = [snapshotOf(b), snapshotOf(a)] as const;
          const preview = previewOf(...sides, { nowSeconds });
          for (const [request, facts] of requests) {
            const [was, will] = [ask(sides[0], request, facts), ask(sides[1], request, facts)].map(endOf);
            if (was === will) continue;
            flipped += 1;
            const told = flipsRequest(preview, sides, request, { nowSeconds, ...facts });
            const open = preview.open.map((o) => o.code);
            // Which tokens are accepted is compared by issuer and claims alone.
            const excused = b.tokens !== a.tokens && open.includes("token");
            expect({ request, was, will, told: told || excused, open }).toMatchObject({ told: true });
            expect(preview.changes).not.toBe("none");
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(flipped).toBeGreaterThan(150);
  });

  it("shows requests that end as it says, and otherwise on each side", () => {
    let shown = 0;
    fc.assert(
      fc.property(drafted, ([b, a]) => {
        const sides = [snapshotOf(b), snapshotOf(a)] as const;
        for (const { flips } of previewOf(...sides, { nowSeconds }).servers)
          for (const { example } of flips) {
            if (example === null) continue;
            shown += 1;
            const assumed =
              example.given.length === 0
                ? {}
                : { [authorizer]: example.given.some((g) => g.includes("givenAuthorizerYes")) };
            expect([wrongExample(example, sides, { nowSeconds, assumed }), example]).toEqual([null, example]);
          }
      }),
      { numRuns: 100 },
    );
    expect(shown).toBeGreaterThan(100);
  });
});

/** Requests of one caller to one port, so many that most combinations of answers are among them. */
const grid = ["GET", "POST", "DELETE"].flatMap((method) =>
  ["/", "/admin", "/admin/", "/adminx", "/x", "/a/x", "/api/x", "/api/", "/api/a/b", "/api", "/b"].flatMap(
    (path) =>
      ["cart.shop.svc.cluster.local", "cart.shop", "CART.shop:80"].flatMap((host) =>
        [undefined, "b", "bc", "", "xb"].map((value) => ({
          id: "q",
          from: "front/web",
          to: service("cart", 80),
          http: { method, path, host, headers: value === undefined ? {} : { "x-a": value } },
        })),
      ),
  ),
);
const values = {
  methods: ["GET", "P*", "DELETE", "*"],
  paths: ["/admin", "/admin*", "*/x", "/api/*", "/api/{*}", "/api/{**}", "/a{*}"],
  hosts: ["cart.shop", "cart.*", "*.local", "*:80"],
} as const;
const operation = fc
  .tuple(
    fc.constantFrom("methods", "paths", "hosts"),
    fc.boolean(),
    fc.constantFrom("methods", "paths", "hosts"),
    fc.boolean(),
  )
  .chain(([a, notA, b, notB]) =>
    fc.tuple(some(values[a]), some(values[b])).map(
      ([x, y]): AuthorizationOperation => ({
        ...emptyOf<AuthorizationOperation>(operationValues),
        [notA ? negated(a) : a]: x,
        [notB ? negated(b) : b]: y,
      }),
    ),
  );
const onHeader = fc
  .tuple(some(["b", "b*", "*", "*b"]), fc.boolean())
  .map(([x, not]) => ({ key: "request.headers[x-a]", values: not ? [] : x, notValues: not ? x : [] }));
const ruleOfRequest = fc.record({
  from: fc.constant([]),
  to: fc.array(operation, { minLength: 1, maxLength: 2 }),
  when: fc.array(onHeader, { maxLength: 1 }),
});
const rules = fc.array(ruleOfRequest, { minLength: 1, maxLength: 2 });

describe("a preview of a policy of which one rule is written otherwise", () => {
  it("flips the edge exactly when some request of many ends otherwise, or shows a further one", () => {
    const counts = { none: 0, seen: 0, further: 0 };
    fc.assert(
      fc.property(
        rules,
        ruleOfRequest,
        rules,
        fc.constantFrom("ALLOW", "DENY"),
        (own, other, denied, action) => {
          const of = (
            name: string,
            all: readonly AuthorizationRule[],
            is: AuthorizationPolicy["action"],
          ) => ({
            ...openToAll("ALLOW"),
            meta: meta("AuthorizationPolicy", "shop", name),
            action: is,
            rules: all,
          });
          const deny = of("also", denied, "DENY");
          const sides = [own, [other, ...own.slice(1)]].map((all) =>
            snapshotOf({ ...silence, policies: [of("p", all, action), deny] }),
          );
          const [before, after] = sides;
          if (before === undefined || after === undefined) return;
          const preview = previewOf(before, after, { nowSeconds });
          const differing = grid.find((q) => {
            const [was, will] = sides.map((s) => endOf(evaluateRequest(s, q, { nowSeconds })));
            return was !== will;
          });
          // A Host header in a call by address may lead elsewhere, so there a difference may be one that no request shows.
          expect(preview.open.filter((o) => o.code !== "noRequest")).toEqual([]);
          const flip = preview.servers
            .find((s) => s.server === "shop/cart")
            ?.flips.find((f) => f.via === "service" && f.callers.some((c) => c.client === "front/web"));
          if (differing !== undefined) expect([differing, flip === undefined]).toEqual([differing, false]);
          if (flip === undefined) counts.none += 1;
          else {
            counts[differing === undefined ? "further" : "seen"] += 1;
            expect(flip.example).not.toBeNull();
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(Math.min(counts.none, counts.seen)).toBeGreaterThan(0);
  });
});
