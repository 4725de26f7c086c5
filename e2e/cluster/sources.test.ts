import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CollectionState } from "../../server/contract/sources.ts";
import { getMesh } from "../../server/services/get-mesh.ts";
import { getReading } from "../../server/services/get-reading.ts";
import { listSources } from "../../server/services/list-sources.ts";
import { sourceOffer } from "../../server/services/source-offer.ts";
import { type SourcePool, sourcePool, usualLimits } from "../../server/services/source-pool.ts";
import type { Manifest } from "./api.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { everything, grant } from "./rights.ts";
import { graphOf, kubeconfig, until } from "./watching.ts";
import { installDefinitions, load, worldFolder } from "./world.ts";

let plane: ControlPlane;
let pool: SourcePool;

const inShop = [{ apiGroups: [""], resources: ["pods"] }];
const workload: Manifest = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "only-live", namespace: "shop" },
  spec: {
    selector: { matchLabels: { app: "only-live" } },
    template: {
      metadata: { labels: { app: "only-live" } },
      spec: { containers: [{ name: "app", image: "app" }] },
    },
  },
};

beforeAll(async () => {
  plane = await startControlPlane();
  await load(plane.api, [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } }, workload]);
  await grant(plane.api, "reader", [...everything, { apiGroups: ["cert-manager.io"], resources: ["*"] }]);
  await grant(plane.api, "limited", inShop, "shop");
  const file = kubeconfig(plane, { token: "reader-token" });
  const config = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, unknown>[]>;
  const context = (name: string, cluster: string, user: string) => ({
    name,
    context: { cluster, user, namespace: "shop" },
  });
  writeFileSync(
    file,
    JSON.stringify({
      ...config,
      contexts: [
        context("all", "test", "someone"),
        context("few", "test", "limited"),
        context("away", "away", "someone"),
        context("lost", "nowhere", "someone"),
      ],
      clusters: [...(config.clusters ?? []), { name: "away", cluster: { server: "https://127.0.0.1:9" } }],
      users: [...(config.users ?? []), { name: "limited", user: { token: "limited-token" } }],
    }),
  );
  const settings = { folders: [worldFolder], live: null, kubeconfig: file, contexts: true };
  pool = sourcePool(sourceOffer(settings), usualLimits, Date.now);
});
afterAll(async () => {
  pool?.close();
  await plane?.stop();
});

function lease(id: string) {
  const found = pool.lease(id);
  if (!found.ok) throw new Error(found.problem.detail);
  return found.value.source;
}
const collections = (id: string) => getReading(Date.now(), lease(id)).collections;
const ofKind = (rows: readonly CollectionState[], kind: string, namespace: string | null = null) =>
  rows.find((row) => row.kind === kind && row.namespace === namespace);

describe("contexts of one kubeconfig and a folder, side by side", () => {
  it("each shows its own mesh, to the rights of its own user, and the list says how each is", async () => {
    const [folder, all, few] = [lease("folder.manifests"), lease("context.all"), lease("context.few")];
    const nodes = async (source: typeof all) => (await graphOf(source)).nodes.map(({ id }) => id);
    expect(await nodes(all)).toContain("shop/only-live");
    expect(await nodes(folder)).not.toContain("shop/only-live");
    expect(await nodes(few)).not.toContain("shop/only-live");
    await lease("context.away").read();
    const states = () => listSources(pool, () => true).sources.map(({ id, state }) => `${id} ${state}`);
    await until(states, (now) => now.includes("context.all synced"));
    expect(states()).toEqual([
      "folder.manifests synced",
      "context.all synced",
      "context.few synced",
      "context.away failed",
      "context.lost failed",
    ]);
    const [, , , away, lost] = listSources(pool, () => true).sources;
    expect(away?.problem?.text).toContain("refuses the connection");
    expect(lost?.problem?.text).toContain("names cluster nowhere");
  });

  it("each kind and namespace tells its state, its objects and its last change", async () => {
    await lease("context.all").read();
    const deployments = () => ofKind(collections("context.all"), "Deployment");
    const before = await until(deployments, (row) => row?.state === "synced");
    expect(before).toMatchObject({ objects: 1, changedAt: null });
    expect(Number(before?.resourceVersion)).toBeGreaterThan(0);
    await plane.api.apply({ ...workload, metadata: { ...workload.metadata, labels: { changed: "1" } } });
    const after = await until(deployments, (row) => row?.changedAt !== null);
    expect(Number(after?.resourceVersion)).toBeGreaterThan(Number(before?.resourceVersion));
    expect(Date.parse(after?.certainAt ?? "")).toBeGreaterThanOrEqual(Date.parse(after?.changedAt ?? ""));

    await lease("context.few").read();
    const few = await until(
      () => collections("context.few"),
      (rows) => ofKind(rows, "Pod", "shop")?.state === "synced",
    );
    expect(ofKind(few, "Pod")).toMatchObject({ state: "forbidden", resourceVersion: null });
    expect(ofKind(few, "Deployment", "shop")).toMatchObject({ state: "forbidden", objects: 0 });
    expect(ofKind(few, "AuthorizationPolicy")?.state).toBe("absent");
  });
});

const kinds = {
  Certificate: "Namespaced",
  CertificateRequest: "Namespaced",
  Issuer: "Namespaced",
  ClusterIssuer: "Cluster",
};
const definitions = Object.entries(kinds).map(([kind, scope]): Manifest => {
  const [plural, group] = [`${kind.toLowerCase()}s`, "cert-manager.io"];
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [{ name: "v1", served: true, storage: true, schema }],
    },
  };
});

describe("cert-manager", () => {
  it("is absent until it is installed; then its objects are counted, or known to be refused", async () => {
    const source = lease("context.all");
    await source.read();
    const certificates = () => ofKind(collections("context.all"), "Certificate");
    await until(certificates, (row) => row?.state === "absent");
    await installDefinitions(plane.api, definitions);
    const answer = async () => {
      const mesh = await getMesh({ nowSeconds: 0 }, source);
      if (!mesh.ok) throw new Error(mesh.problem.detail);
      return mesh.value;
    };
    const few = () => ofKind(collections("context.few"), "Certificate", "shop");
    await until(few, (row) => row?.state === "forbidden");
    await load(plane.api, [
      {
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        metadata: { name: "web", namespace: "shop" },
        spec: { secretName: "web-tls", issuerRef: { name: "ca" } },
        status: { notAfter: "2027-01-01T00:00:00Z", conditions: [{ type: "Ready", status: "True" }] },
      },
    ]);
    const found = await until(answer, ({ certManager }) => certManager?.certificates.ready === 1);
    expect(found.certManager?.next).toMatchObject({ namespace: "shop", name: "web" });
    await until(certificates, (row) => row?.state === "synced" && row.objects === 1);
  });
});
