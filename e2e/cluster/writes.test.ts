import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LiveSource } from "../../server/cluster/kubernetes/live-source.ts";
import type { KnownChange, PolicyWriter } from "../../server/cluster/policy-writer.ts";
import { tell } from "../../server/contract/text.ts";
import { pathOf } from "./api.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { type Fault, type FaultProxy, faultProxy, type Passing } from "./fault-proxy.ts";
import { everything, grant, meshConfig } from "./rights.ts";
import { edgeOf, kubeconfig, openSource, until } from "./watching.ts";
import { startWebhook, type Webhook } from "./webhook.ts";
import { loadWorld } from "./world.ts";
import {
  allow,
  baseNow,
  create,
  deny,
  failingWrites,
  manifest,
  of,
  remove,
  replace,
  told,
} from "./write-scene.ts";

let plane: ControlPlane;
let proxy: FaultProxy;
let webhook: Webhook | null = null;
const sources: LiveSource[] = [];
const when = "2026-11-24T12:00:00.000Z";
const edge = "istio-ingress/ingressgateway>front/web:8080";

function open(user = "admin"): { readonly source: LiveSource; readonly writer: PolicyWriter } {
  const source = openSource(kubeconfig(plane, { token: `${user}-token` }, { server: proxy.address }));
  sources.push(source);
  if (source.writer === null) throw new Error("no writer");
  return { source, writer: source.writer };
}

const stored = () =>
  plane.api.send("GET", pathOf(manifest)).catch(() => null) as Promise<{
    readonly metadata: { readonly generation: number; readonly labels?: Readonly<Record<string, string>> };
    readonly spec: { readonly action?: string };
  } | null>;
const failing = (times: number, fault: (passing: Passing) => Fault, reads = false) => {
  proxy.fault = failingWrites(times, fault, reads);
};
const revisionsHere = "/apis/apps/v1/namespaces/front/controllerrevisions";

beforeAll(async () => {
  plane = await startControlPlane();
  await loadWorld(plane.api);
  proxy = await faultProxy(plane);
});
beforeEach(async () => {
  await plane.api.remove(manifest).catch(() => null);
  await plane.api.send("DELETE", revisionsHere).catch(() => null);
});
afterEach(async () => {
  proxy.fault = () => null;
  await webhook?.close();
  webhook = null;
  for (const source of sources.splice(0)) source.close();
});
afterAll(async () => {
  await proxy?.close();
  await plane?.stop();
});

