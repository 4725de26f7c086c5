import { expect, test } from "@playwright/test";
import { canvasReady, counted, drawn, openGraph } from "./canvas.ts";

test("a reload brings back filters, view and drawer", async ({ page }) => {
  await page.goto("/graph?ns=shop,front&q=cart&outcome=denied&view=table");
  await page.locator("tr[data-edge]").first().click();
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("Denied.");
  const [url, counts] = [page.url(), await counted(page)];
  await page.reload();
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("Denied.");
  expect(page.url()).toBe(url);
  expect(await counted(page)).toEqual(counts);
  await expect(page.getByRole("button", { name: /^Namespaces/ })).toContainText("2 of");
});

test("Back undoes one step at a time, Forward does it again", async ({ page }) => {
  await openGraph(page);
  const all = (await drawn(page)).edges.length;
  await page.locator('button[data-outcome="refused"]').click();
  await expect.poll(async () => (await drawn(page)).edges.length).toBeLessThan(all);
  await page.getByRole("button", { name: "Table" }).click();
  await expect(page.getByRole("table")).toBeVisible();
  await page.goBack();
  await canvasReady(page);
  await expect(page.locator('button[data-outcome="refused"]')).toHaveAttribute("aria-pressed", "true");
  await page.goBack();
  await expect.poll(async () => (await drawn(page)).edges.length).toBe(all);
  await page.goForward();
  await expect.poll(async () => (await drawn(page)).edges.length).toBeLessThan(all);
});

test("an address of an edge that is gone says so and keeps the graph", async ({ page }) => {
  await openGraph(page, "/graph?edge=a%2Fb%3Ec%2Fd%3A80");
  await expect(page.getByRole("alert").filter({ hasText: "no edge" })).toBeVisible();
  expect((await drawn(page)).edges.length).toBeGreaterThan(0);
});

test("the chosen theme stays, also before the first paint", async ({ page }) => {
  await openGraph(page);
  await page.getByRole("button", { name: "Use the dark theme" }).click();
  await expect(page.locator("html")).toHaveClass(/pf-v6-theme-dark/);
  await page.reload({ waitUntil: "commit" });
  await expect(page.locator("html")).toHaveClass(/pf-v6-theme-dark/);
  await expect(page.getByRole("button", { name: "Use the light theme" })).toBeVisible();
});

test("a page that does not exist says so and leads back", async ({ page }) => {
  const response = await page.goto("/nowhere");
  expect(response?.status()).toBe(404);
  await page.getByRole("link", { name: "Back to the graph" }).click();
  await expect(page).toHaveURL(/\/graph$/);
});
