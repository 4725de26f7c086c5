import { expect, test } from "@playwright/test";
import { drawn, openGraph } from "./canvas.ts";

const details = { name: "Details" } as const;

test("the graph is walked, opened and closed by keyboard alone", async ({ page }) => {
  await openGraph(page);
  const graph = page.getByRole("application");
  await graph.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("status").filter({ hasText: /^(Workload|Callers) / })).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", details)).toBeVisible();
  await expect(page.getByRole("complementary", details)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary", details)).toHaveCount(0);
  await expect(graph).toBeFocused();
});

test("a row of the table is reached by arrow and opened by Enter", async ({ page }) => {
  await page.goto("/graph?view=table");
  await page.locator("tr[data-edge]").first().focus();
  await page.keyboard.press("ArrowDown");
  const second = await page.locator("tr[data-edge]").nth(1).getAttribute("data-edge");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", details)).toBeVisible();
  expect(new URL(page.url()).searchParams.get("edge")).toBe(second);
});

test("slash goes to the field that finds, Escape closes its list, then clears it", async ({ page }) => {
  await openGraph(page);
  await page.keyboard.press("/");
  const filter = page.getByRole("combobox", { name: "Find workloads and edges" });
  await expect(filter).toBeFocused();
  await page.keyboard.type("nginx");
  await expect.poll(async () => (await drawn(page)).edges.every((id) => id.includes("nginx"))).toBe(true);
  await expect(page).toHaveURL(/q=nginx/);
  await expect(page.getByRole("listbox")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("listbox")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(filter).toHaveValue("");
});

test("the question mark opens the sheet of keys, Escape closes it", async ({ page }) => {
  await openGraph(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard and marks" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("columns sort by keyboard and say so", async ({ page }) => {
  await page.goto("/graph?view=table");
  const column = page.getByRole("columnheader", { name: "Per second" });
  await column.getByRole("button").press("Enter");
  await expect(column).toHaveAttribute("aria-sort", "ascending");
  await column.getByRole("button").press("Enter");
  await expect(column).toHaveAttribute("aria-sort", "descending");
  await expect(page.locator("tr[data-edge]").first()).toHaveAttribute(
    "data-edge",
    /^outside>istio-ingress\/ingressgateway/,
  );
});
