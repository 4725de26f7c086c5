import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";
import { type Served, serve } from "./serve.ts";

const port = 3180;
let served: Served | undefined;
let folder: string;
let file: string;
let untouched: string;

test.describe.configure({ mode: "serial" });
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-write-"));
  cpSync(join(import.meta.dirname, "..", "demo"), folder, { recursive: true });
  file = join(folder, "manifests", "policies", "shop.yaml");
  untouched = readFileSync(file, "utf8");
});
test.afterEach(async () => {
  await served?.stop();
  served = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const orders = "/policies/AuthorizationPolicy/shop/orders/edit";
const flips = (page: Page) => page.getByRole("region", { name: "What flips" });
const apply = (page: Page) => page.getByRole("button", { name: /^Apply/ });
const ended = (page: Page) => page.getByText(/^Written to /);

async function open(page: Page, address = orders) {
  await page.goto(`${served?.address}${address}`);
  await expect(page.getByRole("textbox", { name: "YAML" })).toBeVisible();
}

/** Lines that are in one text and not in the other. */
const gone = (was: string, now: string): readonly string[] =>
  was.split("\n").filter((line) => !now.split("\n").includes(line));

test("a rule is removed, applied with its damage in the button's words, seen in the graph, and restored from the history", async ({
  page,
}) => {
  served = await serve(folder, port);
  await open(page);
  await page.getByRole("button", { name: "Remove rule 1" }).focus();
  await page.keyboard.press("Enter");
  await expect(apply(page)).toHaveText("Apply: 1 observed caller will be denied");
  await page.getByLabel("Why:").fill("cart moves away");
  await apply(page).focus();
  await page.keyboard.press("Enter");
  await expect(ended(page)).toContainText("manifests/policies/shop.yaml");
  await expect(page.getByText("As saved")).toBeVisible();
  const written = readFileSync(file, "utf8");
  expect(gone(written, untouched)).toEqual([]);
  expect(untouched.length - written.length).toBeLessThan(200);
  await expect(page.getByRole("region", { name: "Rule 3" })).toHaveCount(0);
  await page.goto(`${served.address}/graph?edge=${encodeURIComponent("shop/cart>shop/orders:8080")}`);
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("Denied.");

  await open(page);
  await page.getByRole("button", { name: "History" }).click();
  const history = page.getByRole("dialog", { name: "History" });
  await expect(history).toContainText("cart moves away");
  await history.getByRole("button", { name: "Restore as a draft" }).last().click();
  await expect(flips(page)).toContainText("will pass more");
  await apply(page).click();
  await expect(ended(page)).toBeVisible();
  expect(readFileSync(file, "utf8")).toBe(untouched);
});

test("a new policy gets a file of its own", async ({ page }) => {
  served = await serve(folder, port);
  await open(page, "/policies/new?kind=PeerAuthentication&ns=legacy");
  await page.getByRole("textbox", { name: "Name" }).fill("closed");
  await expect(flips(page)).toContainText("compared");
  await apply(page).click();
  await expect(page).toHaveURL(/PeerAuthentication\/legacy\/closed\/edit$/);
  await expect(page.getByText("As saved")).toBeVisible();
});

test("a policy is deleted after its flips were shown", async ({ page }) => {
  served = await serve(folder, port);
  await open(page);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Delete AuthorizationPolicy shop/orders" });
  await expect(dialog).toContainText("shop/orders:8080");
  await axeFindsNothing(page);
  await dialog.getByRole("button", { name: /^Delete: / }).click();
  await expect(page).toHaveURL(/\/policies$/);
  await expect(page.locator('tr[data-policy="AuthorizationPolicy shop/orders"]')).toHaveCount(0);
  expect(readFileSync(file, "utf8")).not.toContain("name: orders\n");
});

test("what somebody else wrote meanwhile is said, and the draft goes on or is given up as one chooses", async ({
  page,
}) => {
  served = await serve(folder, port);
  await open(page);
  await page.getByRole("button", { name: "Remove rule 3" }).click();
  await expect(flips(page)).toContainText("ops/prober");
  writeFileSync(file, untouched.replaceAll("/api/*", "/v2/*"));
  await expect(page.getByText("The saved version changed since this draft was begun.")).toBeVisible();
  await expect(apply(page)).toBeDisabled();
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expect(apply(page)).toBeEnabled();
  await expect(page.getByText("Removed rule")).toBeVisible();
});

test("a write that meets another one is refused, shows both sides, and loses nothing", async ({ page }) => {
  served = await serve(folder, port);
  await open(page);
  await page.getByRole("button", { name: "Remove rule 3" }).click();
  await expect(flips(page)).toContainText("ops/prober");
  // The page hears nothing of it.
  await page.route("**/api/graph**", (route) => route.abort());
  await page.route("**/api/policies/Auth**", (route) => route.abort());
  writeFileSync(file, untouched.replaceAll("/api/*", "/v2/*"));
  await apply(page).click();
  const dialog = page.getByRole("dialog", { name: "Somebody else changed it" });
  await expect(dialog.getByRole("region", { name: "What they changed" })).toContainText("/v2/*");
  await expect(dialog.getByRole("region", { name: "What you changed" })).toContainText("ops/prober");
  await axeFindsNothing(page);
  expect(readFileSync(file, "utf8")).toContain("/v2/*");
  await dialog.getByRole("button", { name: "Keep mine, on top of theirs" }).click();
  await expect(page.getByText("Removed rule")).toBeVisible();
});

test("view-only writes nothing, says so, and still exports", async ({ page }) => {
  served = await serve(folder, port, { SEKISHO_VIEW_ONLY: "1" });
  await open(page);
  await page.getByRole("button", { name: "Remove rule 1" }).click();
  await expect(flips(page)).toContainText("will be denied");
  await expect(apply(page)).toBeDisabled();
  await expect(page.getByText(/view-only/i).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Export" })).toBeEnabled();
  expect(readFileSync(file, "utf8")).toBe(untouched);
});
