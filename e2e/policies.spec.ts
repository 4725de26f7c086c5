import { expect, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";

const rows = "tr[data-policy]";

test("every object is listed, filtered, sorted, and leads to its edges", async ({ page }) => {
  await page.goto("/graph");
  const entry = page.getByRole("link", { name: /^Policies/ });
  await expect(entry).toHaveText(/\d/);
  const count = Number(/\d+/.exec((await entry.textContent()) ?? "")?.[0]);
  await entry.click();
  await expect(page.locator(rows)).toHaveCount(count);
  await page.locator('button[data-kind="PeerAuthentication"]').click();
  await expect(page.locator(rows)).toHaveCount(3);
  await expect(page.getByText("3 objects")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByRole("button", { name: "Edges decided" }).click();
  await page.getByRole("button", { name: "Edges decided" }).click();
  await expect(page.locator(rows).first()).toHaveAttribute("data-policy", "PeerAuthentication shop/default");
  await page.getByRole("link", { name: "Show 1 edge of AuthorizationPolicy shop/cart-no-admin" }).click();
  await expect(page).toHaveURL(/\/graph\?only=front%2Fadmin%3Eshop%2Fcart%3A8080/);
  await expect(page.getByText("Only one edge is shown")).toBeVisible();
});

test("a small window shows edges and notes without scrolling sideways", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await page.goto("/policies");
  await expect(page.locator(rows).first()).toBeVisible();
  const list = page.getByRole("region", { name: "Policies and routes of the source" });
  await expect(page.getByRole("columnheader", { name: "Notes" })).toBeInViewport({ ratio: 1 });
  expect(await list.evaluate((region) => region.scrollWidth - region.clientWidth)).toBe(0);
  // What the narrow table leaves out stands where an object is opened.
  await page.getByRole("button", { name: "More about AuthorizationPolicy shop/db", exact: true }).click();
  await expect(page.getByText("app=db", { exact: true }).locator("visible=true")).toHaveCount(1);
});

test("by keyboard alone: filter, walk, more, YAML, edge, and back", async ({ page }) => {
  await page.goto("/policies");
  await expect(page.locator(rows).first()).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("shop orders");
  await expect(page).toHaveURL(/q=shop\+orders/);
  await page.locator(rows).first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const policy = page.locator('tr[data-policy="AuthorizationPolicy shop/orders"]');
  await policy.focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("this rule is dropped, since it has HTTP fields").last()).toBeVisible();
  const url = page.url();
  await page.reload();
  expect(page.url()).toBe(url);
  await expect(page.getByRole("textbox", { name: "Filter policies" })).toHaveValue("shop orders");
  await expect(page.locator("tr[data-expanded='true']")).toHaveCount(1);
  await policy.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/policies\/AuthorizationPolicy\/shop\/orders/);
  const aside = page.getByRole("complementary", { name: "Decides" });
  await aside
    .getByRole("link", { name: /^Line / })
    .first()
    .press("Enter");
  await expect(page.locator('[data-linked="true"]')).toBeInViewport();
  await aside.getByRole("link", { name: /front\/web → shop\/orders/ }).press("Enter");
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("Depends.");
});

for (const address of [
  "/policies",
  "/policies?more=AuthorizationPolicy+shop%2Forders",
  "/policies/AuthorizationPolicy/shop/orders",
]) {
  test(`${address}: axe finds nothing`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByText(/^(Edges decided|Decides)$/).first()).toBeVisible();
    await axeFindsNothing(page);
  });
}
