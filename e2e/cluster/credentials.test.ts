import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { LiveSource } from "../../server/cluster/kubernetes/live-source.ts";
import { getGraph } from "../../server/services/get-graph.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { kubeconfig, openSource } from "./watching.ts";

let plane: ControlPlane;
const sources: LiveSource[] = [];

beforeAll(async () => {
  plane = await startControlPlane();
});
afterEach(() => {
  for (const source of sources.splice(0)) source.close();
});
afterAll(() => plane?.stop());

const ask = async (
  user: Readonly<Record<string, unknown>>,
  cluster: Readonly<Record<string, unknown>> = {},
) => {
  const file = kubeconfig(plane, user);
  const content = JSON.parse(readFileSync(file, "utf8")) as {
    clusters: { cluster: Record<string, unknown> }[];
  };
  for (const entry of content.clusters) {
    Object.assign(entry.cluster, cluster);
    if (cluster["insecure-skip-tls-verify"]) delete entry.cluster["certificate-authority"];
  }
  writeFileSync(file, JSON.stringify(content));
  const source = openSource(file);
  sources.push(source);
  return getGraph({ asked: [], nowSeconds: 0 }, source);
};

/** A credential plugin: a program that prints a token. */
function plugin(script: string) {
  const file = join(plane.folder, `plugin-${Math.random().toString(36).slice(2)}`);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return { exec: { apiVersion: "client.authentication.k8s.io/v1", command: file, interactiveMode: "Never" } };
}
const credential = (token: string) =>
  `echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"${token}"}}'`;

describe("a cluster is read", () => {
  it("with a client certificate", async () => {
    const { certificateFile, keyFile } = plane.adminCertificate;
    const answer = await ask({ "client-certificate": certificateFile, "client-key": keyFile });
    expect(answer.ok).toBe(true);
  });

  it("with a token, also without verifying the API server where the kubeconfig says so", async () => {
    expect((await ask({ token: "admin-token" })).ok).toBe(true);
    expect((await ask({ token: "admin-token" }, { "insecure-skip-tls-verify": true })).ok).toBe(true);
  });

  it("with a credential plugin, which is run once for all lists", async () => {
    const runs = join(plane.folder, "runs");
    const answer = await ask(plugin(`echo run >> ${runs}\n${credential("admin-token")}`));
    expect(answer.ok).toBe(true);
    expect(readFileSync(runs, "utf8")).toBe("run\n");
  });
});

describe("a cluster that cannot be read says why, and what to do:", () => {
  it.each<[string, () => ReturnType<typeof ask>, RegExp]>([
    [
      "a plugin that is not there",
      () => ask({ exec: { command: "no-such-plugin" } }),
      /plugin no-such-plugin of user someone is not installed/,
    ],
    [
      "a plugin that fails",
      () => ask(plugin("echo 'session has expired' >&2; exit 1")),
      /failed: session has expired/,
    ],
    [
      "a token that is not accepted",
      () => ask({ token: "nobody" }),
      /does not accept the credentials of someone \(401\)/,
    ],
    [
      "a token file that is gone",
      () => ask({ tokenFile: "gone" }),
      /token file .*gone cannot be read \(ENOENT\)/,
    ],
    [
      "an API server of another authority",
      () =>
        ask({ token: "admin-token" }, { "certificate-authority": plane.adminCertificate.certificateFile }),
      /authority that the kubeconfig does not name/,
    ],
    [
      "an API server that is not there",
      () => ask({ token: "admin-token" }, { server: "https://127.0.0.1:9" }),
      /refuses the connection/,
    ],
  ])("%s", async (_, answer, sentence) => {
    const { ok, ...rest } = await answer();
    expect(ok).toBe(false);
    expect("problem" in rest ? rest.problem.detail : "").toMatch(sentence);
    expect("problem" in rest ? rest.problem.cure : "").toMatch(/\.$/);
  });
});
