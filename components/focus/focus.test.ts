import { describe, expect, it } from "vitest";
import type { Focus, FocusGroup, FocusPeer, FocusPort } from "../../server/contract/focus.ts";
import { allWords } from "../look/all-words.ts";
import { askHref, edgeHref, focusHref, groupHref } from "./focus-href.ts";
import { type FocusView, readFocusView, writeFocusView } from "./focus-view.ts";
import { headOf } from "./head.ts";
import { seenFirst } from "./seen-first.ts";
import { shownFocus, sumsOf } from "./shown.ts";

const en = allWords.en;

const peer = (id: string): FocusPeer => ({ id, workloadPort: 8080, target: 0, condition: null });
const group = (part: Partial<FocusGroup>): FocusGroup => ({
  how: "anyClient",
  outcome: "allowed",
  transport: "mtls",
  condition: null,
  named: [],
  decidedBy: [],
  peers: [peer("front/web")],
  ...part,
});
const focus = (groups: readonly FocusGroup[], stopped: readonly string[] = []): Focus => ({
  groups,
  stops: stopped.length === 0 ? [] : [{ outcome: "denied", decidedBy: [], peers: stopped.map(peer) }],
  stopped: stopped.length,
  targets: [{ workloadPort: 8080, host: "cart.shop.svc.cluster.local", servicePort: 80, protocol: "HTTP" }],
});
const port = (callers: Focus): FocusPort => ({
  workloadPort: 8080,
  protocol: "HTTP",
  mode: "STRICT",
  decidedBy: [],
  services: [],
  callers,
  reasons: [],
  outside: null,
});
const all: FocusView = { text: "", side: "both", ways: [], open: [] };

describe("the address of a focus", () => {
  it("brings back what it was written from", () => {
    const view: FocusView = {
      text: "shop a",
      side: "calls",
      ways: ["anyClient", "stopped"],
      open: ["8080-a-1", "b"],
    };
    expect(readFocusView(new URLSearchParams(writeFocusView(view)))).toEqual(view);
    expect(writeFocusView(all)).toBe("");
  });

  it("leaves out what is no way and no side", () => {
    expect(readFocusView(new URLSearchParams("side=up&how=anyClient,everything"))).toEqual({
      ...all,
      ways: ["anyClient"],
    });
  });

  it("of a node is its parts, also with a host", () => {
    expect(focusHref("shop/cart")).toBe("/focus/shop/cart");
    expect(focusHref("external/a b.example")).toBe("/focus/external/a%20b.example");
  });
});

describe("what the filters leave", () => {
  const answer = {
    ports: [
      port(
        focus(
          [
            group({ how: "identity", named: ["cluster.local/ns/front/sa/web"] }),
            group({ how: "anyClient", peers: [peer("shop/a"), peer("shop/b")] }),
            group({ how: "unknown", outcome: "mixed", peers: [peer("shop/optout")] }),
          ],
          ["ops/x", "ops/y"],
        ),
      ),
    ],
    calls: focus([group({ how: "noProxy", peers: [peer("legacy/app")] })]),
  };

  it("is everything without a filter, widest first, and the counts add up to it", () => {
    const shown = shownFocus(answer, all);
    expect(shown.callers?.[0]?.groups.map(({ way }) => way)).toEqual([
      "anyClient",
      "identity",
      "mixed",
      "stopped",
    ]);
    expect(shown.pairs).toBe(7);
    expect([...shown.counts.values()].reduce((a, b) => a + b)).toBe(7);
  });

  it("by text keeps the peers with every word, and no empty group", () => {
    const shown = shownFocus(answer, { ...all, text: "SHOP b" });
    expect(shown.callers?.[0]?.groups.map(({ peers }) => peers.map(({ id }) => id))).toEqual([["shop/b"]]);
    expect(shown.calls).toEqual([]);
  });

  it("by way leaves the other counts as they were, so that they stay switches", () => {
    const shown = shownFocus(answer, { ...all, ways: ["stopped"] });
    expect(shown.pairs).toBe(2);
    expect(shown.counts.get("anyClient")).toBe(2);
  });

  it("by direction hides a side whole", () => {
    expect(shownFocus(answer, { ...all, side: "calls" })).toMatchObject({ callers: null, pairs: 1 });
    expect(shownFocus(answer, { ...all, side: "callers" })).toMatchObject({ calls: null, pairs: 6 });
  });

  it("is summed over ports", () => {
    expect(sumsOf(answer.ports.map(({ callers }) => callers))).toEqual({ passing: 4, all: 6 });
  });
});

