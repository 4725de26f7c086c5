import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";
import { openGraph } from "./canvas.ts";
import { serve } from "./serve.ts";

const head = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const callers = (page: Page, port: number) => page.getByRole("region", { name: `Callers of port ${port}` });

test("the groups of a workload lead to edges, requests, other workloads, and back", async ({ page }) => {
  await page.goto("/focus/shop/cart");
  await expect(page).toHaveTitle("Focus: shop/cart · Sekisho");
  const group = callers(page, 8080).getByRole("article").filter({ hasText: "Identities front/web" });
  await expect(group.getByRole("listitem")).toHaveCount(2);
  await expect(group).toContainText("92/s");
  await group.getByRole("link", { name: "Ask a request from front/web to shop/cart" }).click();
  await expect(page).toHaveURL(/\/ask\?from=front%2Fweb&host=cart\.shop/);
  await page.goBack();
  await group.getByTitle("Edge front/web to shop/cart port 8080").click();
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("Allowed.");
  await page.goBack();
  await group.getByRole("link", { name: "Focus on front/web" }).click();
  await expect(page.getByRole("heading", { name: "front / web" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "shop / cart" })).toBeVisible();
  await group.getByRole("link", { name: /^Show in the graph: Identities/ }).click();
  await expect(page.getByText("Only 2 edges are shown")).toBeVisible();
});

test("what is stopped is a number until it is asked for; an edge that is not drawn is then drawn", async ({
  page,
}) => {
  await page.goto("/focus/shop/orders?side=callers");
  const refused = callers(page, 8080).getByRole("article").filter({ hasText: "Refused" }).first();
  await expect(refused.getByRole("listitem")).toHaveCount(0);
  await refused.getByRole("button", { name: "Show all 7" }).click();
  await expect(refused.getByRole("listitem")).toHaveCount(7);
  await page.reload();
  await expect(refused.getByRole("listitem")).toHaveCount(7);
  await refused.getByTitle("Edge legacy/app to shop/orders port 8080").click();
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("Refused.");
  await expect(page.getByText("Only one edge is shown")).toBeVisible();
});

