import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LiveSource } from "../../server/cluster/kubernetes/live-source.ts";
import type { CertificateAction } from "../../server/contract/certificate-actions.ts";
import { tell } from "../../server/contract/text.ts";
import { actOnCertificate } from "../../server/services/act-on-certificate.ts";
import { askProxies } from "../../server/services/ask-proxies.ts";
import { getCertificates } from "../../server/services/get-certificates.ts";
import { offerCertificateActions } from "../../server/services/offer-certificate-actions.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { type FakeKubelet, type PodAnswer, startKubelet } from "./fake-kubelet.ts";
import { everything, grant } from "./rights.ts";
import { kubeconfig, openSource, until } from "./watching.ts";
import { installDefinitions } from "./world.ts";

const planted = "-----BEGIN PRIVATE KEY-----\nUExBTlRFRA==\n-----END PRIVATE KEY-----\n";
const demo = join(import.meta.dirname, "..", "..", "demo", "proxies", "shop");
const recorded = readFileSync(join(demo, readdirSync(demo)[0] ?? "", "secrets.json"), "utf8");
/** A proxy that forgets to redact. */
const careless = recorded.replaceAll("W3JlZGFjdGVkXQ==", Buffer.from(planted).toString("base64"));

let plane: ControlPlane;
let kubelet: FakeKubelet;
let reader: LiveSource;
let admin: LiveSource;
let answer: (pod: string, path: string) => PodAnswer | null = () => ({ body: careless });
const now = Date.parse("2026-11-24T09:00:00Z");

const restart: CertificateAction = { do: "restart", kind: "Deployment", namespace: "default", name: "cart" };
const renew: CertificateAction = { do: "renew", namespace: "default", name: "shop-tls" };
const path = {
  cart: "/apis/apps/v1/namespaces/default/deployments/cart",
  certificate: "/apis/cert-manager.io/v1/namespaces/default/certificates/shop-tls",
};
const look = async (which: keyof typeof path) =>
  (await plane.api.send("GET", path[which])) as {
    readonly spec: { readonly template?: { readonly metadata?: { readonly annotations?: unknown } } };
    readonly status?: { readonly conditions?: readonly { readonly type: string; readonly reason: string }[] };
  };
const setStatus = (status: unknown) =>
  plane.api.send("PATCH", `${path.certificate}/status`, { status }, "application/merge-patch+json");
const run = async (source: LiveSource, action: CertificateAction, dryRun = false) =>
  tell(await source.actor?.run(action, dryRun, now), "en");

beforeAll(async () => {
  plane = await startControlPlane();
  const pod = { containers: [{ name: "istio-proxy", image: "proxyv2" }] };
  await plane.api.send("POST", "/apis/apps/v1/namespaces/default/deployments", {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "cart" },
    spec: {
      selector: { matchLabels: { app: "cart" } },
      template: { metadata: { labels: { app: "cart" } }, spec: pod },
    },
  });
  await plane.api.send("POST", "/apis/apps/v1/namespaces/default/deployments", {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "istiod" },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: "istiod" } },
      template: {
        metadata: { labels: { app: "istiod" } },
        spec: { containers: [{ name: "discovery", image: "pilot" }] },
      },
    },
  });
  const open = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  await installDefinitions(plane.api, [
    {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "certificates.cert-manager.io" },
      spec: {
        group: "cert-manager.io",
        scope: "Namespaced",
        names: { plural: "certificates", singular: "certificate", kind: "Certificate" },
        versions: [
          {
            name: "v1",
            served: true,
            storage: true,
            subresources: { status: {} },
            schema: { openAPIV3Schema: { type: "object", properties: { spec: open, status: open } } },
          },
        ],
      },
    },
  ]);
  await plane.api.send("POST", "/apis/cert-manager.io/v1/namespaces/default/certificates", {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name: "shop-tls" },
    spec: { secretName: "shop-tls" },
  });
  kubelet = await startKubelet(plane, (of, asked) => answer(of, asked));
  const spec = { nodeName: "node-1", ...pod };
  const { metadata } = (await plane.api.send("GET", path.cart)) as {
    readonly metadata: { readonly uid: string };
  };
  const owner = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    name: "cart",
    uid: metadata.uid,
    controller: true,
  };
  await plane.api.send("POST", "/api/v1/namespaces/default/pods", {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "cart-1", labels: { app: "cart" }, ownerReferences: [owner] },
    spec,
  });
  await grant(plane.api, "reader", everything);
  reader = openSource(kubeconfig(plane, { token: "reader-token" }));
  admin = openSource(kubeconfig(plane, { token: "admin-token" }));
});
afterAll(async () => {
  for (const source of [reader, admin]) source?.close();
  kubelet?.stop();
  await plane?.stop();
});

const ask = (source: LiveSource, signal = new AbortController().signal) =>
  source.askProxy?.("default/cart-1", "envoy", signal);

