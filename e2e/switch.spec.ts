import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";
import { canvasReady, drawn, openGraph } from "./canvas.ts";
import { type FakeCluster, fakeCluster, writeKubeconfig } from "./fake-cluster.ts";
import { type Served, serve } from "./serve.ts";

let served: Served;
let folder: string;
let staging: string;
let kubeconfig: string;
let cluster: FakeCluster;

const workload = (name: string) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name, namespace: "shop", resourceVersion: "5" },
  spec: {
    template: {
      metadata: { labels: { app: name, "sidecar.istio.io/inject": "true" } },
      spec: { containers: [{ name, image: name, ports: [{ containerPort: 8080 }] }] },
    },
  },
});
const changedMetadata = { name: "live-only", namespace: "shop", resourceVersion: "8", labels: { a: "b" } };
const policy = (spec: string) =>
  `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: only, namespace: shop}\nspec: ${spec}\n`;
const byWeb = policy("{rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/default]}}]}]}");

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-e2e-"));
  staging = join(folder, "staging");
  mkdirSync(staging);
  writeFileSync(join(staging, "web.json"), JSON.stringify(workload("web")));
  writeFileSync(join(staging, "db.json"), JSON.stringify(workload("db")));
  writeFileSync(join(staging, "policy.yaml"), byWeb);
  cluster = await fakeCluster({ "/apis/apps/v1/deployments": [workload("live-only")] });
  kubeconfig = join(folder, "kubeconfig");
  writeKubeconfig(kubeconfig, { live: cluster.address, silent: "https://127.0.0.1:9" }, [
    "\n- name: lost\n  context: {cluster: nowhere, user: viewer}",
  ]);
  served = await serve(join(import.meta.dirname, "..", "demo"), 3151, {
    SEKISHO_MORE_FOLDERS: staging,
    SEKISHO_CONTEXTS: "local",
    SEKISHO_KUBECONFIG: kubeconfig,
  });
});
test.afterAll(async () => {
  await served.stop();
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

const menu = (page: Page) => page.getByRole("button", { name: /^Source: / });
const list = (page: Page) => page.getByRole("region", { name: "Sources" });

test("another folder is chosen by mouse; pages, links and a reload keep it, Back leaves it", async ({
  page,
}) => {
  await openGraph(page, `${served.address}/graph`);
  await expect(menu(page)).toContainText("Demo capture");
  expect((await drawn(page)).nodes).toContain("sambaiz/my-nginx");
  await menu(page).click();
  await list(page)
    .getByRole("link", { name: /staging/ })
    .click();
  await expect(page).toHaveURL(/\/graph\?source=folder\.staging$/);
  await canvasReady(page);
  expect((await drawn(page)).nodes).toEqual(expect.arrayContaining(["shop/web", "shop/db"]));
  expect((await drawn(page)).nodes).not.toContain("sambaiz/my-nginx");
  await expect(page).toHaveTitle("Graph · staging · Sekisho");
  await page.getByRole("link", { name: /^Policies/ }).click();
  await expect(page).toHaveURL(/\/policies\?source=folder\.staging$/);
  await expect(page.getByRole("row", { name: /only/ })).toBeVisible();
  await page.getByRole("link", { name: "Mesh", exact: true }).click();
  await page.getByRole("button", { name: "Show all 2" }).click();
  await expect(page).toHaveURL(/\/mesh\?members=all&source=folder\.staging$/);
  await page.reload();
  await page.getByRole("link", { name: "shop/db", exact: true }).click();
  await expect(page).toHaveURL(/\/graph\?node=shop%2Fdb&source=folder\.staging$/);
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("db");
  for (let step = 0; step < 4; step++) await page.goBack();
  await expect(page).toHaveURL(/\/graph$/);
  await canvasReady(page);
  expect((await drawn(page)).nodes).toContain("sambaiz/my-nginx");
});

test("a source is chosen by keyboard alone, and the page that is open stays open", async ({ page }) => {
  await page.goto(`${served.address}/matrix`);
  await expect(page.getByRole("grid")).toBeVisible();
  await menu(page).focus();
  await page.keyboard.press("Enter");
  await expect(list(page).getByRole("link", { name: /demo/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(list(page).getByRole("link", { name: /staging/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu(page)).toBeFocused();
  await expect(list(page)).toHaveCount(0);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/matrix\?source=folder\.staging$/);
  await expect(menu(page)).toContainText("staging");
});

test("two tabs show two sources at the same time, and a change of one flips nothing in the other", async ({
  context,
}) => {
  const demo = await context.newPage();
  const other = await context.newPage();
  await openGraph(demo, `${served.address}/graph`);
  await openGraph(other, `${served.address}/graph?source=folder.staging`);
  const changes = (page: Page) => page.getByRole("button", { name: /^Changes/ });
  writeFileSync(join(staging, "policy.yaml"), policy("{}"));
  await expect(changes(other)).toHaveText(/Changes\s*[1-9]/);
  await expect(changes(demo)).toHaveText(/^Changes$/);
  writeFileSync(join(staging, "policy.yaml"), byWeb);
  expect((await drawn(demo)).nodes).toContain("sambaiz/my-nginx");
  expect((await drawn(other)).nodes).not.toContain("sambaiz/my-nginx");
});

test("contexts are read when they are chosen; a broken one says why, and the way out still works", async ({
  page,
}) => {
  await openGraph(page, `${served.address}/graph`);
  await menu(page).click();
  await expect(list(page).getByRole("link", { name: /^live not open/ })).toBeVisible();
  await expect(list(page).getByRole("link", { name: /^lost/ })).toContainText("names cluster nowhere");
  expect(cluster.watches()).toBe(0);
  await list(page)
    .getByRole("link", { name: /^live / })
    .click();
  await expect(page).toHaveURL(/source=context\.live$/);
  await canvasReady(page);
  expect((await drawn(page)).nodes).toContain("shop/live-only");
  await menu(page).click();
  await expect(list(page).getByRole("link", { name: /^live/ })).toContainText("up to date");
  await list(page)
    .getByRole("link", { name: /^silent/ })
    .click();
  await expect(page.getByRole("alert").filter({ hasText: "refuses the connection" })).toBeVisible();
  await menu(page).click();
  await expect(list(page).getByRole("link", { name: /^silent/ })).toContainText("cannot be read");
  await list(page).getByRole("link", { name: /^demo/ }).click();
  await canvasReady(page);
  expect((await drawn(page)).nodes).toContain("sambaiz/my-nginx");
});

test("a context that is corrected in the kubeconfig opens without a new start", async ({ page }) => {
  await page.goto(`${served.address}/graph?source=context.lost`);
  await expect(page.getByRole("alert").filter({ hasText: "names cluster nowhere" })).toBeVisible();
  writeKubeconfig(kubeconfig, {
    live: cluster.address,
    silent: "https://127.0.0.1:9",
    lost: cluster.address,
  });
  await expect(page.locator('[data-ready="true"]')).toBeVisible();
  expect((await drawn(page)).nodes).toContain("shop/live-only");
});

test("many sources are found by a field; nothing but names is told of a kubeconfig", async ({
  page,
  request,
}) => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`eu-${i}`, cluster.address]));
  writeKubeconfig(kubeconfig, { live: cluster.address, silent: "https://127.0.0.1:9", ...many });
  await page.goto(`${served.address}/policies`);
  await menu(page).click();
  await expect(page.getByRole("searchbox", { name: "Find a source" })).toBeFocused();
  await page.keyboard.type("eu-17");
  await expect(list(page).getByRole("link")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/policies\?source=context\.eu-17$/);
  const sources = await (await request.get(`${served.address}/api/sources`)).text();
  expect(sources).toContain('"user":"viewer"');
  expect(sources).not.toMatch(/PLANTED|token/);
  expect(sources).not.toContain(new URL(cluster.address).host);
});

test("only what is in the list is opened, and only for a page of this server", async ({ page, request }) => {
  const graph = (source: string, headers: Record<string, string> = {}) =>
    request.get(`${served.address}/api/graph?${new URLSearchParams({ source })}`, { headers });
  expect((await graph(staging)).status()).toBe(404);
  expect((await graph("folder./etc")).status()).toBe(404);
  expect((await graph("folder.staging")).status()).toBe(200);
  expect((await graph("context.live", { "sec-fetch-site": "cross-site" })).status()).toBe(403);
  expect((await graph("context.live", { host: "somebody.example" })).status()).toBe(403);
  const [own, other] = [await graph("folder.demo"), await graph("folder.staging")];
  expect(own.headers().etag).not.toBe(other.headers().etag);
  await page.goto(`${served.address}/graph?source=context.gone`);
  await expect(page.getByRole("alert").filter({ hasText: "no source context.gone" })).toBeVisible();
  await menu(page).click();
  await list(page)
    .getByRole("link", { name: /^staging/ })
    .click();
  await canvasReady(page);
});

test("the mesh page tells how each kind of a live cluster is followed", async ({ page }) => {
  await page.goto(`${served.address}/mesh?source=context.live`);
  const read = page.getByRole("region", { name: "What was read" });
  await expect(read).toContainText("up to date");
  const row = read.getByRole("row", { name: /^Deployment/ });
  await expect(row).toContainText(/^Deployment1followednone sincenow$/);
  await expect(row.getByRole("cell").last()).toHaveAttribute("title", /^Revision 7, last heard of at 2/);
  cluster.tell("/apis/apps/v1/deployments", { ...workload("live-only"), metadata: changedMetadata });
  await expect(row).toContainText(/\d+ s ago/);
  await axeFindsNothing(page);
});

test("a server that stops ends its streams, also while it follows a cluster", async () => {
  const own = await serve(staging, 3153, {
    SEKISHO_KUBECONFIG: kubeconfig,
    SEKISHO_LIVE: "1",
    SEKISHO_CONTEXT: "live",
  });
  const before = cluster.watches();
  const stream = await fetch(`${own.address}/api/events`);
  const reader = stream.body?.getReader();
  await expect.poll(() => cluster.watches()).toBeGreaterThan(before);
  expect((await fetch(`${own.address}/api/readyz`)).status).toBe(200);
  const ended = (async () => {
    for (;;) if ((await reader?.read())?.done !== false) return "ended";
  })();
  await own.stop();
  expect(await ended).toBe("ended");
  await expect.poll(() => cluster.watches()).toBe(before);
});

test("axe finds nothing in the open list", async ({ page }) => {
  writeKubeconfig(kubeconfig, { live: cluster.address, silent: "https://127.0.0.1:9" }, [
    "\n- name: lost\n  context: {cluster: nowhere, user: viewer}",
  ]);
  await openGraph(page, `${served.address}/graph`);
  await menu(page).click();
  await expect(list(page).getByRole("link", { name: /^lost/ })).toContainText("names cluster nowhere");
  await axeFindsNothing(page);
});
