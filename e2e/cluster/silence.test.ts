import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LiveSource } from "../../server/cluster/kubernetes/live-source.ts";
import { tell } from "../../server/contract/text.ts";
import type { Manifest } from "./api.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { type FaultProxy, faultProxy } from "./fault-proxy.ts";
import { becomesLike, edgeOf, kubeconfig, openSource, quickTimes, until } from "./watching.ts";
import { loadWorld } from "./world.ts";

let plane: ControlPlane;
let proxy: FaultProxy;
let source: LiveSource;
const edge = "istio-ingress/ingressgateway>front/web:8080";
const policies = "/apis/security.istio.io/v1/authorizationpolicies";
const closing: Manifest = {
  apiVersion: "security.istio.io/v1",
  kind: "AuthorizationPolicy",
  metadata: { name: "closed", namespace: "front" },
  spec: { action: "DENY", rules: [{}] },
};

beforeAll(async () => {
  plane = await startControlPlane();
  await loadWorld(plane.api);
});
beforeEach(async () => {
  proxy = await faultProxy(plane);
});
afterEach(async () => {
  source.close();
  await proxy.close();
  await plane.api.remove(closing).catch(() => null);
});
afterAll(() => plane?.stop());

/** A source for which a silent watch alone is no reason for anything while these tests run. */
async function open(staleAfter: number) {
  const times = { ...quickTimes, watchSilent: 3_600_000, pulseWithin: 1000, staleAfter };
  source = openSource(kubeconfig(plane, { token: "admin-token" }, { server: proxy.address }), { times });
  await becomes("allowed");
}

const becomes = (wanted: string) =>
  until(
    () => edgeOf(source, edge),
    (now) => now?.outcome === wanted,
  );

describe("a network in which everything stays open and nothing arrives", () => {
  it("is noticed by what is asked often, and open watches are trusted no longer", async () => {
    await open(quickTimes.staleAfter);
    proxy.fault = () => ({ kind: "silence" });
    proxy.freeze(true);
    await plane.api.apply(closing);
    await until(
      () => source.read(),
      ({ snapshot }) =>
        snapshot.coverage.some(
          ({ kind, state, because }) =>
            kind === "AuthorizationPolicy" &&
            state === "stale" &&
            /stopped answering/.test(tell(because, "en") ?? ""),
        ),
    );
    expect((await edgeOf(source, edge))?.outcome).toBe("unknown");
    proxy.fault = () => null;
    proxy.freeze(false);
    await becomes("denied");
    await becomesLike(source, kubeconfig(plane, { token: "admin-token" }));
  });

  it("a watch that is doubted without need goes on where it was, without another list", async () => {
    await open(60_000);
    const asked = (watch: boolean) => () =>
      proxy.requests.filter((request) => request.path === policies && request.watch === watch).length;
    const [lists, watches] = [asked(false), asked(true)];
    const [before, begun] = [lists(), watches()];
    proxy.fault = ({ path }) => (path === "/apis" ? { kind: "silence" } : null);
    await until(watches, (now) => now > begun + 2);
    proxy.fault = () => null;
    await plane.api.apply(closing);
    await becomes("denied");
    expect(lists()).toBe(before);
  });
});
