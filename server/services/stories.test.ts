import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { temporaryFolders } from "../cluster/capture/temporary-folder.ts";
import type { ClusterSource } from "../cluster/source.ts";
import { answerRequests } from "./answer-requests.ts";
import { demoFolder } from "./open-folder.ts";
import { sourcePool, usualLimits } from "./source-pool.ts";
import { startStory } from "./start-story.ts";
import { mostStories, stories } from "./stories.ts";
import { writePolicy } from "./write-policy.ts";

const temporary = temporaryFolders(onTestFinished);
const now = { nowSeconds: 1_800_000_000 };

/** A server that shows a copy of the demo and whose stories are made of it. */
function server() {
  const demo = temporary({});
  cpSync(demoFolder(), demo, { recursive: true });
  const own = stories(demo);
  onTestFinished(() => {
    for (const { id } of own.sources()) own.end(id);
  });
  const start = {
    id: "folder.demo",
    kind: "folder",
    name: "demo",
    cluster: null,
    user: null,
    problem: null,
    given: true,
    open: () => {
      throw new Error("the start source is not asked");
    },
  } as const;
  const pool = sourcePool(
    () => ({ start, all: [start, ...own.sources()], problem: null }),
    usualLimits,
    Date.now,
  );
  const begin = (ends?: string): string => {
    const result = startStory(ends === undefined ? {} : { ends }, own, pool);
    if (!result.ok) throw new Error(result.problem.detail);
    return result.value.source;
  };
  const lease = (id: string) => {
    const result = pool.lease(id);
    if (!result.ok) throw new Error(result.problem.detail);
    return result.value;
  };
  return { demo, own, pool, begin, lease };
}

/** How GET / ends for the three callers of the story, and POST / for the third. */
async function ends(source: ClusterSource): Promise<readonly string[]> {
  const ask = (name: string, method: string) => ({
    id: name,
    from: `default/${name}`,
    to: { host: "my-nginx.sambaiz.svc.cluster.local", port: 80 },
    http: { method },
  });
  const names = ["test-client", "test-client-injected", "test-client-sa"];
  const requests = [...names.map((name) => ask(name, "GET")), ask("test-client-sa", "POST")];
  const result = await answerRequests({ requests }, now, source);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value.answers.map(({ seen }) => String(seen?.status ?? seen?.kind));
}

async function write(
  source: ClusterSource,
  operation: "create" | "delete",
  kind: string,
  object: string,
  spec = "",
): Promise<void> {
  const [namespace = "", name = ""] = object.split("/");
  const group = kind === "DestinationRule" ? "networking" : "security";
  const yaml = `apiVersion: ${group}.istio.io/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}\n`;
  const text = await source.writer?.editable({ kind: kind as "DestinationRule", namespace, name });
  const change = { operation, kind, namespace, name };
  const body = operation === "create" ? { ...change, yaml } : { ...change, base: text?.base };
  const result = await writePolicy({ change: body }, Date.now, source);
  if (!result.ok || result.value.outcome.kind !== "written") throw new Error(JSON.stringify(result));
  await source.read();
}

it("the story goes as it is told: open, STRICT, DISABLE, an account and a method; the demo stays as it was", async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  const { demo, begin, lease } = server();
  const file = join(demo, "manifests", "policies", "sambaiz.yaml");
  const before = readFileSync(file, "utf8");
  const { source, release } = lease(begin());
  onTestFinished(release);
  expect((await source.read()).source).toMatchObject({ name: "Story", scratch: true });
  expect(await ends(source)).toEqual(["200", "200", "200", "200"]);
  const nginx = "selector: {matchLabels: {run: my-nginx}}";
  await write(
    source,
    "create",
    "PeerAuthentication",
    "sambaiz/nginx-strict",
    `{${nginx}, mtls: {mode: STRICT}}`,
  );
  expect(await ends(source)).toEqual(["reset", "200", "200", "200"]);
  const plain = "{host: my-nginx.sambaiz.svc.cluster.local, trafficPolicy: {tls: {mode: DISABLE}}}";
  await write(source, "create", "DestinationRule", "default/nginx-tls", plain);
  expect(await ends(source)).toEqual(["reset", "503", "503", "503"]);
  await write(source, "delete", "DestinationRule", "default/nginx-tls");
  const rules =
    "rules: [{from: [{source: {principals: [cluster.local/ns/default/sa/test-service-account]}}], to: [{operation: {methods: [GET]}}]}]";
  await write(
    source,
    "create",
    "AuthorizationPolicy",
    "sambaiz/nginx-authn",
    `{${nginx}, action: ALLOW, ${rules}}`,
  );
  expect(await ends(source)).toEqual(["reset", "403", "200", "403"]);
  expect(readFileSync(file, "utf8")).toBe(before);
});

it("each story has a copy of its own, which goes when it ends", async () => {
  const { own, pool, begin, lease } = server();
  const [first, second] = [begin(), begin()];
  const folders = await Promise.all(
    [first, second].map(async (id) => {
      const { source, release } = lease(id);
      const { folder } = (await source.read()).source;
      release();
      return folder;
    }),
  );
  expect(new Set(folders).size).toBe(2);
  const third = begin(first);
  expect(own.sources().map(({ id }) => id)).toEqual([second, third]);
  expect(folders.map((folder) => existsSync(folder ?? ""))).toEqual([false, true]);
  expect(pool.lease(first).ok).toBe(false);
  expect(pool.health(first)).toBeNull();
});

it("a new story takes the place of the oldest that nobody looks at; where all are looked at it is refused", () => {
  const { own, begin, lease, pool } = server();
  const ids = Array.from({ length: mostStories }, () => begin());
  lease(ids[0] ?? "");
  const next = begin();
  expect(own.sources().map(({ id }) => id)).toEqual([ids[0], ...ids.slice(2), next]);
  for (const { id } of own.sources()) lease(id);
  expect(startStory({}, own, pool)).toMatchObject({ ok: false, problem: { kind: "unreachable" } });
  expect(own.sources()).toHaveLength(mostStories);
});

it("a view-only server begins none", () => {
  vi.stubEnv("SEKISHO_VIEW_ONLY", "1");
  onTestFinished(() => void vi.unstubAllEnvs());
  const { own, pool } = server();
  expect(startStory({}, own, pool)).toMatchObject({ ok: false, problem: { kind: "refused" } });
  expect(own.sources()).toEqual([]);
});
