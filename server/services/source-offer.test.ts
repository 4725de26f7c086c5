import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { settingsOf } from "./current-sources.ts";
import { listSources } from "./list-sources.ts";
import { sourceOffer } from "./source-offer.ts";
import { sourcePool, usualLimits } from "./source-pool.ts";

const folder = mkdtempSync(join(tmpdir(), "sekisho-offer-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const kubeconfig = join(folder, "config");

/** With a user whose plugin would leave a trace. */
function write(contexts: readonly string[], current: string) {
  const content = {
    "current-context": current,
    contexts: contexts.map((name) => ({ name, context: { cluster: "c", user: "u" } })),
    clusters: [{ name: "c", cluster: { server: "https://h:6443" } }],
    users: [
      {
        name: "u",
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1",
            command: "touch",
            args: [join(folder, "ran")],
          },
        },
      },
    ],
  };
  writeFileSync(kubeconfig, JSON.stringify(content));
}

const ids = (environment: Readonly<Record<string, string>>) => {
  const { start, all } = sourceOffer(settingsOf(environment))();
  return { start: start.id, all: all.map(({ id }) => id) };
};

describe("what may be chosen", () => {
  it("is the demo where nothing was given", () => {
    expect(ids({})).toEqual({ start: "folder.demo", all: ["folder.demo"] });
  });

  it("is every folder that was given, those of one name told apart", () => {
    expect(ids({ SEKISHO_FOLDER: "/a/shop", SEKISHO_MORE_FOLDERS: "/b/shop\n/b/bank" })).toEqual({
      start: "folder.shop",
      all: ["folder.shop", "folder.shop~2", "folder.bank"],
    });
  });

  it("is the contexts of the kubeconfig too, where that is wanted; the start source stays what it was", () => {
    write(["one", "two"], "two");
    const live = { SEKISHO_LIVE: "1", SEKISHO_KUBECONFIG: kubeconfig };
    expect(ids(live)).toEqual({ start: "context.two", all: ["context.two"] });
    const offer = sourceOffer(settingsOf({ ...live, SEKISHO_CONTEXTS: "local" }));
    expect(offer().all.map(({ id }) => id)).toEqual(["context.two", "context.one"]);
    write(["one", "two", "three"], "three");
    expect(offer().start.id).toBe("context.two");
    expect(offer().all.map(({ id }) => id)).toEqual(["context.two", "context.one", "context.three"]);
    expect(offer().all.map(({ given }) => given)).toEqual([true, false, false]);
  });

  it("is told by names alone, without running the plugin of a user", () => {
    write(["one"], "one");
    const environment = {
      SEKISHO_FOLDER: "/a/shop",
      SEKISHO_KUBECONFIG: kubeconfig,
      SEKISHO_CONTEXTS: "local",
    };
    const pool = sourcePool(sourceOffer(settingsOf(environment)), usualLimits, Date.now);
    const { sources } = listSources(pool, () => true);
    expect(sources[1]).toEqual({
      id: "context.one",
      kind: "context",
      name: "one",
      cluster: "c",
      user: "u",
      start: false,
      state: "closed",
      problem: null,
    });
    expect(() => rmSync(join(folder, "ran"))).toThrow(/ENOENT/);
    expect(listSources(pool, ({ given }) => given).sources.map(({ id }) => id)).toEqual(["folder.shop"]);
  });

  it("a kubeconfig that cannot be parsed leaves the folders, and is told without a line of it", () => {
    writeFileSync(kubeconfig, "users:\n- name: u\n  user: {token: PLANTED\n clusters: [");
    const { all, problem } = sourceOffer(
      settingsOf({ SEKISHO_FOLDER: "/a/shop", SEKISHO_KUBECONFIG: kubeconfig, SEKISHO_CONTEXTS: "local" }),
    )();
    expect(all.map(({ id }) => id)).toEqual(["folder.shop"]);
    expect(problem?.text).toMatch(/line \d+ is no YAML/);
    expect(problem?.text).not.toContain("PLANTED");
    expect(problem?.cure).toContain("kubectl config view");
  });

  it("a context that names what is not there says so, and the others can be chosen", () => {
    write(["one"], "one");
    const broken = {
      "current-context": "one",
      contexts: [{ name: "one", context: { cluster: "x", user: "u" } }],
    };
    writeFileSync(kubeconfig, JSON.stringify({ ...broken, clusters: [], users: [] }));
    const pool = sourcePool(
      sourceOffer(
        settingsOf({ SEKISHO_FOLDER: "/a/shop", SEKISHO_KUBECONFIG: kubeconfig, SEKISHO_CONTEXTS: "any" }),
      ),
      usualLimits,
      Date.now,
    );
    expect(listSources(pool, () => true).sources[1]).toMatchObject({
      state: "failed",
      problem: {
        text: expect.stringContaining("names cluster x"),
        cure: expect.stringContaining("add the cluster"),
      },
    });
  });
});
