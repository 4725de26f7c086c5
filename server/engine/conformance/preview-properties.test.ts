import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authorizerSaysYes } from "../assumption.ts";
import { previewOf } from "../preview/preview.ts";
import { ask, given, mesh, nowSeconds, type Policies, question, snapshotOf } from "./generators.ts";
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
