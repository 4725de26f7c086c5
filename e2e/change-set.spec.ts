import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";
import { type Served, serve } from "./serve.ts";

const port = 3181;
let served: Served;
let folder: string;
let file: string;
let untouched: string;

test.describe.configure({ mode: "serial" });
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-set-"));
  cpSync(join(import.meta.dirname, "..", "demo"), folder, { recursive: true });
  file = join(folder, "manifests", "policies", "shop.yaml");
  untouched = readFileSync(file, "utf8");
  served = await serve(folder, port);
});
test.afterEach(async () => {
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});

const editor = (page: Page) => page.getByRole("textbox", { name: "YAML" });
const add = (page: Page) => page.getByRole("button", { name: "Add to the change set" });
const row = (page: Page, name: string) =>
  page.getByRole("region", { name: "Drafts" }).getByRole("listitem").filter({ hasText: name });
const apply = (page: Page) => page.getByRole("button", { name: /^Apply/ });

/** Three drafts: a rule less, a new STRICT, and a policy that goes. */
async function threeDrafts(page: Page) {
  await page.goto(`${served.address}/policies/AuthorizationPolicy/shop/orders/edit`);
  await expect(editor(page)).toBeVisible();
  await page.getByRole("button", { name: "Remove rule 1" }).click();
  await add(page).click();
  await expect(page.getByRole("heading", { name: "Change set" })).toBeVisible();

  await page.goto(`${served.address}/policies/new?kind=PeerAuthentication&ns=legacy`);
  await page.getByRole("textbox", { name: "Name" }).fill("closed");
  await add(page).focus();
  await page.keyboard.press("Enter");
  await expect(row(page, "legacy/closed")).toContainText("new");

  await page.goto(`${served.address}/policies/AuthorizationPolicy/shop/cart-no-admin/edit`);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete with the change set" }).click();
  await expect(row(page, "shop/cart-no-admin")).toContainText("deleted");
}

test("three drafts are previewed together, tried, and applied in their order; nothing is left behind", async ({
  page,
}) => {
  await threeDrafts(page);
  const rows = page.getByRole("region", { name: "Drafts" }).getByRole("listitem");
  await expect(rows).toHaveCount(3);
  // What lets through first, what is required last.
  await expect(rows.nth(0)).toContainText("a refusal goes before anything is closed");
  await expect(rows.nth(2)).toContainText("mTLS is required last");
  await expect(page.getByRole("region", { name: "What flips" })).toContainText("shop/orders:8080");
  await axeFindsNothing(page);

  // What has no tick is not applied; a draft survives the reload.
  await page.getByRole("checkbox", { name: "Include PeerAuthentication legacy/closed" }).focus();
  await page.keyboard.press("Space");
  await expect(apply(page)).toHaveText(/^Apply 2 changes/);
  await page.reload();
  await expect(rows).toHaveCount(3);
  await expect(apply(page)).toHaveText(/^Apply 3 changes: .*will be denied/);

  await page.getByRole("button", { name: "Try without writing" }).click();
  await expect(page.getByRole("status").filter({ hasText: "would be written" })).toBeVisible();
  expect(readFileSync(file, "utf8")).toBe(untouched);

  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("dialog")).toContainText(
    "kubectl delete AuthorizationPolicy cart-no-admin --namespace shop",
  );
  await page.keyboard.press("Escape");

  await page.getByLabel("Why:").fill("autumn cleaning");
  await apply(page).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("No draft is kept in this browser")).toBeVisible();
  await expect(page.getByRole("list", { name: "What became of each" })).toContainText(
    /shop\/cart-no-admin: written.*shop\/orders: written.*legacy\/closed: written/,
  );
  const written = readFileSync(file, "utf8");
  expect(written).not.toContain("cart-no-admin");
  expect(written).toContain("name: orders\n");
  await page.goto(`${served.address}/policies`);
  await expect(page.locator('tr[data-policy="PeerAuthentication legacy/closed"]')).toBeVisible();
  await expect(page.getByRole("link", { name: /^Change set/ })).toHaveCount(0);
});

test("a draft that cannot be applied says why and keeps the others from nothing", async ({ page }) => {
  await threeDrafts(page);
  writeFileSync(file, untouched.replaceAll("/api/*", "/v2/*"));
  await expect(row(page, "shop/orders")).toContainText(
    "The saved version changed since the draft was begun.",
  );
  await expect(
    page.getByRole("checkbox", { name: "Include AuthorizationPolicy shop/orders" }),
  ).toBeDisabled();
  await expect(apply(page)).toHaveText(/^Apply 2 changes/);

  // Refused by the source in the middle: what was written before is taken back, and every draft is still there.
  await page.getByRole("button", { name: "Discard the draft of AuthorizationPolicy shop/orders" }).click();
  await page.route("**/api/policies/batch", async (route) => {
    const body = JSON.parse(route.request().postData() ?? "{}");
    for (const change of body.changes) if (change.operation === "delete") change.base = "another";
    await route.continue({ postData: JSON.stringify(body) });
  });
  // The set is compared again after each change of the folder; a press in that moment does nothing.
  await expect(async () => {
    await apply(page).click();
    await expect(page.getByRole("alert").filter({ hasText: "shop/cart-no-admin" })).toContainText(
      "Not written",
      { timeout: 3000 },
    );
  }).toPass();
  await expect(page.getByRole("region", { name: "Drafts" }).getByRole("checkbox")).toHaveCount(2);
  expect(readFileSync(file, "utf8")).toContain("cart-no-admin");
  expect(existsSync(join(folder, "manifests", "policies", "legacy.yaml"))).toBe(false);
});