describe("the head of a group", () => {
  const head = (part: Partial<Parameters<typeof headOf>[0]>) =>
    headOf(
      { side: "callers", way: "anyClient", outcome: "allowed", condition: null, named: [], ...part },
      en,
    );

  it("says how in words", () => {
    expect(head({})).toBe("Any client, also without identity");
    expect(head({ way: "namespace", named: ["front"] })).toBe("Namespace front");
    expect(
      head({ way: "identity", named: ["cluster.local/ns/front/sa/web", "*/ns/a/sa/b", "ns/c/sa/*", "x"] }),
    ).toBe("Identities front/web, a/b, c/* and 1 more");
    expect(head({ side: "calls" })).toBe("Open to any client");
    expect(head({ way: "stopped", outcome: "refused" })).toBe("Refused");
  });

  it("is the condition where there is one", () => {
    expect(head({ way: "requests", outcome: "depends", condition: "only GET on /api/*" })).toBe(
      "Only GET on /api/*",
    );
  });
});

it("peers with traffic come first, then those that a rule names", () => {
  const evidence = (perSecond: number | null) => ({
    evidence: { observed: perSecond !== null, perSecond, named: [], asked: false },
  });
  const drawn = new Map([
    ["a/named>shop/cart:8080", evidence(null)],
    ["b/busy>shop/cart:8080", evidence(9)],
    ["c/idle>shop/cart:8080", evidence(0)],
  ]);
  const peers = ["a/a", "a/named", "b/b", "b/busy", "c/idle"].map(peer);
  expect(seenFirst("shop/cart", { side: "callers", peers }, drawn).map(({ id }) => id)).toEqual([
    "b/busy",
    "c/idle",
    "a/named",
    "a/a",
    "b/b",
  ]);
});

describe("the ways out", () => {
  const shown = {
    side: "callers" as const,
    outcome: "allowed" as const,
    peers: [peer("front/web")],
    targets: focus([]).targets,
  };

  it("an edge that is not drawn is asked for and shown alone", () => {
    expect(edgeHref("shop/cart", "a/b>shop/cart:80", true)).toBe("/graph?edge=a%2Fb%3Eshop%2Fcart%3A80");
    expect(edgeHref("shop/cart", "a/b>shop/cart:80", false)).toBe(
      "/graph?edge=a%2Fb%3Eshop%2Fcart%3A80&asked=shop%2Fcart&only=a%2Fb%3Eshop%2Fcart%3A80",
    );
  });

  it("a request goes to what the client dials", () => {
    expect(askHref("shop/cart", shown, peer("front/web"))).toContain(
      "from=front%2Fweb&host=cart.shop.svc.cluster.local",
    );
  });

  it("a group is its edges, or what many have in common", () => {
    expect(groupHref("shop/cart", shown)).toBe(
      "/graph?asked=shop%2Fcart&only=front%2Fweb%3Eshop%2Fcart%3A8080",
    );
    const many = Array.from({ length: 61 }, (_, i) => peer(`a/${i}`));
    expect(groupHref("shop/cart", { ...shown, peers: many })).toBe(
      "/graph?asked=shop%2Fcart&q=shop%2Fcart&outcome=allowed&view=table",
    );
  });
});
