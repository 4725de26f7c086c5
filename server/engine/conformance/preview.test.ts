import { describe, expect, it } from "vitest";
import { evaluateRequest } from "../evaluate.ts";
import { previewOf } from "../preview/preview.ts";
import type { MeshSnapshot } from "../snapshot.ts";
import { meshWith, readCases } from "./corpus.ts";
import { meta, nowSeconds } from "./generators.ts";
import { endOf, flipsRequest, wrongExample } from "./preview-judge.ts";

const cases = readCases().filter((c) => !c.rejected);
const worlds = new Map<string, MeshSnapshot>();
function worldOf(variant: string): MeshSnapshot {
  const known = worlds.get(variant) ?? meshWith(variant, []);
  worlds.set(variant, known);
  return known;
}
const parts = Array.from({ length: 20 }, (_, i) => i);

describe("a preview of the mesh becoming that of a recorded case", () => {
  it.each(parts)(
    "flips an edge of every recorded request whose verdict differs, each with an example that does, part %i",
    (part) => {
      const own = cases.filter((_, i) => i % parts.length === part);
      const wrong: string[] = [];
      for (const { file, variant, objects, requests } of own) {
        const sides = [worldOf(variant), meshWith(variant, objects)] as const;
        const preview = previewOf(...sides, { nowSeconds });
        for (const { request } of requests) {
          const [was, will] = sides.map((s) => endOf(evaluateRequest(s, request, { nowSeconds })));
          if (was === will || flipsRequest(preview, sides, request, { nowSeconds })) continue;
          wrong.push(`${file} ${request.id}: ${was}, then ${will}; not flipped`);
        }
        for (const { server, flips } of preview.servers)
          for (const { example, workloadPort } of flips) {
            // An example that takes a fact as given is judged where random drafts are.
            if (example === null || example.given.length > 0) continue;
            const why = wrongExample(example, sides, { nowSeconds });
            if (why !== null) wrong.push(`${file} ${server}:${workloadPort}: ${why}`);
          }
      }
      expect(wrong).toEqual([]);
    },
  );
});

it("a change that touches very many servers is compared for the edges of the graph, and says so", () => {
  const snapshot = meshWith("base", []);
  const strict = {
    meta: meta("PeerAuthentication", "istio-system", "strict"),
    selector: null,
    mode: "STRICT" as const,
    portLevelMtls: {},
  };
  const after = {
    ...snapshot,
    peerAuthentications: [...snapshot.peerAuthentications, strict],
  };
  const all = previewOf(snapshot, after, { nowSeconds });
  const drawn = previewOf(snapshot, after, { nowSeconds, mostServers: 0 });
  expect(all.open).toEqual([]);
  expect(drawn.open.map((o) => o.code)).toEqual(["limit"]);
  expect(drawn.changes).not.toBe("none");
  expect(drawn.counts.observed).toBe(all.counts.observed);
  expect(drawn.counts.named).toBe(all.counts.named);
});
