import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { loadWorld, readManifests, worldFolder } from "./world.ts";

let plane: ControlPlane;

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane?.stop());

const items = async (path: string) => ((await plane.api.send("GET", path)) as { items: unknown[] }).items;

describe("the control plane of the tests", () => {
  it("holds the world with Istio's kinds, and refuses what Istio's rules refuse", async () => {
    await loadWorld(plane.api);
    expect(await items("/apis/security.istio.io/v1/authorizationpolicies")).not.toHaveLength(0);
    const pods = readManifests(worldFolder).filter(({ kind }) => kind === "Pod");
    expect(await items("/api/v1/pods")).toHaveLength(pods.length);
    const bad = {
      apiVersion: "security.istio.io/v1",
      kind: "PeerAuthentication",
      metadata: { name: "bad", namespace: "shop" },
      spec: { portLevelMtls: { "8080": { mode: "STRICT" } } },
    };
    await expect(plane.api.apply(bad)).rejects.toThrow("portLevelMtls requires selector");
  });

  it("keeps its objects when the API server or etcd is ended and started again", async () => {
    const before = await items("/api/v1/services");
    await plane.restartApiServer();
    expect(await items("/api/v1/services")).toEqual(before);
    await plane.restartEtcd();
    expect(await items("/api/v1/services")).toEqual(before);
  });
});
