import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GraphAnswer, GraphEdge } from "../../server/contract/graph.ts";
import type { Outcome } from "../../server/contract/verdict.ts";
import { allWords } from "../look/all-words.ts";
import { outcomeOrder } from "../look/outcome.ts";
import { exampleAnswer, exampleEdge, exampleNode } from "./example.test-data.ts";
import { type Drawing, type Fold, fold, foldedId, foldedNames, foldOf } from "./fold.ts";
import { countsOf } from "./line.ts";
import { shown } from "./shown.ts";

const words = allWords.en;
const all = { namespaces: null, outcomes: [] } as const;
const names = ["a", "b", "c", "d"];
const ids = [...names.flatMap((name) => [1, 2, 3].map((n) => `${name}/${n}`)), "outside"];

const anyEdge: fc.Arbitrary<GraphEdge> = fc
  .record({
    client: fc.constantFrom(...ids),
    server: fc.constantFrom(...ids.slice(0, -1)),
    workloadPort: fc.integer({ min: 1, max: 3 }),
    outcome: fc.constantFrom<Outcome>(...outcomeOrder),
    transport: fc.constantFrom("mtls" as const, "plaintext" as const, null),
    perSecond: fc.option(fc.integer({ min: 0, max: 9 })),
  })
  .map(({ client, server, workloadPort, outcome, transport, perSecond }) =>
    exampleEdge(client, server, {
      id: `${client}>${server}:${workloadPort}`,
      workloadPort,
      outcome,
      transport,
      evidence: { observed: perSecond !== null, perSecond, named: [], asked: false },
    }),
  );

const anyMesh: fc.Arbitrary<GraphAnswer> = fc
  .uniqueArray(anyEdge, { selector: ({ id }) => id, maxLength: 40 })
  .map((edges) => ({
    ...exampleAnswer,
    namespaces: names.map((name) => ({
      name,
      mode: "STRICT",
      denyAll: false,
      unreadable: [],
      workloads: 3,
    })),
    nodes: ids.map((id) =>
      id === "outside" ? exampleNode(id, { namespace: null, kind: "outside" }) : exampleNode(id),
    ),
    edges,
  }));
const anyFolded = fc.subarray(names).map((chosen) => new Set(chosen));

/** Every edge that a drawing accounts for, once for each place where it stands. */
const accounted = ({ edges, folded }: Pick<Drawing, "edges" | "folded">): string[] =>
  [
    ...edges.flatMap(({ id, rolled }) => rolled?.members.map((edge) => edge.id) ?? [id]),
    ...folded.flatMap(({ inside }) => inside.map((edge) => edge.id)),
  ].toSorted();