test("it says why a port is open, and what closes another", async ({ page }) => {
  await page.goto("/focus/front/web");
  await expect(page.getByRole("heading", { name: "Why it is open" })).toBeVisible();
  await expect(page.getByText(/^No PeerAuthentication sets a mode/)).toBeVisible();
  await expect(page.getByText(/^No ALLOW policy applies/)).toBeVisible();
  await expect(page.getByText("open to everyone")).toBeVisible();
  // Who has to bring a token is not everyone.
  await page.goto("/focus/partner/web");
  await expect(page.getByRole("heading", { name: "Why no identity is asked" })).toBeVisible();
  await expect(page.getByText("open to everyone")).toHaveCount(0);
  await page.goto("/focus/shop/orders");
  await expect(page.getByText("orders is STRICT", { exact: false }).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Why it is open" })).toHaveCount(0);
  await page.getByRole("link", { name: "shop/default" }).first().click();
  await expect(page).toHaveURL(/\/policies\/PeerAuthentication\/shop\/default#L\d+/);
});

test("counts add up, are filters, and the address brings them back", async ({ page }) => {
  await page.goto("/focus/shop/cart");
  const counts = page.locator("button[data-way] strong");
  await expect(counts.first()).toBeVisible();
  const sum = (await counts.allTextContents()).reduce((total, text) => total + Number(text), 0);
  await expect(page.getByText(`${sum} pairs`)).toBeVisible();
  await page.locator('button[data-way="identity"]').click();
  await expect(page.getByText("4 pairs")).toBeVisible();
  await page.getByRole("button", { name: "Callers", exact: true }).click();
  await page.getByRole("textbox", { name: "Filter peers" }).fill("front");
  await expect(page.getByText("1 pair", { exact: true })).toBeVisible();
  expect(new URL(page.url()).search).toBe("?q=front&side=callers&how=identity");
  await page.reload();
  await expect(page.getByText("1 pair", { exact: true })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Filter peers" })).toHaveValue("front");
  await page.getByRole("button", { name: "Show all", exact: true }).click();
  await expect(page.getByText(`${sum} pairs`)).toBeVisible();
});

test("by keyboard alone: from the graph, through the groups, to another workload", async ({ page }) => {
  await openGraph(page, "/graph?node=shop%2Fcart");
  await expect(page.getByText("Policies that apply, in order")).toBeVisible();
  await page.keyboard.press("f");
  await expect(page).toHaveURL(/\/focus\/shop\/cart$/);
  const first = callers(page, 7000).getByRole("button").first();
  await first.focus();
  await page.keyboard.press("ArrowDown");
  await expect(head(page, /^Denied 18$/).first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(head(page, /^Denied 18$/).first()).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("region", { name: "Whom it may call" }).locator(":focus")).toHaveCount(1);
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator('[data-column="callers"] :focus')).toHaveCount(1);
  await page.keyboard.press("/");
  await expect(page.getByRole("textbox", { name: "Filter peers" })).toBeFocused();
  await page.keyboard.type("ops");
  await expect(page).toHaveURL(/q=ops/);
  const picker = page.getByRole("combobox", { name: "Workload in focus" });
  await picker.focus();
  await page.keyboard.type("shop/ord");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/focus\/shop\/orders$/);
  await expect(page.getByRole("heading", { name: "shop / orders" })).toBeVisible();
  await page.goBack();
  await expect(picker).toHaveValue("shop/cart");
});

test("the ways in: drawer, key on the canvas, palette, a policy's workloads", async ({ page }) => {
  await page.goto("/graph?node=shop%2Fcart");
  await page.getByRole("complementary", { name: "Details" }).getByRole("link", { name: "Focus" }).click();
  await expect(page).toHaveURL(/\/focus\/shop\/cart$/);
  await openGraph(page);
  await page.getByRole("application").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("f");
  await expect(page).toHaveURL(/\/focus\//);
  await expect(page.getByRole("combobox", { name: "Workload in focus" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.type("focus shop/db");
  await expect(page.getByRole("option", { name: /^Focus shop\/db/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/focus\/shop\/db$/);
  await page.goto("/policies?more=AuthorizationPolicy+shop%2Forders");
  await page.getByRole("link", { name: "Focus on shop/orders" }).click();
  await expect(page).toHaveURL(/\/focus\/shop\/orders$/);
});

test("two presses on a workload of the canvas open its focus", async ({ page }) => {
  await openGraph(page, "/graph?ns=sambaiz");
  const at = await page.getByTestId("graph-canvas").evaluate((element) => {
    const core = (
      element as HTMLElement & {
        __cy: { getElementById(id: string): { renderedPosition(): { x: number; y: number } } };
      }
    ).__cy;
    return core.getElementById("sambaiz/my-nginx").renderedPosition();
  });
  await page.getByTestId("graph-canvas").dblclick({ position: at });
  await expect(page).toHaveURL(/\/focus\/sambaiz\/my-nginx$/);
});

test("outside, a gateway and a server outside say what they can; nobody says the cure", async ({ page }) => {
  await page.goto("/focus/outside");
  await expect(page.getByText("nothing here calls them", { exact: false })).toBeVisible();
  await expect(page.getByRole("region", { name: "Whom it may call" })).toContainText("front / web");
  await page.goto("/focus/istio-ingress/ingressgateway");
  await expect(callers(page, 8443)).toContainText("Any client, also without identity");
  await page.goto("/focus/external/api.example.com");
  await expect(page.getByText("A server outside the mesh", { exact: false })).toBeVisible();
  await expect(callers(page, 443)).toContainText("shop / orders");
  await page.goto("/focus/no/body");
  await expect(page.getByRole("alert").filter({ hasText: "no workload no/body" })).toBeVisible();
  await expect(page.getByText("Choose another one", { exact: false })).toBeVisible();
  await page.getByRole("combobox", { name: "Workload in focus" }).fill("shop/cart");
  await page.getByRole("option", { name: "shop/cart", exact: true }).click();
  await expect(page.getByRole("heading", { name: "shop / cart" })).toBeVisible();
});

test("a changed policy regroups the page in place", async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-focus-"));
  cpSync(join(import.meta.dirname, "..", "demo"), folder, { recursive: true });
  const file = join(folder, "manifests", "policies", "shop.yaml");
  const served = await serve(folder, 3171);
  try {
    await page.goto(`${served.address}/focus/shop/cart?side=callers`);
    await expect(callers(page, 8080)).toContainText("Identities front/web, sambaiz/default");
    const text = readFileSync(file, "utf8");
    const closed = text.replace("cluster.local/ns/front/sa/web\n", "cluster.local/ns/front/sa/nobody\n");
    expect(closed).not.toBe(text);
    writeFileSync(`${file}.new`, closed);
    renameSync(`${file}.new`, file);
    await expect(callers(page, 8080).getByTitle(/^Edge front\/web/)).toHaveCount(0);
    await expect(callers(page, 8080)).toContainText("sambaiz / my-nginx");
  } finally {
    await served.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("GET /api/workloads/:id/focus: unchanged costs a 304, nobody is a problem", async ({ request }) => {
  const path = `/api/workloads/${encodeURIComponent("shop/cart")}/focus`;
  const first = await request.get(path);
  const etag = first.headers().etag ?? "";
  expect((await first.json()) as object).toMatchObject({ node: { id: "shop/cart" } });
  expect((await request.get(path, { headers: { "if-none-match": etag } })).status()).toBe(304);
  expect((await request.get(`/api/workloads/${encodeURIComponent("a/b")}/focus`)).status()).toBe(404);
});

const states: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ["/focus/shop/cart?open=7000-stopped-1", (page) => expect(callers(page, 7000)).toContainText("legacy")],
  ["/focus/front/web", (page) => expect(page.getByText("Why it is open")).toBeVisible()],
  ["/focus/outside", (page) => expect(page.getByText("nothing here calls", { exact: false })).toBeVisible()],
  ["/focus/no/body", (page) => expect(page.getByRole("alert").filter({ hasText: "no/body" })).toBeVisible()],
  ["/focus", (page) => expect(page.getByRole("heading", { name: "Choose a workload" })).toBeVisible()],
];
for (const [address, ready] of states) {
  test(`${address}: axe finds nothing`, async ({ page }) => {
    await page.goto(address);
    await ready(page);
    await axeFindsNothing(page);
  });
}

test("in a small window nothing is cut off", async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 450 });
  await page.goto("/focus/shop/cart");
  await expect(callers(page, 8080)).toContainText("front / web");
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});
