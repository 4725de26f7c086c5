import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolders } from "../cluster/capture/temporary-folder.ts";
import type { Focus, FocusAnswer } from "../contract/focus.ts";
import { getEdge } from "./get-edge.ts";
import { getFocus } from "./get-focus.ts";
import { getGraph } from "./get-graph.ts";
import { openFolders } from "./open-folders.ts";

const demo = join(import.meta.dirname, "..", "..", "demo");
const now = { nowSeconds: Date.parse("2026-11-24T09:00:00Z") / 1000 };
const mesh = openFolders([demo]);
const temporaryFolder = temporaryFolders(onTestFinished);

async function focusOn(id: string, source = mesh): Promise<FocusAnswer> {
  const result = await getFocus(id, now, source);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

const every = ({ groups, stops }: Focus) => [...groups, ...stops];

async function nodesOfGraph() {
  const graph = await getGraph({ asked: [], ...now }, mesh);
  if (!graph.ok) throw new Error(graph.problem.detail);
  return graph.value.nodes;
}

describe("the focus on every node of the demo", () => {
  it("says of each pair what the edge itself says: outcome, transport, deciding policies", async () => {
    let pairs = 0;
    for (const { id } of await nodesOfGraph()) {
      const { ports, calls } = await focusOn(id);
      const told = [
        ...ports.flatMap(({ callers }) =>
          every(callers).flatMap((group) =>
            group.peers.map((peer) => ({ group, peer, edge: `${peer.id}>${id}:${peer.workloadPort}` })),
          ),
        ),
        ...every(calls ?? { groups: [], stops: [], stopped: 0, targets: [] }).flatMap((group) =>
          group.peers.map((peer) => ({ group, peer, edge: `${id}>${peer.id}:${peer.workloadPort}` })),
        ),
      ];
      for (const { group, edge } of told) {
        const single = await getEdge(edge, now, mesh);
        if (!single.ok) throw new Error(`${edge}: ${single.problem.detail}`);
        // Telemetry settles the protocol of a detected port; the focus asks of any protocol.
        if (single.value.edge.evidence.observed && single.value.edge.protocol === "auto") continue;
        pairs++;
        expect([edge, single.value.edge.outcome]).toEqual([edge, group.outcome]);
        if ("transport" in group)
          expect([edge, single.value.edge.transport]).toEqual([edge, group.transport]);
        for (const ref of single.value.edge.decidedBy) expect(group.decidedBy).toContainEqual(ref);
      }
    }
    expect(pairs).toBeGreaterThan(500);
  });

  it("holds every other workload and the caller from outside once for each port", async () => {
    const workloads = (await nodesOfGraph()).filter(({ namespace }) => namespace !== null);
    for (const { id } of workloads) {
      const { ports } = await focusOn(id);
      for (const { callers } of ports) {
        const ids = every(callers).flatMap(({ peers }) => peers.map((peer) => peer.id));
        expect(ids.toSorted()).toEqual(
          [...workloads.map((node) => node.id), "outside"].filter((other) => other !== id).toSorted(),
        );
        expect(callers.stopped).toBe(callers.stops.reduce((sum, { peers }) => sum + peers.length, 0));
      }
    }
  });

  it("names the callers of one port from its side and from theirs alike", async () => {
    const passing = (focus: Focus | null) => (focus?.groups ?? []).flatMap(({ peers }) => peers);
    const cart = await focusOn("shop/cart");
    const inward = cart.ports.flatMap(({ workloadPort, callers }) =>
      passing(callers).map(({ id }) => `${id}:${workloadPort}`),
    );
    for (const { id } of await nodesOfGraph()) {
      if (id === "shop/cart" || id.startsWith("external/")) continue;
      for (const { id: server, workloadPort } of passing((await focusOn(id)).calls))
        if (server === "shop/cart") expect(inward).toContain(`${id}:${workloadPort}`);
    }
  });
});

describe("why it is open", () => {
  it("is said of the ports that a caller from outside may call, and of no other", async () => {
    for (const { id, namespace } of await nodesOfGraph()) {
      if (namespace === null) continue;
      for (const { outside, reasons, workloadPort } of (await focusOn(id)).ports) {
        const open = outside?.outcome === "allowed" || outside?.outcome === "depends";
        if (!open) expect([id, workloadPort, reasons]).toEqual([id, workloadPort, []]);
        if (outside?.outcome === "allowed") expect([id, workloadPort, reasons.length > 0]).toContain(true);
      }
    }
  });

  it("leads to the lines that decide", async () => {
    const { lines } = await focusOn("shop/cart");
    expect(lines["AuthorizationPolicy shop/cart#0"]).toBeGreaterThan(
      lines["AuthorizationPolicy shop/cart"] ?? 1e9,
    );
  });
});

describe("how the callers pass", () => {
  const policy = (name: string, spec: string) => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: ${name}, namespace: front}
spec: ${spec}
`;
  const ways = async (text: string) => {
    const folder = temporaryFolder({ "policy.yaml": text });
    const { ports } = await focusOn("front/web", openFolders([demo, folder]));
    return new Map(
      ports.flatMap(({ callers }) =>
        callers.groups.flatMap(({ how, named, peers }) =>
          peers.map(({ id }) => [id, [how, ...named]] as const),
        ),
      ),
    );
  };
  const selector = "selector: {matchLabels: {app: web}}";

  it("is by the source that lets this caller in, where a rule has several", async () => {
    const found = await ways(
      policy(
        "several",
        `{${selector}, rules: [{from: [{source: {namespaces: [shop]}}, {source: {principals: [cluster.local/ns/front/sa/admin]}}]}]}`,
      ),
    );
    expect(found.get("shop/cart")).toEqual(["namespace", "shop"]);
    expect(found.get("front/admin")).toEqual(["identity", "cluster.local/ns/front/sa/admin"]);
  });

  it("is not any client where a DENY rule stops some", async () => {
    const found = await ways(
      policy("no-shop", `{${selector}, action: DENY, rules: [{from: [{source: {namespaces: [shop]}}]}]}`),
    );
    expect(found.get("front/admin")).toEqual(["notDenied"]);
    expect(found.has("shop/cart")).toBe(false);
  });
});

it("a workload that is not there is a problem with a cure", async () => {
  expect(await getFocus("no/body", now, mesh)).toMatchObject({
    ok: false,
    problem: { kind: "notFound", cure: expect.stringContaining("Choose another one") },
  });
});

it("callers from outside have calls and no callers, a server outside has callers and no calls", async () => {
  const outside = await focusOn("outside");
  expect([outside.ports, (outside.calls?.groups.length ?? 0) > 0]).toEqual([[], true]);
  const external = await focusOn("external/api.example.com");
  expect(external.calls).toBeNull();
  expect(external.ports.map(({ callers }) => callers.groups.length > 0)).toEqual([true]);
});
