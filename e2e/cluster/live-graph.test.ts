import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { captureSource } from "../../server/cluster/capture/capture-source.ts";
import type { LiveSource } from "../../server/cluster/kubernetes/live-source.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { graphOf, kubeconfig, openSource } from "./watching.ts";
import { loadWorld, worldFolder } from "./world.ts";

let plane: ControlPlane;
const sources: LiveSource[] = [];
const open = (file: string) => {
  const source = openSource(file);
  sources.push(source);
  return source;
};

beforeAll(async () => {
  plane = await startControlPlane();
  await loadWorld(plane.api);
});
afterAll(async () => {
  for (const source of sources) source.close();
  await plane?.stop();
});

describe("a live cluster", () => {
  it("shows the graph of the folder that it was loaded from", async () => {
    const live = await graphOf(open(kubeconfig(plane, { token: "admin-token" })));
    const folder = await graphOf(captureSource([worldFolder]));
    const { coverage, ...rest } = live;
    // Only the Gateway API and cert-manager are not installed here, and bundles of the whole cluster not switched on.
    expect(coverage.map(({ kind, state }) => `${kind} ${state}`)).toEqual(
      [
        "ClusterTrustBundle",
        ...["Gateway", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute"],
        ...["Certificate", "CertificateRequest", "Issuer", "ClusterIssuer"],
      ].map((kind) => `${kind} absent`),
    );
    expect(rest).toEqual({ ...folder, coverage: undefined });
    expect(live.edges.length).toBeGreaterThan(5);
  });
});
