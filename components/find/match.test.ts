import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleAnswer, exampleEdge, exampleNode } from "../graph/example.test-data.ts";
import { type EdgeFacts, graphFacts } from "./facts.ts";
import { fieldNames, fields } from "./fields.ts";
import { notKnown, nowhere } from "./find.ts";
import { fitsGlob } from "./glob.ts";
import { matchEdge, matcher, type Truth } from "./match.ts";
import { nearest } from "./nearest.ts";
import { parse } from "./query.ts";
import type { Ages } from "./read-field.ts";

const hour = 3_600_000;
const ages: Ages = { now: 10 * hour, flipped: new Map([["a/x>b/z:80", 9.5 * hour]]), since: 8 * hour };

const edge = exampleEdge("a/x", "b/z", {
  host: "z.b.svc.cluster.local",
  servicePort: 8080,
  evidence: {
    observed: true,
    perSecond: 12,
    named: [{ kind: "AuthorizationPolicy", namespace: "b", name: "named", rule: 0 }],
    asked: false,
  },
  outcome: "depends",
  condition: "GET on /api/*",
  decidedBy: [{ kind: "AuthorizationPolicy", namespace: "b", name: "z-callers", rule: 1 }],
  disagrees: { share: 0.1, label: "10 % plaintext", text: "…" },
});
const answer = {
  ...exampleAnswer,
  nodes: [
    exampleNode("a/x", {
      serviceAccount: "web",
      principal: "cluster.local/ns/a/sa/web",
      membership: "ambient",
      pods: 3,
    }),
    exampleNode("b/z", {
      openToEveryone: true,
      certificate: { share: 0.15, notAfter: "2026-11-25T00:00:00Z" },
      serverModes: [{ workloadPort: 80, mode: "PERMISSIVE", protocol: "HTTP", decidedBy: [] }],
      mode: null,
    }),
  ],
  edges: [edge],
} as const;
const facts = graphFacts(answer).edges.get(edge.id) as EdgeFacts;
const holds = (text: string, of: EdgeFacts = facts): Truth => matchEdge(parse(text).query, of, ages);

describe("a term of an edge", () => {
  it.each([
    ["Z", true],
    ["web", true],
    ["a/x>b/z:80", true],
    ["nobody", false],
    ["ns:a", true],
    ["ns:b", true],
    ["ns:c,a", true],
    ["client.ns:b", false],
    ["server.ns:b", true],
    ["-ns:a", false],
    ["-ns:c", true],
    ["client:x", true],
    ["client:a/x", true],
    ["from:z", false],
    ["server:b/*", true],
    ['server:"b/*"', false],
    ["server:b/?", true],
    ["sa:web", true],
    ["sa:a/web", true],
    ["server.sa:web", false],
    ["principal:*web*", true],
    ["principal:spiffe://cluster.local/ns/a/sa/web", true],
    ["principal:web", true],
    ["verdict:depends", true],
    ["outcome:dep", true],
    ["verdict:denied,refused", false],
    ["transport:mtls", true],
    ["mode:permissive", true],
    ["protocol:http", true],
    ["port:80", true],
    ["port:8080", true],
    ["port:81", false],
    ["port>8000", true],
    ["host:z.b", true],
    ["host:z.b.svc.cluster.local", true],
    ["host:*.c.*", false],
    ["policy:b/z-callers", true],
    ["policy:named", true],
    ["policy:AuthorizationPolicy/b/named", true],
    ["policy:none", false],
    ["condition:get", true],
    ["condition:none", false],
    ["observed:true", true],
    ["observed:no", false],
    ["disagrees:yes", true],
    ["open:true", true],
    ["client.open:true", null],
    ["kind:gateway", false],
    ["proxy:ambient", true],
    ["server.proxy:ambient", false],
    ["pods>=3", true],
    ["pods>3", false],
    ["server.cert<20%", true],
    ["server.cert<0.1", false],
    ["client.cert<20%", null],
    ["-client.cert<20%", null],
    ["rate>10", true],
    ["rate<=10", false],
    ["age<1h", true],
    ["age>1h", false],
    ["(ns:c or ns:a) -verdict:allowed", true],
    ["ns:c or client.cert<20%", null],
    ["ns:a or client.cert<20%", true],
    ["ns:c client.cert<20%", false],
  ] as const)("%s: %s", (text, expected) => {
    expect(parse(text).errors).toEqual([]);
    expect(holds(text)).toBe(expected);
  });

  it("without a flip is at least as old as the page", () => {
    const still = { ...facts, id: "still" };
    expect(holds("age<1h", still)).toBe(false);
    expect(holds("age>1h", still)).toBe(true);
    expect(holds("age<3h", still)).toBeNull();
    expect(holds("age>3h", still)).toBeNull();
    expect(matchEdge(parse("age>1h").query, still, { ...ages, since: null })).toBeNull();
  });
});

