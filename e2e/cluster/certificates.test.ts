import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveSource } from "../../server/cluster/kubernetes/live-source.ts";
import { tell } from "../../server/contract/text.ts";
import type { Manifest } from "./api.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { type FaultProxy, faultProxy } from "./fault-proxy.ts";
import type { CertificateFiles } from "./pki.ts";
import { becomesLike, edgeOf, kubeconfig, openSource, quickTimes, until } from "./watching.ts";
import { loadWorld } from "./world.ts";

let plane: ControlPlane;
let proxy: FaultProxy;
const sources: LiveSource[] = [];
const edge = "istio-ingress/ingressgateway>front/web:8080";
const closing: Manifest = {
  apiVersion: "security.istio.io/v1",
  kind: "AuthorizationPolicy",
  metadata: { name: "closed", namespace: "front" },
  spec: { action: "DENY", rules: [{}] },
};
/** Watches that end by themselves soon, so that who one is and whom one speaks to is looked at again. */
const briefWatches = { ...quickTimes, watchShortest: 1000, watchLongest: 1500 };

beforeAll(async () => {
  plane = await startControlPlane();
  await loadWorld(plane.api);
});
beforeEach(async () => {
  proxy = await faultProxy(plane);
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const source of sources.splice(0)) source.close();
  await proxy.close();
  await plane.api.remove(closing).catch(() => null);
});
afterAll(() => plane?.stop());

function open(file: string, times = quickTimes): LiveSource {
  const source = openSource(file, { times });
  sources.push(source);
  return source;
}
const throughProxy = () => open(kubeconfig(plane, { token: "admin-token" }, { server: proxy.address }));
const becomes = (source: LiveSource, wanted: string) =>
  until(
    () => edgeOf(source, edge),
    (now) => now?.outcome === wanted,
  );
const likeFresh = (source: LiveSource) => becomesLike(source, kubeconfig(plane, { token: "admin-token" }));

/** Waits until the policies are stale for that reason, and sees that the edge says so. */
async function becomesUnknown(source: LiveSource, why: RegExp) {
  const row = await until(
    async () =>
      (await source.read()).snapshot.coverage.find(
        ({ kind, state }) => kind === "AuthorizationPolicy" && state === "stale",
      ),
    (found) => why.test(tell(found?.because, "en") ?? ""),
  );
  expect((await edgeOf(source, edge))?.outcome).toBe("unknown");
  return tell(row?.because, "en") ?? "";
}

describe("a certificate of the API server", () => {
  it.each([
    ["that has expired", { from: -3, until: -1 }, /has expired\. Renew the API server's certificate/],
    [
      "that does not hold yet, since this machine's clock is behind",
      { from: 1, until: 3 },
      /does not hold yet\. Set this machine's clock/,
    ],
  ])("%s is named with its cure, until it is renewed", async (_, days, why) => {
    const source = throughProxy();
    await becomes(source, "allowed");
    proxy.show(plane.authority.sign(`odd-${days.from}`, "/CN=proxy", days));
    proxy.cutAll();
    await plane.api.apply(closing);
    await becomesUnknown(source, why);
    // A page that is opened now is not told of a mesh without anything in it.
    const { failure } = await throughProxy().read();
    expect(failure?.kind).toBe("unreachable");
    expect(tell(`${failure?.problem.text} ${failure?.problem.cure}`, "en")).toMatch(why);
    proxy.show(plane.authority.sign(`renewed-${days.from}`, "/CN=proxy"));
    await becomes(source, "denied");
    await likeFresh(source);
  });
});

describe("a client certificate", () => {
  it("that has expired is named with its cure; the renewed one is found in its files", async () => {
    const [certificate, key] = [join(plane.folder, "client.crt"), join(plane.folder, "client.key")];
    const put = ({ certificateFile, keyFile }: CertificateFiles) => {
      copyFileSync(certificateFile, certificate);
      copyFileSync(keyFile, key);
    };
    const subject = "/O=system:masters/CN=someone";
    put(plane.authority.sign("client", subject));
    const source = open(
      kubeconfig(plane, { "client-certificate": certificate, "client-key": key }),
      briefWatches,
    );
    await becomes(source, "allowed");
    put(plane.authority.sign("client-old", subject, { from: -3, until: -1 }));
    const why = await becomesUnknown(source, /does not accept the credentials of someone \(401\)/);
    expect(why).toContain("renew the token or certificate of that user");
    await plane.api.apply(closing);
    put(plane.authority.sign("client-new", subject));
    await becomes(source, "denied");
    await likeFresh(source);
  });
});

describe("a clock that is wrong", () => {
  it.each([-3, 3])("by %i days, and then put right, changes nothing of the graph", async (days) => {
    const real = Date.now;
    const clock = vi.spyOn(Date, "now").mockImplementation(() => real() + days * 86_400_000);
    const source = throughProxy();
    await becomes(source, "allowed");
    proxy.fault = () => ({ kind: "answer", status: 500 });
    proxy.cutAll();
    await plane.api.apply(closing);
    const date = new Date(real() + days * 86_400_000).toISOString().slice(0, 10);
    // A sentence tells the time of the clock that it was read from.
    expect(await becomesUnknown(source, /answers 500/)).toContain(date);
    clock.mockRestore();
    proxy.fault = () => null;
    await becomes(source, "denied");
    await likeFresh(source);
    await plane.api.remove(closing);
    await becomes(source, "allowed");
  });
});
