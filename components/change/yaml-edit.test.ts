import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse as parseAs, stringify as stringifyAs } from "yaml";
import { editYaml, readYaml } from "./yaml-edit.ts";
import type { Json, Path, YamlEdit } from "./yaml-value.ts";

const parse = (text: string): unknown => parseAs(text, { version: "1.1", logLevel: "silent" });
const stringify = (value: unknown, options = {}): string =>
  stringifyAs(value, { version: "1.1", ...options });

const policy = `# Who reads orders
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: orders   # as the Deployment
  namespace: "shop"
spec:
  selector: {matchLabels: {app: orders}}
  action: ALLOW
  rules:
  # the shop front reads
  - from:
    - source:
        principals:
          - cluster.local/ns/front/sa/web
    to:
    - operation:
        methods: [GET, 'HEAD']
        paths: [ /api/* ]

  # and the probe
  - from:
    - source: {namespaces: [ops]}
`;

/** The lines that an edit took out and put in. */
function diff(before: string, after: string): readonly string[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return [
    ...a.slice(head, a.length - tail).map((line) => `-${line}`),
    ...b.slice(head, b.length - tail).map((line) => `+${line}`),
  ];
}
const order = (path: Path) => (path.join(".") === "spec" ? ["selector", "action", "provider", "rules"] : []);

describe("an edit changes only the lines concerned:", () => {
  it.each<[string, YamlEdit, readonly string[]]>([
    [
      "a value keeps its comment",
      { kind: "set", path: ["metadata", "name"], value: "carts" },
      ["-  name: orders   # as the Deployment", "+  name: carts   # as the Deployment"],
    ],
    ["the same value changes nothing", { kind: "set", path: ["metadata", "namespace"], value: "shop" }, []],
    [
      "a text that looks like a number or a boolean is quoted",
      { kind: "set", path: ["metadata", "name"], value: "no" },
      ["-  name: orders   # as the Deployment", '+  name: "no"   # as the Deployment'],
    ],
    [
      "an item of a list in brackets",
      { kind: "insert", path: ["spec", "rules", 0, "to", 0, "operation", "methods"], index: 1, value: "PUT" },
      ["-        methods: [GET, 'HEAD']", "+        methods: [GET, PUT, HEAD]"],
    ],
    [
      "an item of a list in lines, indented as the others",
      {
        kind: "insert",
        path: ["spec", "rules", 0, "from", 0, "source", "principals"],
        index: 1,
        value: "cluster.local/ns/shop/sa/cart",
      },
      ["+          - cluster.local/ns/shop/sa/cart"],
    ],
    [
      "a rule at the end",
      { kind: "set", path: ["spec", "rules", 2, "to"], value: [{ operation: { ports: ["80"] } }] },
      ["+  - to:", "+    - operation:", "+        ports:", '+        - "80"'],
    ],
    [
      "a rule before another one's comment",
      { kind: "insert", path: ["spec", "rules"], index: 1, value: { to: [] } },
      ["+  - to: []"],
    ],
    [
      "a rule goes with its comment",
      { kind: "delete", path: ["spec", "rules", 1] },
      ["-  # and the probe", "-  - from:", "-    - source: {namespaces: [ops]}"],
    ],
    [
      "the first key behind a dash",
      { kind: "delete", path: ["spec", "rules", 0, "from"] },
      [
        "-  - from:",
        "-    - source:",
        "-        principals:",
        "-          - cluster.local/ns/front/sa/web",
        "-    to:",
        "+  - to:",
      ],
    ],
    [
      "the last item leaves an empty list",
      { kind: "delete", path: ["spec", "rules", 0, "from", 0, "source", "principals", 0] },
      ["-        principals:", "-          - cluster.local/ns/front/sa/web", "+        principals: []"],
    ],
    [
      "a new key in its place",
      { kind: "set", path: ["spec", "provider", "name"], value: "ext" },
      ["+  provider:", "+    name: ext"],
    ],
    [
      "a key within braces",
      { kind: "set", path: ["spec", "selector", "matchLabels", "tier"], value: "back" },
      ["-  selector: {matchLabels: {app: orders}}", "+  selector: {matchLabels: {app: orders, tier: back}}"],
    ],
    [
      "a map in place of braces",
      { kind: "delete", path: ["spec", "selector"] },
      ["-  selector: {matchLabels: {app: orders}}"],
    ],
  ])("%s", (_, edit, lines) => {
    const after = editYaml(policy, edit, order);
    expect(diff(policy, after)).toEqual(lines);
    expect(readYaml(after).errors).toEqual([]);
  });

  it("a key without a value takes one", () => {
    const text = "spec:\n  rules:\n  action: DENY\n";
    expect(editYaml(text, { kind: "insert", path: ["spec", "rules"], index: 0, value: {} })).toBe(
      "spec:\n  rules:\n  - {}\n  action: DENY\n",
    );
    expect(editYaml("spec:", { kind: "set", path: ["spec", "mtls", "mode"], value: "STRICT" })).toBe(
      "spec:\n  mtls:\n    mode: STRICT",
    );
  });

  it("a port is found by its name, and written as one", () => {
    const text = "spec:\n  portLevelMtls:\n    8080: {mode: STRICT} # web\n";
    const path = ["spec", "portLevelMtls"];
    expect(editYaml(text, { kind: "set", path: [...path, "8080", "mode"], value: "DISABLE" })).toBe(
      "spec:\n  portLevelMtls:\n    8080: {mode: DISABLE} # web\n",
    );
    expect(editYaml(text, { kind: "set", path: [...path, "9090", "mode"], value: "STRICT" })).toBe(
      `${text}    9090:\n      mode: STRICT\n`,
    );
  });

  it("what an anchor names is not changed with it", () => {
    const text = "a: &x\n  k: 1\nb: *x\n";
    expect(parse(editYaml(text, { kind: "set", path: ["b", "k"], value: 2 }))).toEqual({
      a: { k: 1 },
      b: { k: 2 },
    });
  });
});