describe("a proxy's certificates by port-forward", () => {
  it("are refused without the right, with the rule that would allow it", async () => {
    const result = await ask(reader);
    expect(result).toMatchObject({
      ok: false,
      kind: "forbidden",
      grant: '{apiGroups: [""], resources: ["pods/portforward"], verbs: ["get", "create"]}',
    });
    expect(kubelet.asked).toEqual([]);
    await grant(plane.api, "reader", [
      ...everything,
      { apiGroups: [""], resources: ["pods/portforward"], verbs: ["get", "create"] },
    ]);
    expect((await ask(reader))?.ok).toBe(true);
  });

  it("come whole through API server and node, and without a key that the proxy let slip", async () => {
    const result = await ask(admin);
    const text = JSON.stringify(result);
    expect(result?.ok).toBe(true);
    expect(text).not.toContain(Buffer.from(planted).toString("base64").slice(8, 30));
    expect(text).not.toContain("private_key");
    const chain = /"certificate_chain":\{"inline_bytes":"([^"]+)"/.exec(text)?.[1] ?? "";
    expect(Buffer.from(chain, "base64").toString()).toContain("BEGIN CERTIFICATE");
    expect(kubelet.asked.at(-1)).toBe(
      "default/cart-1:15000 GET /config_dump?mask=dynamic_active_secrets,dynamic_warming_secrets",
    );
  });

  it("fail with a reason when nothing listens, nobody answers, the answer is none, the pod is gone, or it is cancelled", async () => {
    answer = () => ({ refused: "dial tcp4 127.0.0.1:15000: connect: connection refused" });
    const refused = await ask(admin);
    expect(tell(refused, "en")).toMatchObject({
      kind: "noAnswer",
      text: expect.stringContaining("connection refused"),
    });
    answer = () => ({ body: "<html>" });
    expect(await ask(admin)).toMatchObject({ ok: false, kind: "noAnswer" });
    answer = () => null;
    const stop = new AbortController();
    const waiting = ask(admin, stop.signal);
    stop.abort();
    expect(await waiting).toMatchObject({ ok: false, kind: "cancelled" });
    expect(await ask(admin)).toMatchObject({ ok: false, kind: "noAnswer" });
    const gone = await admin.askProxy?.("default/none", "envoy", new AbortController().signal);
    expect(gone).toMatchObject({ ok: false, kind: "notFound" });
  });
});

describe("a restart", () => {
  it("is refused without the right, and a dry run changes nothing", async () => {
    const grantLine = '{apiGroups: ["apps"], resources: ["deployments"], verbs: ["patch"]}';
    expect(await reader.actor?.may(restart)).toMatchObject({ allowed: false, grant: grantLine });
    expect(await run(reader, restart)).toMatchObject({ kind: "forbidden", grant: grantLine });
    expect(await admin.actor?.may(restart)).toEqual({ allowed: true });
    expect(await run(admin, restart, true)).toMatchObject({ kind: "accepted" });
    expect((await look("cart")).spec.template?.metadata?.annotations).toBeUndefined();
  });

  it("marks the template as kubectl does, and only that", async () => {
    const before = await look("cart");
    expect(await run(admin, restart)).toMatchObject({
      kind: "done",
      text: "Deployment default/cart restarts.",
    });
    const after = await look("cart");
    const annotations = { "kubectl.kubernetes.io/restartedAt": "2026-11-24T09:00:00Z" };
    const template = {
      ...before.spec.template,
      metadata: { ...before.spec.template?.metadata, annotations },
    };
    expect(after.spec).toEqual({ ...before.spec, template });
    expect(await run(admin, { ...restart, name: "none" })).toMatchObject({ kind: "notFound" });
  });
});

describe("a renewal", () => {
  it("is refused without the right to the status", async () => {
    const grantLine =
      '{apiGroups: ["cert-manager.io"], resources: ["certificates/status"], verbs: ["update"]}';
    await grant(plane.api, "reader", [
      ...everything,
      { apiGroups: ["cert-manager.io"], resources: ["certificates"] },
    ]);
    expect(await reader.actor?.may(renew)).toMatchObject({ allowed: false, grant: grantLine });
    expect(await run(reader, renew)).toMatchObject({ kind: "forbidden", grant: grantLine });
  });

  it("waits for cert-manager's own wait, asks once, and leaves other conditions", async () => {
    const ready = {
      type: "Ready",
      status: "True",
      reason: "Ready",
      message: "",
      lastTransitionTime: "2026-11-01T00:00:00Z",
    };
    await setStatus({
      conditions: [ready],
      failedIssuanceAttempts: 2,
      lastFailureTime: "2026-11-24T08:00:00Z",
    });
    const waiting = await run(admin, renew);
    expect(waiting).toMatchObject({ kind: "refused", text: expect.stringContaining("2026-11-24T10:00Z") });
    await setStatus({ failedIssuanceAttempts: null, lastFailureTime: null });
    expect(await run(admin, renew, true)).toMatchObject({ kind: "accepted" });
    expect((await look("certificate")).status?.conditions).toEqual([ready]);
    expect(await run(admin, renew)).toMatchObject({ kind: "done" });
    const { status } = await look("certificate");
    expect(status?.conditions?.map(({ type, reason }) => `${type} ${reason}`)).toEqual([
      "Ready Ready",
      "Issuing ManuallyTriggered",
    ]);
    expect(await run(admin, renew)).toMatchObject({
      kind: "refused",
      text: expect.stringContaining("being issued"),
    });
  });
});