describe("a policy that is written", () => {
  it("is created, changed and deleted, and the watch brings each back", async () => {
    const { source, writer } = open();
    const outcome = (wanted: string) =>
      until(
        async () => (await edgeOf(source, edge))?.outcome,
        (now) => now === wanted,
      );
    const before = (await edgeOf(source, edge))?.outcome ?? "";
    expect(await writer.write(create(), when)).toMatchObject({
      kind: "written",
      lookedUp: false,
      history: { kept: true, number: 1 },
    });
    await outcome("denied");
    const text = (await writer.editable(of))?.text ?? "";
    expect(text).toBe(deny());
    const changed = await writer.write(replace(await baseNow(writer), deny(allow)), when);
    expect(changed).toMatchObject({ kind: "written", base: await baseNow(writer), history: { number: 2 } });
    expect(await writer.write(remove(await baseNow(writer)), when)).toMatchObject({
      kind: "written",
      base: null,
    });
    expect(await stored()).toBeNull();
    await outcome(before);
    const { revisions, problem } = await writer.history(of);
    expect(problem).toBeNull();
    expect(revisions.map(({ operation, who, why, current }) => [operation, who, why, current])).toEqual([
      ["delete", "admin", "no more", true],
      ["replace", "admin", "why", false],
      ["create", "admin", "why", false],
    ]);
    expect(revisions[2]).toMatchObject({ text: deny(), when });
    const again = await writer.write(create(revisions[0]?.text), when);
    expect(again).toMatchObject({ kind: "written" });
    expect((await writer.editable(of))?.text).toBe(revisions[0]?.text);
  });

  it("only dry leaves everything as it was, and says what would differ", async () => {
    const { writer } = open();
    expect(await writer.dryRun(create())).toMatchObject({ kind: "accepted", file: null });
    expect(await stored()).toBeNull();
    await writer.write(create(), when);
    const dry = await writer.dryRun(replace(await baseNow(writer), deny("  action: ALLOW\n")));
    expect(dry).toMatchObject({ kind: "accepted", diff: expect.stringContaining("-  action: DENY") });
    expect(await writer.dryRun(remove(await baseNow(writer)))).toMatchObject({ kind: "accepted" });
    expect((await stored())?.spec.action).toBe("DENY");
    expect((await writer.history(of)).revisions).toHaveLength(1);
  });

  it("keeps what kubectl noted, sends no status, and is not hindered by a change of the status", async () => {
    const { writer } = open();
    const note = { "kubectl.kubernetes.io/last-applied-configuration": "{}" };
    await plane.api.apply({
      ...manifest,
      metadata: { ...manifest.metadata, annotations: note },
      spec: { action: "DENY", rules: [{}] },
    });
    const { text, base } = (await writer.editable(of)) ?? { text: "", base: "" };
    expect(text).toBe(deny());
    const conditions = [{ type: "Accepted", status: "True" }];
    const patch = { ...manifest, status: { conditions } };
    await plane.api.send(
      "PATCH",
      `${pathOf(manifest)}/status?fieldManager=istiod&force=true`,
      patch,
      "application/apply-patch+yaml",
    );
    expect(await writer.write(replace(base, `${deny(allow)}status: {conditions: []}\n`), when)).toMatchObject(
      { kind: "written" },
    );
    expect(await stored()).toMatchObject({ metadata: { annotations: note }, status: { conditions } });
    // Who wrote it before is known, and what it was can be brought back.
    expect((await writer.history(of)).revisions).toMatchObject([
      { number: 2, operation: "replace", who: "admin", current: true },
      { number: 1, operation: "outside", who: "scene", text: deny() },
    ]);
  });

  it("by others since is told as such", async () => {
    const { writer } = open();
    await writer.write(create(), when);
    await plane.api.apply({ ...manifest, spec: { action: "ALLOW" } });
    const { revisions } = await writer.history(of);
    expect(revisions).toMatchObject([
      { number: null, operation: "outside", who: "scene", current: true },
      { number: 1, current: false },
    ]);
    expect(revisions[0]?.when).toMatch(/^\d{4}-\d\d-\d\dT/);
    await plane.api.remove(manifest);
    expect((await writer.history(of)).revisions[0]).toMatchObject({
      operation: "delete",
      number: null,
      who: null,
    });
  });

  it("keeps its last twenty revisions", async () => {
    const { writer } = open();
    await writer.write(create(), when);
    for (let i = 0; i < 23; i++) {
      const labels = `  labels:\n    i: "${i}"\n`;
      expect((await writer.write(replace(await baseNow(writer), deny(undefined, labels)), when)).kind).toBe(
        "written",
      );
    }
    const { revisions } = await writer.history(of);
    expect(revisions.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, i) => 24 - i));
  });
});

