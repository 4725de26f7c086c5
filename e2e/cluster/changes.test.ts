import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { LiveSource } from "../../server/cluster/kubernetes/live-source.ts";
import { type Manifest, pathOf } from "./api.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { type FaultProxy, faultProxy } from "./fault-proxy.ts";
import { becomesLike, edgeOf, graphOf, kubeconfig, openSource, until } from "./watching.ts";
import {
  installDefinitions,
  istioDefinitions,
  load,
  loadWorld,
  readManifests,
  worldFolder,
} from "./world.ts";

let plane: ControlPlane;
let proxy: FaultProxy;
const sources: LiveSource[] = [];
const routed = "istio-ingress/ingressgateway>front/web:8080";
const world = readManifests(worldFolder);
const definition = istioDefinitions().filter(
  ({ metadata }) => metadata.name === "authorizationpolicies.security.istio.io",
);
const policies = world.filter(({ kind }) => kind === "AuthorizationPolicy");

function open() {
  const source = openSource(kubeconfig(plane, { token: "admin-token" }, { server: proxy.address }));
  sources.push(source);
  return source;
}
const outcome = async (source: LiveSource, edge = routed) => (await edgeOf(source, edge))?.outcome;
/** Waits for an outcome: on a slow machine a kind may be called stale for a moment while its watch opens. */
const becomes = (source: LiveSource, wanted: string, edge = routed) =>
  until(
    () => outcome(source, edge),
    (now) => now === wanted,
  );
const likeFresh = (source: LiveSource) => becomesLike(source, kubeconfig(plane, { token: "admin-token" }));
const state = async (source: LiveSource) =>
  (await source.read()).snapshot.coverage.find(({ kind }) => kind === "AuthorizationPolicy")?.state;
const deny = (name: string): Manifest => ({
  apiVersion: "security.istio.io/v1",
  kind: "AuthorizationPolicy",
  metadata: { name, namespace: "front" },
  spec: { action: "DENY", rules: [{}] },
});

beforeAll(async () => {
  plane = await startControlPlane();
  await loadWorld(plane.api);
  proxy = await faultProxy(plane);
});
afterEach(async () => {
  proxy.fault = () => null;
  for (const source of sources.splice(0)) source.close();
  for (const name of ["closed", "odd"]) await plane.api.remove(deny(name)).catch(() => null);
});
afterAll(async () => {
  await proxy?.close();
  await plane?.stop();
});

describe("a kind whose definition", () => {
  it("serves another version from now on is read in that one, and nothing is taken for missing", async () => {
    const source = open();
    await plane.api.apply(deny("closed"));
    await becomes(source, "denied");
    const seen: unknown[] = [];
    const stop = source.watch(({ snapshot }) => {
      seen.push(snapshot.coverage.find(({ kind }) => kind === "AuthorizationPolicy")?.state);
    });
    const path = pathOf(definition[0] as Manifest);
    const serve = (served: boolean) =>
      plane.api.send(
        "PATCH",
        path,
        [{ op: "replace", path: "/spec/versions/0/served", value: served }],
        "application/json-patch+json",
      );
    const lists = (version: string) =>
      proxy.requests.filter(
        (request) => request.path === `/apis/security.istio.io/${version}/authorizationpolicies`,
      ).length;
    await serve(false);
    proxy.cutAll();
    await until(
      () => lists("v1beta1"),
      (count) => count > 1,
    );
    await becomes(source, "denied");
    await likeFresh(source);
    stop();
    expect(seen).not.toContain("absent");
    await serve(true);
    await until(
      () => plane.api.tryGet(pathOf(deny("closed"))),
      (status) => status === 200,
    );
    await plane.api.remove(deny("closed"));
    await becomes(source, "allowed");
  });

  it("is removed is absent, and is read again once it is installed", async () => {
    const source = open();
    await becomes(source, "allowed", "shop/cart>shop/orders:8080");
    await plane.api.send("DELETE", pathOf(definition[0] as Manifest));
    await until(
      () => state(source),
      (now) => now === "absent",
    );
    expect((await likeFresh(source)).edges.map(({ id }) => id)).not.toContain("shop/cart>shop/orders:8080");
    await installDefinitions(plane.api, definition);
    await load(plane.api, [...policies, deny("closed")]);
    await becomes(source, "denied");
    await plane.api.remove(deny("closed"));
    await becomes(source, "allowed");
    await likeFresh(source);
  });
});

describe("an object that cannot be decoded", () => {
  it("is a problem of its own, hides no other one, and makes unknown what it could decide", async () => {
    await plane.api.apply(deny("odd"));
    const path = "/apis/security.istio.io/v1/authorizationpolicies";
    const change = (text: string) => {
      const list = JSON.parse(text) as { items: { metadata: { name: string }; spec: { action: string } }[] };
      for (const { metadata, spec } of list.items) if (metadata.name === "odd") spec.action = "MAYBE";
      return JSON.stringify(list);
    };
    proxy.fault = (passing) => (passing.path === path && !passing.watch ? { kind: "rewrite", change } : null);
    const source = open();
    expect(await outcome(source)).toBe("unknown");
    const { snapshot } = await source.read();
    expect(snapshot.problems.map(({ object }) => object)).toContain("AuthorizationPolicy front/odd");
    expect(snapshot.authorizationPolicies.length).toBeGreaterThan(3);
    await becomes(source, "allowed", "shop/cart>shop/orders:8080");
    await plane.api.remove(deny("odd"));
    await becomes(source, "allowed");
  });
});