describe("what the page offers", () => {
  const act = async (body: unknown, source = admin) => {
    const result = await actOnCertificate(body, () => now, source);
    return result.ok ? result.value.outcome : result.problem;
  };
  const offer = async (source: LiveSource) => {
    const about = { workloads: ["default/cart", "default/istiod"], certificates: [], secrets: [] };
    const result = await offerCertificateActions(about, source);
    return result.ok ? result.value.actions : [];
  };

  it("is told with its risks and rights, and nothing else is done, whoever asks", async () => {
    const actions = await until(
      () => offer(admin),
      (all) => all.length === 2,
    );
    expect(actions.map(({ command, confirm, right }) => [command, confirm, right.allowed])).toEqual([
      ["kubectl rollout restart deployment/cart -n default", false, true],
      ["kubectl rollout restart deployment/istiod -n default", true, true],
    ]);
    await grant(plane.api, "reader", everything);
    const [own] = await until(
      () => offer(reader),
      (all) => all.length === 2,
    );
    expect(own?.right).toMatchObject({ allowed: false, grant: expect.stringContaining("patch") });
    expect(await act({ action: { ...restart, name: "plain" } })).toMatchObject({ kind: "notOffered" });
    expect(await act({ action: { ...restart, namespace: "kube-system" } })).toMatchObject({
      kind: "notOffered",
    });
    expect(await act({ action: { do: "delete", namespace: "a", name: "b" } })).toMatchObject({
      kind: "invalid",
    });
    const istiod = { ...restart, name: "istiod" };
    expect(await act({ action: istiod })).toMatchObject({ kind: "notConfirmed" });
    expect(await act({ action: istiod, dryRun: true })).toMatchObject({ kind: "accepted" });
  });

  it("leaves a line for whoever keeps the logs, and is nothing on a server that only shows", async () => {
    const written: string[] = [];
    const write = vi.spyOn(process.stderr, "write").mockImplementation((line) => {
      written.push(String(line));
      return true;
    });
    try {
      expect(await act({ action: restart })).toMatchObject({ kind: "done" });
      expect(await act({ action: restart }, reader)).toMatchObject({ kind: "forbidden" });
      vi.stubEnv("SEKISHO_VIEW_ONLY", "1");
      expect(await act({ action: restart })).toMatchObject({ kind: "readOnly" });
    } finally {
      vi.unstubAllEnvs();
      write.mockRestore();
    }
    expect(written.map((line) => JSON.parse(line))).toMatchObject([
      { audit: "certificate", verb: "restart", object: "Deployment default/cart", outcome: "done" },
      { audit: "certificate", outcome: "forbidden" },
    ]);
  });

  it("asks some proxies and tells of each; the inventory has what they said, with its time", async () => {
    answer = (pod) => (pod === "default/cart-1" ? { body: careless } : null);
    const asked = await askProxies(
      { pods: ["default/cart-1", "default/none"] },
      new AbortController().signal,
      () => now / 1000,
      admin,
    );
    if (!asked.ok) throw new Error(asked.problem.detail);
    const lines = await Array.fromAsync(asked.value);
    expect(lines.map(({ done, all }) => [done, all])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(new Map(lines.map(({ pod, problem }) => [pod, problem?.kind ?? "known"]))).toEqual(
      new Map([
        ["default/cart-1", "known"],
        ["default/none", "notFound"],
      ]),
    );
    const inventory = await getCertificates({ at: now / 1000, nowSeconds: now / 1000 }, admin, null);
    if (!inventory.ok) throw new Error(inventory.problem.detail);
    const row = inventory.value.rows.find(({ pod }) => pod === "default/cart-1");
    expect(row).toMatchObject({ known: "chain", source: "secretsDump", observedAt: "2026-11-24T09:00:00Z" });
    // The recorded proxy was another's: what it says is not what this workload runs as.
    expect(row?.issues.map(({ code }) => code)).toContain("wrongIdentity");
    const many = { pods: Array.from({ length: 51 }, (_, i) => `default/p-${i}`) };
    const refused = await askProxies(many, new AbortController().signal, () => 0, admin);
    expect(refused).toMatchObject({ ok: false });
  });
});

describe("what is read of certificates", () => {
  it("is told as unknown, with the rule, when it is refused, and comes once it is allowed", async () => {
    await grant(
      plane.api,
      "limited",
      everything.filter(({ resourceNames }) => resourceNames === undefined),
    );
    const limited = openSource(kubeconfig(plane, { token: "limited-token" }));
    const rows = async () =>
      tell((await limited.read()).snapshot.coverage, "en").filter(({ kind }) => kind === "RootBundle");
    try {
      const [row] = await until(rows, (all) => all.some(({ state }) => state === "forbidden"));
      expect(row?.because).toContain('resources: ["configmaps"], resourceNames: ["istio-ca-root-cert"]');
      await grant(plane.api, "limited", everything);
      await until(rows, (all) => all.length === 0);
    } finally {
      limited.close();
    }
  });
});
