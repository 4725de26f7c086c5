import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolders } from "../cluster/capture/temporary-folder.ts";
import { answerRequests } from "./answer-requests.ts";
import { diffMeshes } from "./diff-meshes.ts";
import { openFolders } from "./open-folders.ts";

const world = join(import.meta.dirname, "..", "engine", "conformance", "corpus", "world");
const temporary = temporaryFolders(onTestFinished);
const now = { nowSeconds: Date.parse("2026-11-24T09:00:00Z") / 1000 };

const policy = (kind: string, name: string, spec: string) => `apiVersion: security.istio.io/v1
kind: ${kind}
metadata: {name: ${name}, namespace: shop}
spec: ${spec}
`;

const changes = {
  "an ALLOW of one principal and method": policy(
    "AuthorizationPolicy",
    "only-web",
    `{selector: {matchLabels: {app: cart}}, rules: [{from: [{source: {principals: [cluster.local/ns/front/sa/web]}}], to: [{operation: {methods: [GET]}}]}]}`,
  ),
  "a DENY of a header": policy(
    "AuthorizationPolicy",
    "no-debug",
    `{action: DENY, rules: [{when: [{key: "request.headers[x-debug]", values: ["on*"]}]}]}`,
  ),
  "STRICT for a namespace": policy("PeerAuthentication", "default", "{mtls: {mode: STRICT}}"),
  "a workload that appears": `apiVersion: v1
kind: Pod
metadata: {name: new, namespace: shop, labels: {app: new}}
spec: {serviceAccountName: default, containers: [{name: a, ports: [{containerPort: 80}]}]}
`,
};

async function difference(from: readonly string[], to: readonly string[]) {
  const result = await diffMeshes(openFolders(from), openFolders(to), now);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

describe("what differs between two folders", () => {
  it.each(Object.entries(changes).slice(0, 3))(
    "is shown by requests that end otherwise when they are put to each: %s",
    async (_, yaml) => {
      const sides = [[world], [world, temporary({ "change.yaml": yaml })]] as const;
      const { flips } = await difference(...sides);
      const requests = flips.flatMap((f, i) => (f.request === null ? [] : [{ ...f.request, id: String(i) }]));
      expect(requests.length).toBeGreaterThan(10);
      // Only what such a request cannot carry leaves an edge without one.
      expect(flips.filter((f) => f.request === null).length).toBeLessThan(flips.length / 10);
      const [before, after] = await Promise.all(
        sides.map(async (folders) => {
          const answers = await answerRequests(requests, now, openFolders(folders));
          if (!answers.ok) throw new Error(answers.problem.detail);
          return answers.value.answers.map(({ outcome, transport, endpoints }) =>
            JSON.stringify([outcome, transport, endpoints.map((e) => [e.pod, e.outcome, e.transport])]),
          );
        }),
      );
      const hidden = requests.filter((_r, i) => before?.[i] === after?.[i]);
      expect(hidden).toEqual([]);
    },
  );

  it("has no request where it takes a token, and says which", async () => {
    const accepts = policy(
      "RequestAuthentication",
      "tokens",
      "{selector: {matchLabels: {app: cart}}, jwtRules: [{issuer: issuer.example, jwksUri: 'https://issuer.example/keys'}]}",
    );
    const refuses = policy(
      "AuthorizationPolicy",
      "no-tokens",
      "{selector: {matchLabels: {app: cart}}, action: DENY, rules: [{from: [{source: {requestPrincipals: ['*']}}]}]}",
    );
    const from = [world, temporary({ "accepts.yaml": accepts })];
    const { flips } = await difference(from, [...from, temporary({ "refuses.yaml": refuses })]);
    const web = flips.find((f) => f.client === "front/web" && f.workloadPort === 8080);
    expect(web).toMatchObject({ server: "shop/cart", request: null });
    expect(web?.because).toMatch(/^It takes a token with the claims .*issuer\.example/);
  });

  it("is nothing between a folder and itself, and that is proven", async () => {
    expect(await difference([world], [world])).toMatchObject({
      flips: [],
      equalElsewhere: true,
      notCompared: [],
    });
  });

  it("does not guess of what stands on one side only", async () => {
    const { equalElsewhere, notCompared } = await difference(
      [world],
      [world, temporary({ "pod.yaml": changes["a workload that appears"] })],
    );
    expect(equalElsewhere).toBe(false);
    expect(notCompared.length).toBeGreaterThan(0);
  });

  it("is not told when one of the folders is missing", async () => {
    expect(await diffMeshes(openFolders([world]), openFolders([join(world, "gone")]), now)).toMatchObject({
      ok: false,
      problem: { kind: "notFound" },
    });
  });
});
