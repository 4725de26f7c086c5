import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type LiveSource, liveSource } from "../../server/cluster/kubernetes/live-source.ts";
import { pathOf } from "./api.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { everything, grant, meshConfig } from "./rights.ts";
import { becomesLike, kubeconfig, quickTimes, until } from "./watching.ts";
import { loadWorld } from "./world.ts";

let plane: ControlPlane;
const sources: LiveSource[] = [];
const account = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "sekisho", namespace: "default" },
};
const user = "system:serviceaccount:default:sekisho";

beforeAll(async () => {
  plane = await startControlPlane();
  await loadWorld(plane.api);
});
beforeEach(() => {
  const { hostname, port } = new URL(plane.address);
  vi.stubEnv("KUBERNETES_SERVICE_HOST", hostname);
  vi.stubEnv("KUBERNETES_SERVICE_PORT", port);
  vi.stubEnv("KUBECONFIG", "");
  vi.stubEnv("HOME", plane.folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const source of sources.splice(0)) source.close();
});
afterAll(() => plane?.stop());

/** A folder that looks like the file system of a pod with that account. */
async function pod() {
  const root = join(plane.folder, "pod");
  const folder = join(root, "var", "run", "secrets", "kubernetes.io", "serviceaccount");
  mkdirSync(folder, { recursive: true });
  copyFileSync(plane.authority.certificateFile, join(folder, "ca.crt"));
  writeFileSync(join(folder, "namespace"), "default");
  await plane.api.apply(account);
  const rotate = async () => {
    const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
    const answer = await plane.api.send("POST", `${pathOf(account)}/token`, body);
    writeFileSync(join(folder, "token"), (answer as { status: { token: string } }).status.token);
  };
  await rotate();
  return { root, rotate };
}

function open(podRoot: string): LiveSource {
  const choice = { context: null, kubeconfig: null, namespaces: [], podRoot };
  const source = liveSource(choice, { ...quickTimes, watchShortest: 1000, watchLongest: 1500 });
  sources.push(source);
  return source;
}

describe("in a pod", () => {
  it("the cluster is found and read with the pod's account, whose token may be replaced", async () => {
    const { root, rotate } = await pod();
    await grant(plane.api, user, [...everything, meshConfig]);
    const source = open(root);
    expect((await source.read()).source.name).toBe("in-cluster");
    // All that differs is what an account without rights on all ConfigMaps and Gateway kinds may see, which is all that counts.
    await becomesLike(source, kubeconfig(plane, { token: "admin-token" }));
    // An account that is made anew takes its tokens with it.
    await plane.api.remove(account);
    await plane.api.apply(account);
    await until(
      () => source.read(),
      ({ snapshot }) => snapshot.coverage.some(({ state }) => state === "stale"),
    );
    await rotate();
    await becomesLike(source, kubeconfig(plane, { token: "admin-token" }));
  });

  it("an account without rights is told which to grant", async () => {
    const { root } = await pod();
    await grant(plane.api, user, []);
    const { snapshot } = await open(root).read();
    const row = snapshot.coverage.find(({ kind }) => kind === "AuthorizationPolicy");
    expect(row?.state).toBe("forbidden");
    expect(row?.because).toContain("the service account of this pod");
  });
});
