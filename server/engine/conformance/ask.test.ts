import { describe, expect, it } from "vitest";
import { POST as ask } from "../../../app/api/ask/route.ts";
import { POST as verdict } from "../../../app/api/verdict/route.ts";
import type { ClusterSource } from "../../cluster/source.ts";
import type { AskAnswer } from "../../contract/ask.ts";
import type { Answer } from "../../contract/verdict.ts";
import { showOnly } from "../../services/only-source.ts";
import type { MeshSnapshot } from "../snapshot.ts";
import { meshWith, readCases } from "./corpus.ts";

const cases = readCases().filter((c) => !c.rejected);

/** The routes answer about the source that the process shows; here it is the mesh of one case. */
function show(snapshot: MeshSnapshot): void {
  const source: ClusterSource = {
    read: async () => ({
      snapshot,
      source: {
        name: "corpus",
        folder: null,
        takenAt: null,
        istioVersion: null,
        trustDomain: "",
        rootNamespace: "",
      },
      failure: null,
      proxyCertificates: new Map(),
      proxySecrets: new Map(),
      files: new Map(),
      places: [],
    }),
    readText: async () => null,
    watch: () => () => {},
    writer: null,
    askProxy: null,
    actor: null,
    health: () => ({ state: "synced", problem: null }),
    collections: () => [],
    close: () => {},
  };
  showOnly(source);
}

const post = async (route: typeof ask, body: unknown): Promise<unknown> => {
  const response = await route(
    new Request("http://sekisho.test/", { method: "POST", body: JSON.stringify(body) }),
  );
  expect(response.headers.get("cache-control")).toBe("no-store");
  return response.json();
};

describe("through the HTTP API, Ask says what `sekisho verdict` says", () => {
  it.each(cases)("$file", async ({ variant, objects, requests }) => {
    show(meshWith(variant, objects));
    const all = requests.map((r) => r.request);
    const { answers } = (await post(verdict, { requests: all })) as { answers: readonly Answer[] };
    for (const [i, request] of all.entries()) {
      const { answer, gates, policies, decider } = (await post(ask, request)) as AskAnswer;
      expect(answer).toEqual(answers[i]);
      expect(gates).toHaveLength(5);
      // Whoever decides by a rule is among the policies shown, and is the one that is shown as deciding.
      const byRule = answer.decidedBy.find((d) => d.kind === "AuthorizationPolicy" && d.rule !== null);
      if (byRule !== undefined && ["allowed", "denied"].includes(answer.outcome)) {
        expect(decider?.ref).toEqual(byRule);
        expect(policies.filter((p) => p.state === "decides").map((p) => p.ref.name)).toContain(byRule.name);
      }
    }
  });
});

describe("who could", () => {
  it.each(cases.slice(0, 60))(
    "$file: every caller of the list gets the verdict of its own question",
    async (c) => {
      show(meshWith(c.variant, c.objects));
      const request = c.requests[0]?.request;
      if (request === undefined) return;
      const { who } = (await post(ask, { ...request, who: true })) as AskAnswer;
      const callers = who.flatMap((g) =>
        g.callers.map((caller) => ({ caller, outcome: g.outcome, seen: g.seen })),
      );
      const { answers } = (await post(verdict, {
        requests: callers.map(({ caller }) => ({ ...request, from: caller.id })),
      })) as { answers: readonly Answer[] };
      expect(callers.map(({ outcome }) => outcome)).toEqual(answers.map(({ outcome }) => outcome));
      expect(callers.filter(({ caller }) => caller.asked).map(({ caller }) => caller.id)).toEqual([
        request.from,
      ]);
    },
  );
});
