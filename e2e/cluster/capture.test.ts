import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { captureSource } from "../../server/cluster/capture/capture-source.ts";
import { captureCluster } from "../../server/services/capture-cluster.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { graphOf, kubeconfig, openSource } from "./watching.ts";
import { loadWorld } from "./world.ts";

let plane: ControlPlane;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-capture-"));
  plane = await startControlPlane();
  await loadWorld(plane.api);
  // What must never leave the cluster, where it usually stands.
  await plane.api.apply({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "key", namespace: "shop" },
    stringData: { "tls.key": "PLANTED-1" },
  });
  await plane.api.apply({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: "planted",
      namespace: "shop",
      annotations: {
        "kubectl.kubernetes.io/last-applied-configuration": "PLANTED-2",
        "vault.example/t": "PLANTED-3",
      },
    },
    spec: {
      selector: { matchLabels: { app: "planted" } },
      template: {
        metadata: { labels: { app: "planted" }, annotations: { "proxy.istio.io/config": "PLANTED-4" } },
        spec: {
          containers: [
            {
              name: "app",
              image: "registry.example/app:1",
              command: ["run", "--token=PLANTED-5"],
              env: [{ name: "PASSWORD", value: "PLANTED-6" }],
            },
          ],
        },
      },
    },
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await plane?.stop();
});

const filesOf = (at: string): Map<string, string> =>
  new Map(
    readdirSync(at, { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(join(at, name)).isFile())
      .toSorted()
      .map((name) => [name, readFileSync(join(at, name), "utf8")]),
  );

it("a capture shows the graph of its cluster, is the same byte for byte when taken again, and holds no secret", async () => {
  const file = kubeconfig(plane, { token: "admin-token" });
  const options = { kubeconfig: file, context: null, namespaces: [] };
  const take = (into: string) => captureCluster(options, join(folder, into), "2026-11-24T12:00:00Z");
  expect(await take("first")).toMatchObject({ ok: true, value: { unread: [] } });
  expect(await take("second")).toMatchObject({ ok: true });
  expect(filesOf(join(folder, "second"))).toEqual(filesOf(join(folder, "first")));
  expect([...filesOf(join(folder, "first")).values()].join("")).not.toContain("PLANTED");

  const source = openSource(file);
  const live = await graphOf(source);
  source.close();
  const taken = await graphOf(captureSource([join(folder, "first")]));
  const states = ({ coverage }: typeof live) => coverage.map(({ kind, state }) => `${kind} ${state}`);
  expect({ ...taken, coverage: states(taken) }).toEqual({ ...live, coverage: states(live) });
  expect(taken.nodes.map(({ id }) => id)).toContain("shop/planted");
  expect(taken.edges.length).toBeGreaterThan(5);

  // A folder of someone else's is left alone.
  expect(await captureCluster(options, plane.folder, "2026-11-24T12:00:00Z")).toMatchObject({
    ok: false,
    problem: { detail: expect.stringContaining("holds no capture") },
  });
});
