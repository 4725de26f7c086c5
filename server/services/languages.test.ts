import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { temporaryFolders } from "../cluster/capture/temporary-folder.ts";
import type { Language } from "../contract/language.ts";
import { tell } from "../contract/text.ts";
import { askRequest } from "./ask-request.ts";
import { getEdge } from "./get-edge.ts";
import { getFocus } from "./get-focus.ts";
import { getGraph } from "./get-graph.ts";
import { getWorkload } from "./get-workload.ts";
import { listFindings } from "./list-findings.ts";
import { listPolicies } from "./list-policies.ts";
import { openFolders } from "./open-folders.ts";
import type { Result } from "./result.ts";

const root = join(import.meta.dirname, "..", "..");
const corpus = join(root, "server", "engine", "conformance", "corpus");
const temporaryFolder = temporaryFolders(onTestFinished);
const now = { nowSeconds: Date.parse("2026-11-24T12:00:00Z") / 1000 };

const had = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
};

/** Every answer of a source that the page can ask for: graph, policies, each edge, each workload, each focus, a request on each edge. */
async function answersOf(folders: readonly string[]): Promise<readonly unknown[]> {
  const source = openFolders([...folders]);
  const graph = had(await getGraph({ asked: [], ...now }, source));
  const answers: unknown[] = [graph, had(await listPolicies(now, source)), had(await listFindings(source))];
  for (const { id } of graph.nodes.filter((n) => n.kind === "workload" || n.kind === "gateway")) {
    answers.push(had(await getWorkload(id, source)));
    answers.push(had(await getFocus(id, now, source)));
  }
  for (const { id, client, server, workloadPort } of graph.edges) {
    answers.push(had(await getEdge(id, now, source)));
    if (server.startsWith("external/") || client.startsWith("external/")) continue;
    const question = {
      from: client,
      to: { pod: server, port: workloadPort },
      http: { method: "GET", path: "/" },
    };
    const asked = await askRequest({ ...question, who: true }, now, source);
    if (asked.ok) answers.push(asked.value);
  }
  return answers;
}

type Leaf = readonly [path: string, key: string, value: unknown];
function leavesOf(value: unknown, path = "", key = ""): Leaf[] {
  if (typeof value !== "object" || value === null) return [[path, key, value]];
  const named = Array.isArray(value) ? value.map((v, i) => [`${i}`, v] as const) : Object.entries(value);
  return named.flatMap(([name, part]) =>
    leavesOf(
      part,
      `${path}.${name}`,
      Array.isArray(value) ? key : path.endsWith(".values") ? "values" : name,
    ),
  );
}

/** Fields that hold sentences; in every other field both languages must be equal. */
const spoken = new Set([
  "text",
  "cure",
  "values",
  "condition",
  "because",
  "label",
  "sentence",
  "note",
  "action",
  "traffic",
  "was",
  "wanted",
  "does",
  "scopeText",
  "value",
]);

/** English by its own small words; what tools and files print stays as it is. */
const english =
  /(^|[\s(（])(the|is|are|with|without|only|not|no|of|and|has|unless|from|whole|its|it)\s[a-z]/i;
const asPrinted = new Set(["seenText", "body", "curl", "xForwardedClientCert", "cure", "name"]);

const closed = `---
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: {name: tokens, namespace: shop}
spec: {jwtRules: [{issuer: "https://a.example", jwksUri: "https://a.example/keys"}]}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: much, namespace: shop}
spec:
  action: ALLOW
  rules:
  - from: [{source: {requestPrincipals: ["*"]}}]
    to: [{operation: {methods: [GET, PUT], paths: ["/a", "/b", "/c", "/d"]}}]
    when: [{key: "request.headers[x-a]", notValues: [b]}]
  - from: [{source: {ipBlocks: [10.0.0.0/8]}}]
    to: [{operation: {ports: ["81"], notHosts: [a.example]}}]
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: never, namespace: shop}
spec: {action: DENY, rules: [{to: [{operation: {methods: [DELETE]}}]}]}
`;
const unread = JSON.stringify({
  takenAt: "2026-11-24T09:00:00Z",
  unreadable: [{ kind: "AuthorizationPolicy", namespace: "ops", status: 403 }],
});

it.each([
  ["the demo", () => [join(root, "demo")]],
  ["the conformance world", () => [join(corpus, "world"), join(corpus, "variants", "base")]],
  [
    "that world with policies that hang on the request, and a namespace that was not read",
    () => [
      join(corpus, "world"),
      join(corpus, "variants", "base"),
      temporaryFolder({ "a.yaml": closed, "mesh.json": unread }),
    ],
  ],
])(
  "%s says the same in both languages, and neither leaves a trace in the other",
  async (_, folders) => {
    const named = folders();
    const answers = await answersOf(named);
    const inLanguage = (language: Language) => answers.map((answer) => tell(answer, language));
    const first = inLanguage("en");
    const japanese = inLanguage("ja");
    // A second evaluation, after both languages were told: a cache that held a language would show it here.
    const again = (await answersOf(named)).map((answer) => tell(answer, "en"));
    expect(again).toEqual(first);
    expect(inLanguage("en")).toEqual(first);

    const en = leavesOf(first);
    const ja = leavesOf(japanese);
    expect(ja.map(([path]) => path)).toEqual(en.map(([path]) => path));
    const changed = ja.flatMap(([path, key, value], i) => (value === en[i]?.[2] ? [] : [`${key} ${path}`]));
    expect(changed.length).toBeGreaterThan(100);
    expect(changed.filter((at) => !spoken.has(at.split(" ")[0] ?? ""))).toEqual([]);

    const left = ja.filter(
      ([path, key, value]) =>
        typeof value === "string" &&
        !asPrinted.has(key) &&
        !path.includes(".problems.") &&
        english.test(value) &&
        !/cannot be read: .* line \d+/.test(value),
    );
    expect([...new Set(left.map(([, key, value]) => `${key}: ${value}`))]).toEqual([]);
    expect(JSON.stringify([first, japanese])).not.toMatch(/[\uFDD0-\uFDD3]/);
  },
  60_000,
);
