import { describe, expect, it } from "vitest";
import type { Finding, Severity } from "../../server/contract/findings.ts";
import type { GraphEdge } from "../../server/contract/graph.ts";
import { edgesOf, ofSeverity, passing, sorted } from "./finding-rows.ts";
import { readFindingsView, writeFindingsView } from "./findings-view.ts";

const findingOf = (name: string, severity: Severity, more: Partial<Finding> = {}): Finding => ({
  code: "deadPort",
  known: "SEK0102",
  severity,
  weight: "part",
  object: { kind: "AuthorizationPolicy", namespace: "shop", name, rule: null },
  path: "spec.rules[0].to[0].operation.ports[0]",
  file: "a.yaml",
  line: 1,
  text: `No port of ${name}.`,
  cure: "Write another.",
  others: [],
  affected: [],
  affectedCount: 0,
  ...more,
});
const all = [findingOf("c", "error"), findingOf("a", "warning"), findingOf("b", "info")];
const names = (findings: readonly Finding[]) => findings.map(({ object }) => object.name).join("");

describe("the list of findings", () => {
  it("finds words in object, code, sentence, cure and callers", () => {
    expect(names(passing(all, ""))).toBe("cab");
    expect(names(passing(all, "shop/A sek0102"))).toBe("a");
    expect(names(passing(all, "another nobody"))).toBe("");
    const seen = findingOf("d", "info", { affected: [{ id: "front/web", perSecond: 1 }] });
    expect(names(passing([...all, seen], "front/web"))).toBe("d");
  });

  it("filters and sorts; equals keep their order", () => {
    expect(names(ofSeverity(all, ["error", "info"]))).toBe("cb");
    expect(names(sorted(all, { sort: "object", descending: false }))).toBe("abc");
    expect(names(sorted(all, { sort: "severity", descending: true }))).toBe("bac");
    expect(names(sorted(all, { sort: "code", descending: false }))).toBe("cab");
  });

  it("shows the edges of its rule, or those of the callers that it names", () => {
    const by = (name: string, rule: number | null) => ({ ...all[0]?.object, name, rule });
    const edge = (client: string, decidedBy: object) =>
      ({ id: `${client}>x`, client, decidedBy: [decidedBy] }) as unknown as GraphEdge;
    const edges = [
      edge("p", by("a", 0)),
      edge("q", by("a", 1)),
      edge("r", by("b", 0)),
      edge("s", by("a", null)),
    ];
    expect(edgesOf(findingOf("a", "error"), edges)).toEqual(["p>x", "s>x"]);
    const named = { path: "spec", affected: [{ id: "q", perSecond: null }] };
    expect(edgesOf(findingOf("a", "error", named), edges)).toEqual(["q>x"]);
  });
});

describe("the address of the list", () => {
  it("gives back what it was made of, and leaves out what is usual", () => {
    const view = {
      text: "shop",
      severities: ["error", "info"] as const,
      sort: "object" as const,
      descending: true,
      expanded: "deadPort AuthorizationPolicy shop/a",
    };
    expect(readFindingsView(new URLSearchParams(writeFindingsView(view)))).toEqual(view);
    expect(writeFindingsView(readFindingsView(new URLSearchParams("severity=bad&sort=worse")))).toBe("");
  });
});
