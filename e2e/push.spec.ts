import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page, test, expect as usual } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";
import { canvasReady, drawn, listed, openGraph } from "./canvas.ts";
import { type Served, serve } from "./serve.ts";

// A machine that does other things too is late, not wrong.
const expect = usual.configure({ timeout: 15_000 });

const edge = "front/web>shop/cart:8080";
const flip = "front/web → shop/cart:8080";

let served: Served | undefined;
let folder: string;
let policies: string;
let untouched: string;

test.setTimeout(90_000);

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-push-"));
  cpSync(join(import.meta.dirname, "..", "demo"), folder, { recursive: true });
  policies = join(folder, "manifests", "policies", "shop.yaml");
  untouched = readFileSync(policies, "utf8");
});
test.afterEach(async () => {
  await served?.stop();
  served = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** Takes front/web out of the callers of shop/cart, as an editor saves: a new file in the place of the old one. */
function closeCart(): void {
  const text = untouched.replace("cluster.local/ns/front/sa/web\n", "cluster.local/ns/front/sa/nobody\n");
  expect(text).not.toBe(untouched);
  save(text);
}

function save(text: string): void {
  writeFileSync(`${policies}.new`, text);
  renameSync(`${policies}.new`, policies);
}

interface CanvasCore {
  getElementById(id: string): { hasClass(name: string): boolean };
  nodes(selector: string): { map<T>(of: (node: { id(): string; position(): object }) => T): T[] };
  zoom(level?: number): number;
  pan(at?: object): object;
}

/** What the canvas holds of the edge, and where everything stands. */
const picture = (page: Page) =>
  page.getByTestId("graph-canvas").evaluate((element, id) => {
    const core = (element as HTMLElement & { __cy: CanvasCore }).__cy;
    const edge = core.getElementById(id);
    return {
      outcome: edge.hasClass("mark-tee") ? "denied" : edge.hasClass("mark-triangle") ? "allowed" : "other",
      selected: edge.hasClass("selected"),
      places: core.nodes(".node").map((node) => [node.id(), node.position()]),
      view: [core.zoom(), core.pan()],
    };
  }, edge);

const toast = (page: Page) => page.getByRole("region", { name: "What flipped" });
const filter = (page: Page) => page.getByRole("combobox", { name: "Find workloads and edges" });
const row = (page: Page, id = edge) => page.locator(`tr[data-edge="${id}"]`);
const pill = (page: Page) => page.getByText("Not live: reconnecting");
/** Would be lost by a reload. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { samePage: true }));
const isMarked = (page: Page) => page.evaluate(() => "samePage" in window);

test("a changed policy recolours the open canvas in place: no reload, no move, the selection stays", async ({
  page,
}) => {
  served = await serve(folder, 3140);
  await openGraph(page, `${served.address}/graph?edge=${encodeURIComponent(edge)}`);
  await mark(page);
  const before = await picture(page);
  expect(before).toMatchObject({ outcome: "allowed", selected: true });
  closeCart();
  await expect.poll(async () => (await picture(page)).outcome).toBe("denied");
  expect(await picture(page)).toEqual({ ...before, outcome: "denied" });
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("Denied");
  expect(await isMarked(page)).toBe(true);
});

test("a changed policy shows in the table, and the toast says what flipped; Show leaves only that edge", async ({
  page,
}) => {
  served = await serve(folder, 3141);
  await page.goto(`${served.address}/graph?view=table`);
  await expect(row(page)).toContainText("Allowed");
  await mark(page);
  await filter(page).focus();
  closeCart();
  await expect(row(page)).toContainText("Denied");
  await expect(toast(page)).toContainText("1 edge flipped");
  await expect(toast(page)).toContainText(flip);
  await expect(page.getByRole("status").filter({ hasText: "1 edge flipped" })).toHaveText(
    `1 edge flipped. ${flip}: allowed → denied`,
  );
  await expect(filter(page)).toBeFocused();
  await toast(page).getByRole("button", { name: "Show" }).click();
  await expect.poll(() => listed(page)).toEqual([edge]);
  await expect(page).toHaveURL(/only=front/);
  await expect(page.getByText("Only one edge is shown")).toBeVisible();
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("Denied");
  await expect(toast(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Graph" }).click();
  await canvasReady(page);
  await expect.poll(async () => (await drawn(page)).edges).toEqual([edge]);
  await page.getByRole("button", { name: "Show all edges" }).click();
  await expect.poll(async () => (await drawn(page)).edges.length).toBeGreaterThan(10);
  expect(await isMarked(page)).toBe(true);
});

test("the flips of the session are listed with their time, by keyboard too; one opens its edge", async ({
  page,
}) => {
  served = await serve(folder, 3142);
  await page.goto(`${served.address}/graph?view=table`);
  await expect(row(page)).toContainText("Allowed");
  closeCart();
  await expect(row(page)).toContainText("Denied");
  await toast(page).getByRole("button", { name: "Dismiss" }).click();
  await expect(toast(page)).toHaveCount(0);
  save(untouched);
  await expect(row(page)).toContainText("Allowed");
  save(`${untouched}# a note\n`);
  await page.getByRole("button", { name: /^Changes/ }).focus();
  await page.keyboard.press("Enter");
  const list = page.getByRole("region", { name: "Flips of this session" });
  await expect(list).toContainText("Files changed, no edge flipped");
  await expect(list.getByRole("button", { name: flip })).toHaveCount(2);
  await expect(list.getByRole("button", { name: flip }).first()).toContainText(/denied.*allowed/);
  await expect(list.getByRole("button", { name: flip }).last()).toContainText(/allowed.*denied/);
  await expect(list.locator("time").first()).toHaveText(/^\d\d:\d\d:\d\d$/);
  await list.getByRole("button", { name: flip }).first().focus();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("complementary", { name: "Details" });
  await expect(drawer).toContainText("Allowed");
  await expect(list).toHaveCount(0);
  await page.getByRole("button", { name: /^Changes/ }).focus();
  await page.keyboard.press("Enter");
  await expect(list).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Changes/ })).toBeFocused();
  await expect(drawer).toBeVisible();
});

test("a file that breaks keeps the rest and names the problem, until it is mended", async ({ page }) => {
  served = await serve(folder, 3143);
  await page.goto(`${served.address}/graph?view=table`);
  await expect(row(page)).toContainText("Allowed");
  save(untouched.replace("- '5432'", "- 5432"));
  await expect(page.getByText("1 problem", { exact: false })).toBeVisible();
  await expect(row(page, "shop/orders>shop/db:5432")).toContainText("Unknown");
  await expect(row(page, "istio-ingress/ingressgateway>front/web:8080")).toContainText("Allowed");
  await expect(toast(page)).toContainText(/\d edges flipped.*becomes\s*unknown/);
  save(untouched);
  await expect(page.getByText("1 problem", { exact: false })).toHaveCount(0);
  await expect(row(page, "shop/orders>shop/db:5432")).toContainText("Allowed");
});

test("a folder that goes and comes back: the old picture stays, is called old, and is renewed", async ({
  page,
}) => {
  served = await serve(folder, 3144);
  await page.goto(`${served.address}/graph?view=table`);
  await expect(row(page)).toContainText("Allowed");
  renameSync(folder, `${folder}-away`);
  await expect(page.getByText("Not of now")).toBeVisible();
  await expect(row(page)).toContainText("Allowed");
  renameSync(`${folder}-away`, folder);
  await expect(page.getByText("Not of now")).toHaveCount(0);
  closeCart();
  await expect(row(page)).toContainText("Denied");
});

test("tabs share one stream; when the tab that holds it closes, another goes on", async ({ context }) => {
  served = await serve(folder, 3145);
  const streams: string[] = [];
  const open = async () => {
    const page = await context.newPage();
    page.on("request", (request) => {
      if (new URL(request.url()).pathname === "/api/events") streams.push(request.url());
    });
    await page.goto(`${served?.address}/graph?view=table`);
    await expect(row(page)).toContainText("Allowed");
    return page;
  };
  const first = await open();
  const second = await open();
  closeCart();
  await expect(row(first)).toContainText("Denied");
  await expect(row(second)).toContainText("Denied");
  expect(streams).toHaveLength(1);
  await first.close();
  save(untouched);
  await expect(row(second)).toContainText("Allowed");
  expect(streams).toHaveLength(2);
  await expect(pill(second)).toHaveCount(0);
});

test("a server that stops is told of, with the time of the picture; when it is back the page is too", async ({
  page,
}) => {
  served = await serve(folder, 3146);
  await page.goto(`${served.address}/graph?view=table`);
  await expect(row(page)).toContainText("Allowed");
  await mark(page);
  await served.stop();
  await expect(pill(page)).toBeVisible();
  await expect(page.getByRole("banner")).toContainText(/last change \d\d:\d\d:\d\d/);
  closeCart();
  served = await serve(folder, 3146);
  await expect(row(page)).toContainText("Denied", { timeout: 20_000 });
  await expect(pill(page)).toHaveCount(0, { timeout: 20_000 });
  await expect(toast(page)).toContainText(flip);
  expect(await isMarked(page)).toBe(true);
});

test("offline and back: the page says so, then shows what changed meanwhile", async ({ page, context }) => {
  served = await serve(folder, 3147);
  await page.goto(`${served.address}/graph?view=table`);
  await expect(row(page)).toContainText("Allowed");
  await context.setOffline(true);
  await expect(pill(page)).toBeVisible();
  closeCart();
  await expect(row(page)).toContainText("Allowed");
  await context.setOffline(false);
  await expect(row(page)).toContainText("Denied");
  await expect(pill(page)).toHaveCount(0);
});

test("without the stream the page still looks for changes", async ({ page }) => {
  await page.route("**/api/events**", (route) => route.abort());
  served = await serve(folder, 3148);
  await page.goto(`${served.address}/graph?view=table`);
  await expect(row(page)).toContainText("Allowed");
  await expect(pill(page)).toBeVisible({ timeout: 10_000 });
  closeCart();
  await expect(row(page)).toContainText("Denied", { timeout: 10_000 });
});

test("a server with an open stream ends at once when it is asked to", async () => {
  served = await serve(folder, 3149);
  const stream = await fetch(`${served.address}/api/events`);
  expect(stream.headers.get("content-type")).toMatch(/^text\/event-stream/);
  expect(stream.headers.get("cache-control")).toBe("no-cache, no-transform");
  expect(stream.headers.get("x-accel-buffering")).toBe("no");
  const reader = stream.body?.getReader();
  const begin = new TextDecoder().decode((await reader?.read())?.value);
  expect(begin).toContain("retry:");
  const asked = performance.now();
  // It is killed after 4 s; that would be a server that hangs.
  await served.stop();
  expect(performance.now() - asked).toBeLessThan(3000);
  await reader?.cancel().catch(() => undefined);
});

test("toast, list, filter and pill: axe finds nothing", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  served = await serve(folder, 3150);
  await openGraph(page, `${served.address}/graph?only=${encodeURIComponent(edge)}`);
  closeCart();
  await expect(toast(page)).toBeVisible();
  await page.getByRole("button", { name: /^Changes/ }).click();
  await served.stop();
  await expect(pill(page)).toBeVisible();
  await axeFindsNothing(page);
});