describe("whatever the document and the edit", () => {
  const scalar = fc.oneof(
    fc.constantFrom(
      "GET",
      "/api/*",
      "no",
      "1",
      "22:30",
      "a: b",
      "- x",
      "#",
      "",
      "*",
      "two\nlines",
      "'q'",
      "日本",
    ),
    fc.boolean(),
    fc.integer({ min: -5, max: 500 }),
    fc.constant(null),
  );
  const json: fc.Arbitrary<Json> = fc.letrec<{ node: Json }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      scalar as fc.Arbitrary<Json>,
      fc.array(tie("node"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("a", "b", "from", "to-x", "k"), tie("node"), { maxKeys: 3 }),
    ),
  })).node;
  const root = fc.dictionary(fc.constantFrom("spec", "kind", "a"), json, { minKeys: 1, maxKeys: 3 });

  /** A path that exists, and perhaps one key further. */
  const pathIn = (value: Json, picks: readonly number[]): Path => {
    const path: (string | number)[] = [];
    let at: Json | undefined = value;
    for (const pick of picks) {
      if (at === null || at === undefined || typeof at !== "object") break;
      const keys: readonly (string | number)[] = Array.isArray(at) ? at.map((_, i) => i) : Object.keys(at);
      const key: string | number = keys[pick % (keys.length + 1)] ?? (Array.isArray(at) ? at.length : "new");
      path.push(key);
      at = (at as Record<string | number, Json>)[key];
    }
    return path;
  };
  const set = (value: Json | undefined, [key, ...rest]: Path, to: Json): Json => {
    if (key === undefined) return to;
    if (typeof key === "number") {
      const list = [...(value as readonly Json[])];
      list[key] = set(list[key], rest, to);
      return list;
    }
    return { ...(value as Record<string, Json>), [key]: set((value as Record<string, Json>)[key], rest, to) };
  };

  it("the result says what the edit says", () => {
    fc.assert(
      fc.property(
        root,
        fc.array(fc.nat(5), { minLength: 1, maxLength: 5 }),
        json,
        fc.constantFrom("block", "flow", "any"),
        (value, picks, to, collectionStyle) => {
          const text = stringify(value, {
            collectionStyle: collectionStyle as "block",
            indentSeq: picks[0] === 1,
          });
          // The library cannot print every empty collection in every style.
          fc.pre(JSON.stringify(parse(text)) === JSON.stringify(value));
          const path = pathIn(value, picks);
          const after = editYaml(text, { kind: "set", path, value: to });
          expect(parse(after)).toEqual(set(value, path, to));
        },
      ),
      { numRuns: 600 },
    );
  });

  it("what is taken out is gone, and nothing else", () => {
    fc.assert(
      fc.property(root, fc.array(fc.nat(2), { minLength: 1, maxLength: 4 }), (value, picks) => {
        const text = stringify(value);
        const path = pathIn(value, picks);
        const after = parse(editYaml(text, { kind: "delete", path })) as Json;
        const parent = (of: Json): Json =>
          path.slice(0, -1).reduce<Json>((at, key) => (at as Record<string | number, Json>)[key] as Json, of);
        const key = path.at(-1) as string | number;
        const kept = parent(value);
        if (Array.isArray(kept)) expect(parent(after)).toEqual(kept.filter((_, i) => i !== key));
        else {
          const { [key as string]: _, ...rest } = kept as Record<string, Json>;
          expect(parent(after)).toEqual(rest);
        }
      }),
      { numRuns: 300 },
    );
  });
});