describe("what is not known", () => {
  const bare = {
    id: "p>q:1",
    client: { id: "p", name: "p", namespace: null },
    server: { id: "q", name: "q", namespace: null },
  };
  const sample = (name: (typeof fieldNames)[number]): string => {
    const { kind, choices } = fields[name];
    if (choices !== null) return `${name}:${choices[0]}`;
    return { text: `${name}:some`, number: `${name}>1`, share: `${name}<20%`, duration: `${name}<1h` }[
      kind as "text" | "number" | "share" | "duration"
    ];
  };
  const always = new Set(["ns", "client", "server"]);

  it("fits neither a term nor its opposite, for each field of a cell that knows only its ends", () => {
    for (const name of fieldNames) {
      const none = { now: 0, flipped: new Map<string, number>(), since: null };
      const both = [sample(name), `-${sample(name)}`].map((text) => matchEdge(parse(text).query, bare, none));
      if (always.has(name)) expect(both, name).toEqual([false, true]);
      else expect(both, name).toEqual([null, null]);
    }
  });

  it("is counted by field", () => {
    const { query } = parse("client.cert<20% age<3h");
    expect(notKnown(query, [edge], graphFacts(answer), { ...ages, flipped: new Map() })).toEqual([
      { field: "cert", edges: 1 },
      { field: "age", edges: 1 },
    ]);
  });
});

it("a known fact is on one side of a term: x or -x, never both", () => {
  const terms = fc.constantFrom(
    ...[
      "z",
      "ns:a",
      "client:x",
      "server:b/*",
      "policy:named",
      "verdict:allowed",
      "transport:plaintext",
      "port>100",
    ],
    ...[
      "open:true",
      "pods>2",
      "kind:workload",
      "proxy:sidecar",
      "rate>5",
      "condition:get",
      "mode:strict",
      "host:z.b",
    ],
  );
  const queries: fc.Arbitrary<string> = fc.letrec<{ query: string }>((tie) => ({
    query: fc.oneof(
      { depthSize: "small" },
      terms,
      fc.tuple(tie("query"), tie("query")).map(([a, b]) => `(${a} ${b})`),
      fc.tuple(tie("query"), tie("query")).map(([a, b]) => `(${a} or ${b})`),
      tie("query").map((a) => `-${a}`),
    ),
  })).query;
  fc.assert(
    fc.property(queries, (text) => {
      expect([holds(text), holds(`-(${text})`)].sort()).toEqual([false, true]);
    }),
  );
});

describe("a workload by itself", () => {
  const node = graphFacts(answer).nodes.get("b/z");
  it.each([
    ["z", true],
    ["-z", false],
    ["ns:b", true],
    ["open:true", true],
    ["verdict:depends", null],
    ["-verdict:depends", null],
    ["client.ns:b", null],
  ] as const)("%s: %s", (text, expected) => {
    expect(node && matcher(parse(text).query).node(node, ages)).toBe(expected);
  });
});

it("a term that fits nothing is told, with what was probably meant", () => {
  const told = (text: string) => nowhere(parse(text).query, graphFacts(answer), ages);
  expect(told("policy:z-caller verdict:depends")).toEqual([
    { term: "policy:z-caller", meant: "policy:z-callers" },
  ]);
  expect(told("verdict:denied")).toEqual([{ term: "verdict:denied", meant: null }]);
  expect(told("ns:a -ns:a")).toEqual([]);
});

it("a pattern of stars takes no more than pattern times text", () => {
  expect(fitsGlob("*a".repeat(40), "a".repeat(5000))).toBe(true);
  expect(fitsGlob(`${"*a".repeat(40)}b`, "a".repeat(5000))).toBe(false);
  fc.assert(
    fc.property(fc.string(), (text) => fitsGlob("*", text) && fitsGlob(text.replaceAll("*", "?"), text)),
  );
});

it("a name is near when a letter or two are wrong", () => {
  expect(nearest("verdcit", ["verdict", "transport"])).toBe("verdict");
  expect(nearest("xyz", ["verdict", "transport"])).toBeNull();
});