describe("a policy is not written", () => {
  it("when another wrote it first: both texts and the one before are told", async () => {
    const { writer } = open();
    await writer.write(create(), when);
    const base = await baseNow(writer);
    await plane.api.apply({ ...manifest, spec: { action: "ALLOW" } });
    const outcome = await writer.write(replace(base, deny(allow)), when);
    expect(outcome).toMatchObject({ kind: "conflict", how: "changed", baseText: deny() });
    expect(outcome.kind === "conflict" ? outcome.theirs?.text : "").toContain("action: ALLOW");
    expect(await writer.write(remove(base), when)).toMatchObject({ kind: "conflict", how: "changed" });
    expect(await writer.write(create(), when)).toMatchObject({ kind: "conflict", how: "exists" });
    expect((await stored())?.spec.action).toBe("ALLOW");
    await plane.api.remove(manifest);
    expect(await writer.write(replace(base, deny()), when)).toMatchObject({
      kind: "conflict",
      how: "gone",
      theirs: null,
    });
    expect(await stored()).toBeNull();
  });

  it("when another writes it in the moment between reading and writing", async () => {
    const { writer } = open();
    await writer.write(create(), when);
    const base = await baseNow(writer);
    let between: Promise<void> | null = null;
    proxy.fault = ({ method, dry }) => {
      if (method !== "PUT" || dry || between !== null) return null;
      between = plane.api.apply({ ...manifest, spec: { action: "ALLOW" } });
      return { kind: "hold", until: between };
    };
    expect(await writer.write(replace(base, deny(allow)), when)).toMatchObject({ kind: "conflict" });
    expect((await stored())?.spec.action).toBe("ALLOW");
  });

  it.each<[string, string, string | null, RegExp]>([
    [
      "a field that the schema does not have",
      deny().replace("metadata:\n", "metadata:\n  lables: {a: b}\n"),
      "metadata.lables",
      /unknown field/,
    ],
    ["a namespace that there is not", deny(), "metadata.namespace", /no namespace nowhere/],
  ])("with %s: the API server refuses it dry already, at its field", async (_, yaml, path, words) => {
    const { writer } = open();
    const elsewhere =
      path === "metadata.namespace"
        ? { namespace: "nowhere", yaml: yaml.replace("front", "nowhere") }
        : { yaml };
    for (const outcome of [
      await writer.dryRun({ ...create(), ...elsewhere }),
      await writer.write({ ...create(), ...elsewhere }, when),
    ]) {
      expect(outcome).toMatchObject({ kind: "invalid", problems: [{ path }] });
      expect(told(outcome)).toMatch(words);
    }
    expect(await stored()).toBeNull();
  });

  it("against a rule of the definition in CEL: dry already, at its field", async () => {
    const { writer } = open();
    const name = { kind: "DestinationRule", namespace: "front", name: "trial" } as const;
    const yaml = `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: trial\n  namespace: front\nspec:\n  host: web\n  trafficPolicy:\n    connectionPool:\n      tcp:\n        connectTimeout: 0.1ms\n`;
    const change: KnownChange = { operation: "create", ...name, yaml, message: "" };
    const path = "spec.trafficPolicy.connectionPool.tcp.connectTimeout";
    for (const outcome of [await writer.dryRun(change), await writer.write(change, when)]) {
      expect(outcome).toMatchObject({ kind: "invalid", problems: [{ path, line: 11 }] });
      expect(told(outcome)).toMatch(/valid duration/);
    }
    expect(await writer.editable(name)).toBeNull();
  });

  it("without the right to: the rule is named, and asking for rights says the same", async () => {
    await grant(plane.api, "reader", [...everything, meshConfig]);
    const { writer } = open("reader");
    const forbidden = await writer.write(create(), when);
    const rule =
      '{apiGroups: ["security.istio.io"], resources: ["authorizationpolicies"], verbs: ["create"]}';
    expect(forbidden).toMatchObject({ kind: "forbidden", grant: rule });
    expect(told(forbidden)).toBe(
      "reader may not create authorizationpolicies.security.istio.io in namespace front.",
    );
    expect(await writer.may("create", of.kind, of.namespace)).toEqual({
      allowed: false,
      ...(forbidden.kind === "forbidden" ? { text: forbidden.text, cure: forbidden.cure, grant: rule } : {}),
    });
    const write = {
      apiGroups: ["security.istio.io"],
      resources: ["authorizationpolicies"],
      verbs: ["create", "update", "delete"],
    };
    await grant(plane.api, "reader", [...everything, meshConfig, write]);
    expect(await writer.may("create", of.kind, of.namespace)).toEqual({ allowed: true });
    expect(await writer.may("history", of.kind, of.namespace)).toMatchObject({ allowed: false });
    const written = await writer.write(create(), when);
    expect(written).toMatchObject({ kind: "written", history: { kept: false } });
    expect(
      written.kind === "written" && !written.history.kept ? tell(written.history.cure, "en") : "",
    ).toContain('resources: ["controllerrevisions"]');
    expect((await stored())?.spec.action).toBe("DENY");
    expect((await writer.history(of)).problem).not.toBeNull();
  });

  it("against a rule of a webhook: who refuses it, at which field, and its warnings where it does not", async () => {
    const hook = await startWebhook(plane);
    webhook = hook;
    hook.judge = () => ({
      code: 403,
      message: "spec.rules[0].from must name a principal in namespace front",
    });
    const { writer } = open();
    const refused = await until(
      () => writer.write(create(), when),
      ({ kind }) => kind !== "written",
    ).catch(() => null);
    expect(refused).toMatchObject({
      kind: "refusedByAdmission",
      by: "rules.platform.test",
      field: "spec.rules[0].from",
    });
    hook.judge = () => null;
    hook.warnings = ['a rule says "from", twice'];
    await plane.api.remove(manifest).catch(() => null);
    expect(await writer.write(create(), when)).toMatchObject({
      kind: "written",
      warnings: ['a rule says "from", twice'],
    });
    hook.judge = () => ({ code: 400, message: "" });
    expect(await writer.write(remove(await baseNow(writer)), when)).toMatchObject({
      kind: "refusedByAdmission",
      field: null,
    });
    expect(await stored()).not.toBeNull();
  });
});