describe("a token", () => {
  it("that is no longer accepted makes everything unknown until another stands in its file", async () => {
    const account: Manifest = {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "sekisho", namespace: "default" },
    };
    const rbac = "rbac.authorization.k8s.io";
    await plane.api.apply(account);
    await plane.api.apply({
      apiVersion: `${rbac}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name: "sekisho" },
      roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "cluster-admin" },
      subjects: [{ kind: "ServiceAccount", name: "sekisho", namespace: "default" }],
    });
    const file = join(plane.folder, "token");
    const rotate = async () => {
      const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
      const answer = (await plane.api.send("POST", `${pathOf(account)}/token`, body)) as {
        status: { token: string };
      };
      // With the newline that many writers leave.
      writeFileSync(file, `${answer.status.token}\n`);
      return answer.status.token;
    };
    await rotate();
    const source = openSource(kubeconfig(plane, { tokenFile: file }, { server: proxy.address }));
    sources.push(source);
    await becomes(source, "allowed");
    // An account that is made anew takes its tokens with it.
    await plane.api.remove(account);
    await plane.api.apply(account);
    await until(
      () => {
        proxy.cutAll();
        return source.read();
      },
      ({ snapshot }) =>
        snapshot.coverage.some(
          ({ state: now, because }) =>
            now === "stale" && /does not accept the credentials/.test(because ?? ""),
        ),
    );
    expect(await outcome(source)).toBe("unknown");
    const token = await rotate();
    await becomes(source, "allowed");
    expect(proxy.requests.at(-1)?.authorization).toBe(`Bearer ${token}`);
    await likeFresh(source);
    expect(JSON.stringify(await source.read())).not.toContain(token.slice(0, 20));
  });
});

describe("a namespace that is deleted", () => {
  it("is gone with all that was in it", async () => {
    const source = open();
    const there = world.filter(({ metadata }) => metadata.namespace === "partner");
    expect((await graphOf(source)).nodes.some(({ namespace }) => namespace === "partner")).toBe(true);
    // There is no namespace controller here, so its work is done by hand: contents first, then the finalizer.
    const namespace = world.find(
      ({ kind, metadata }) => kind === "Namespace" && metadata.name === "partner",
    ) as Manifest;
    await plane.api.remove(namespace);
    await Promise.all(there.map((manifest) => plane.api.remove(manifest)));
    await plane.api.send("PUT", `${pathOf(namespace)}/finalize`, {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "partner" },
      spec: { finalizers: [] },
    });
    await until(
      async () => (await graphOf(source)).nodes.some(({ namespace: of }) => of === "partner"),
      (has) => !has,
    );
    await likeFresh(source);
    await load(plane.api, [namespace, ...there]);
    await likeFresh(source);
  });
});

describe("an object that is deleted and made again under its name", () => {
  it("is the new one, also when a watch broke in between", async () => {
    const source = open();
    await becomes(source, "allowed");
    const pod = world.find(
      ({ kind, metadata }) =>
        kind === "Pod" && metadata.namespace === "front" && metadata.name.startsWith("web"),
    ) as Manifest;
    for (const broken of [false, true]) {
      if (broken) proxy.cutAll();
      await plane.api.remove(pod);
      const { annotations: _, ...metadata } = pod.metadata;
      const { status, spec, ...rest } = pod as Manifest & { spec: { containers: { name: string }[] } };
      const containers = spec.containers.filter(({ name }) => name !== "istio-proxy");
      await plane.api.apply({
        ...rest,
        metadata: { ...metadata, name: pod.metadata.name },
        spec: { ...spec, containers },
        status,
      } as Manifest);
      const bare = await likeFresh(source);
      expect(bare.nodes.find(({ id }) => id === "front/web")?.membership).not.toBe("sidecar");
      await plane.api.remove(pod);
      await plane.api.apply(pod);
      const again = await likeFresh(source);
      expect(again.nodes.find(({ id }) => id === "front/web")?.membership).toBe("sidecar");
    }
  });
});

describe("a burst of 5,000 events", () => {
  it("becomes a few revisions, and the last one is whole", async () => {
    const source = open();
    await source.read();
    const told: number[] = [];
    const stop = source.watch(() => told.push(performance.now()));
    const lag: number[] = [];
    let last = performance.now();
    const beat = setInterval(() => {
      const now = performance.now();
      lag.push(now - last);
      last = now;
    }, 10);
    const names = Array.from({ length: 2500 }, (_, i) => `burst-${i}`);
    const path = "/api/v1/namespaces/partner/serviceaccounts";
    const began = performance.now();
    await Promise.all(
      names.map((name) =>
        plane.api.send("POST", path, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name } }),
      ),
    );
    await plane.api.apply(deny("closed"));
    await Promise.all(names.map((name) => plane.api.send("DELETE", `${path}/${name}`)));
    const ended = performance.now();
    await becomes(source, "denied");
    await until(
      async () => (await source.read()).snapshot.serviceAccounts.length,
      (count) => count < 200,
    );
    const settled = performance.now();
    clearInterval(beat);
    stop();
    await likeFresh(source);
    await plane.api.remove(deny("closed"));
    console.log(
      `5,000 events in ${Math.round(ended - began)} ms: ${told.length} revisions, whole ${Math.round(settled - ended)} ms after the last, longest pause ${Math.round(Math.max(...lag))} ms`,
    );
    // Far fewer than events, however slow the machine is.
    expect(told.length).toBeLessThan(1000);
  });
});