describe("folding namespaces", () => {
  it("loses no edge and doubles none", () =>
    fc.assert(
      fc.property(anyMesh, anyFolded, (mesh, folded) => {
        const whole = shown(mesh, all);
        expect(accounted(fold(whole, folded, words))).toEqual(whole.edges.map(({ id }) => id).toSorted());
      }),
    ));

  it("keeps the sums: lines, rolls and insides together count what the strip counts", () =>
    fc.assert(
      fc.property(anyMesh, anyFolded, (mesh, folded) => {
        const whole = shown(mesh, all);
        const { edges, folded: nodes } = fold(whole, folded, words);
        const sums = countsOf([]);
        const total: Record<Outcome, number> = { ...sums };
        const parts = [
          ...edges.map((line) => line.rolled?.counts ?? { ...sums, [line.outcome]: 1 }),
          ...nodes.map(({ counts }) => counts),
        ];
        for (const part of parts) for (const outcome of outcomeOrder) total[outcome] += part[outcome];
        expect(total).toEqual(whole.counts);
      }),
    ));

  it("draws each workload once, in its folded node or by itself", () =>
    fc.assert(
      fc.property(anyMesh, anyFolded, (mesh, folded) => {
        const drawing = fold(shown(mesh, all), folded, words);
        const drawn = [...drawing.nodes, ...drawing.folded.flatMap(({ members }) => members)];
        expect(drawn.map(({ id }) => id).toSorted()).toEqual(
          shown(mesh, all)
            .nodes.map(({ id }) => id)
            .toSorted(),
        );
        const ends = new Set([...drawing.nodes, ...drawing.folded].map(({ id }) => id));
        for (const { client, server } of drawing.edges) {
          expect(ends).toContain(client);
          expect(ends).toContain(server);
        }
      }),
    ));

  it("gives one line for two ends, and its ends are the members' own", () =>
    fc.assert(
      fc.property(anyMesh, anyFolded, (mesh, folded) => {
        const rolls = fold(shown(mesh, all), folded, words).edges.filter(({ rolled }) => rolled);
        expect(new Set(rolls.map(({ id }) => id)).size).toBe(rolls.length);
        const end = (id: string) => {
          const name = id.slice(0, Math.max(0, id.indexOf("/")));
          return folded.has(name) ? foldedId(name) : id;
        };
        for (const { client, server, rolled } of rolls)
          for (const member of rolled?.members ?? [])
            expect([end(member.client), end(member.server)]).toEqual([client, server]);
      }),
    ));

  it("never paints one outcome over another, nor mTLS what hides plaintext", () =>
    fc.assert(
      fc.property(anyMesh, anyFolded, (mesh, folded) => {
        for (const line of fold(shown(mesh, all), folded, words).edges) {
          const members = line.rolled?.members ?? [];
          if (line.outcome !== "mixed")
            expect(members.every(({ outcome }) => outcome === line.outcome)).toBe(true);
          if (members.some(({ transport }) => transport === "plaintext"))
            expect(line.transport).toBe("plaintext");
          const first = line.endpoints[0];
          if (line.rolled !== undefined && members.some(({ outcome }) => outcome === "refused"))
            expect(first?.outcome).toBe("refused");
        }
      }),
    ));

  it("gives back the same picture once everything is unfolded", () =>
    fc.assert(
      fc.property(anyMesh, (mesh) => {
        const whole = shown(mesh, all);
        const drawing = fold(whole, new Set(), words);
        expect(drawing.edges).toBe(whole.edges);
        expect(drawing.nodes).toBe(whole.nodes);
        expect(drawing.folded).toEqual([]);
      }),
    ));

  it("draws what was not found behind what was, and a line of both as found", () => {
    const finds = { edge: ({ id }: { id: string }) => id.includes("a/x>b"), node: () => false };
    const some = shown(exampleAnswer, { ...all, highlight: true }, finds);
    const drawing = fold(some, new Set(["a"]), words);
    expect(drawing.edges.map(({ id }) => id)).toEqual([...new Set(drawing.edges.map(({ id }) => id))]);
    expect([...drawing.behind].sort()).toEqual(["outside", "outside>b/z:80"]);
    expect(fold(some, new Set(), words).edges).toHaveLength(4);
  });

  it("hides a folded node only when the filter hides all of its workloads", () => {
    const some = shown(exampleAnswer, all, { edge: ({ id }) => id.includes("outside"), node: () => false });
    expect([...fold(some, new Set(["a", "b"]), words).hidden]).toEqual(["a/*"]);
  });

  it("says the sums of a roll, bad news first", () => {
    const { edges } = fold(shown(exampleAnswer, all), new Set(["a", "b"]), words);
    expect(edges.map(({ id, label }) => [id, label])).toEqual([
      ["a/*>b/*", "1 denied · 1 allowed"],
      ["outside>b/*", "1 refused"],
    ]);
  });
});

describe("which namespaces are folded", () => {
  const namespaces = exampleAnswer.namespaces;

  it("is none of a small mesh and all of a large one, unless the address says", () => {
    expect(foldedNames(null, namespaces, 1000).size).toBe(0);
    expect([...foldedNames(null, namespaces, 1001)]).toEqual(["a", "b"]);
    expect([...foldedNames({ mode: "only", names: ["b"] }, namespaces, 5000)]).toEqual(["b"]);
    expect([...foldedNames({ mode: "allBut", names: ["b", "gone"] }, namespaces, 3)]).toEqual(["a"]);
  });

  it("is spelled so that it reads back as the same", () =>
    fc.assert(
      fc.property(anyFolded, (folded) => {
        const spelled: Fold = foldOf(folded, names);
        const known = names.map(
          (name) => ({ ...exampleAnswer.namespaces[0], name }) as (typeof namespaces)[0],
        );
        expect(foldedNames(spelled, known, 3)).toEqual(folded);
        expect(spelled.names.length).toBeLessThanOrEqual(2);
      }),
    ));
});
