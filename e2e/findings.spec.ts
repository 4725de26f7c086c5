import { expect, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";

const rows = "tr[data-finding]";

test("findings are listed, the worst first, with their number in the navigation", async ({ page }) => {
  await page.goto("/graph");
  const entry = page.getByRole("link", { name: /^Findings/ });
  await expect(entry).toHaveText(/4$/);
  await entry.click();
  await expect(page.locator(rows)).toHaveCount(6);
  await expect(page.locator(rows).first()).toHaveAttribute("data-finding", "plaintextToStrict");
  await expect(page.locator(rows).first()).toContainText("partner/orders-plain");
  await page.locator('button[data-severity="warning"]').click();
  await expect(page.locator(rows)).toHaveCount(3);
  await expect(page.getByText("3 findings")).toBeVisible();
  await expect(page).toHaveURL(/severity=warning/);
  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByRole("button", { name: "Object" }).click();
  await expect(page.locator(rows).first()).toContainText("partner/orders-plain");
  await expect(page.locator(rows).last()).toContainText("shop/orders");
});

test("a finding leads to what to do, to its line, and to its edges", async ({ page }) => {
  await page.goto("/findings");
  await page.locator(`${rows}[data-finding="plaintextToStrict"]`).click();
  await expect(
    page.getByText("Remove tls.mode DISABLE: without it Istio sends mTLS by itself."),
  ).toBeVisible();
  await expect(page.getByText("0.6/s seen")).toBeVisible();
  await page.getByRole("link", { name: "Show 1 edge in the graph" }).click();
  await expect(page).toHaveURL(/\/graph\?only=partner%2Fweb%3Eshop%2Forders%3A8080/);
  await page.goBack();
  await expect(page.locator("tr[data-expanded='true']")).toHaveCount(1);
  await page.getByRole("link", { name: /^DestinationRule partner\/orders-plain/ }).click();
  await expect(page).toHaveURL(/\/policies\/DestinationRule\/partner\/orders-plain/);
  await expect(page.locator('[data-linked="true"]')).toContainText("mode: DISABLE");
});

test("by keyboard alone: filter, walk, more, the line, and back", async ({ page }) => {
  await page.goto("/findings");
  await expect(page.locator(rows).first()).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("strict shop");
  await expect(page).toHaveURL(/q=strict\+shop/);
  const last = page.locator(rows).last();
  await page.locator(rows).first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(page.locator("tr[data-expanded='true']")).toHaveCount(1);
  await page.reload();
  await expect(page.locator("tr[data-expanded='true']")).toHaveCount(1);
  await expect(page.getByRole("textbox", { name: "Filter findings" })).toHaveValue("strict shop");
  await last.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/policies\/.*#L\d+$/);
});

test("a small window shows the sentences without scrolling sideways, in both languages", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await page.goto("/findings");
  await expect(page.locator(rows).first()).toBeVisible();
  const list = page.getByRole("region", { name: "Findings of the source" });
  expect(await list.evaluate((region) => region.scrollWidth - region.clientWidth)).toBe(0);
  await page.getByRole("button", { name: "日本語" }).click();
  await expect(page.getByRole("heading", { name: "指摘" })).toBeVisible();
  await expect(page.locator(rows).first()).toContainText("平文");
});

for (const address of [
  "/findings",
  "/findings?more=plaintextToStrict+DestinationRule+partner%2Forders-plain+spec.trafficPolicy.tls.mode",
  "/findings?q=nothing+of+this",
]) {
  test(`${address}: axe finds nothing`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByRole("heading", { name: "Findings" })).toBeVisible();
    await axeFindsNothing(page);
  });
}