describe("an answer that is lost", () => {
  const changes = ["create", "replace", "delete"] as const;
  type Kind = (typeof changes)[number];
  const prepare = async (writer: PolicyWriter, kind: Kind): Promise<KnownChange> => {
    if (kind === "create") return create();
    await writer.write(create(deny("  action: ALLOW\n")), when);
    const base = await baseNow(writer);
    return kind === "replace" ? replace(base, deny()) : remove(base);
  };
  const isSo = async (kind: Kind) =>
    kind === "delete" ? (await stored()) === null : (await stored())?.spec.action === "DENY";

  it.each(changes)("after a %s that counts is looked up", async (kind) => {
    const { writer } = open();
    const change = await prepare(writer, kind);
    failing(1, () => ({ kind: "swallow" }));
    expect(await writer.write(change, when)).toMatchObject({ kind: "written", lookedUp: true });
    expect(await isSo(kind)).toBe(true);
    if (kind === "replace") expect((await stored())?.metadata.generation).toBe(2);
  });

  it.each(changes)("in its middle, after a %s, is looked up", async (kind) => {
    const { writer } = open();
    const change = await prepare(writer, kind);
    failing(1, () => ({ kind: "cut" }));
    expect(await writer.write(change, when)).toMatchObject({ kind: "written", lookedUp: true });
    expect(await isSo(kind)).toBe(true);
  });

  it.each(changes)("with the %s itself is sent again", async (kind) => {
    const { writer } = open();
    const change = await prepare(writer, kind);
    failing(1, () => ({ kind: "reset" }));
    expect(await writer.write(change, when)).toMatchObject({ kind: "written" });
    expect(await isSo(kind)).toBe(true);
  });

  it.each(changes)("of a %s that arrives after it was sent again does not count twice", async (kind) => {
    const { writer } = open();
    const change = await prepare(writer, kind);
    const { promise: written, resolve: release } = Promise.withResolvers<void>();
    const { promise: status, resolve: told } = Promise.withResolvers<number>();
    failing(1, () => ({ kind: "late", until: written, told }));
    expect(await writer.write(change, when)).toMatchObject({ kind: "written" });
    release();
    expect(await status).toBe(kind === "delete" ? 404 : 409);
    expect(await isSo(kind)).toBe(true);
  });

  it.each(changes)("together with every look at what came of a %s is told as not known", async (kind) => {
    const { writer } = open();
    const change = await prepare(writer, kind);
    failing(
      Number.POSITIVE_INFINITY,
      ({ method }) => ({ kind: method === "GET" ? "reset" : "swallow" }),
      true,
    );
    expect(await writer.write(change, when)).toMatchObject({ kind: "outcomeUnknown" });
    expect(await isSo(kind)).toBe(true);
  });

  it("every time, while nothing arrives, is told as not known, and nothing was written", async () => {
    const { writer } = open();
    failing(Number.POSITIVE_INFINITY, () => ({ kind: "reset" }));
    expect(await writer.write(create(), when)).toMatchObject({ kind: "outcomeUnknown" });
    expect(await stored()).toBeNull();
  });

  it("never sent, since nobody listens, is told as not written", async () => {
    const source = openSource(kubeconfig(plane, { token: "admin-token" }, { server: "https://127.0.0.1:1" }));
    sources.push(source);
    expect(await source.writer?.write(create(), when)).toMatchObject({ kind: "unreachable" });
  });
});
