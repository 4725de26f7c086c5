import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import type { GraphAnswer } from "../server/contract/graph.ts";
import { axeFindsNothing } from "./axe.ts";

const open = async (page: Page, address = "/matrix") => {
  await page.goto(address);
  await expect(page.getByRole("grid")).toBeVisible();
};
const cell = (page: Page, name: RegExp) => page.getByRole("gridcell", { name });
/** The number before the word, in the strip. */
const count = async (page: Page, word: string): Promise<number> =>
  Number(
    /^[\d,]+/.exec(
      ((await page.getByRole("button", { name: new RegExp(`\\d ${word}`) }).textContent()) ?? "").trim(),
    )?.[0],
  );

test("namespaces come first, each pair of them with its sums; one unfolds by mouse", async ({ page }) => {
  await page.goto("/graph");
  await page.getByRole("link", { name: "Matrix", exact: true }).click();
  await expect(cell(page, /^namespace front to namespace shop: /)).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "namespace front" })).toContainText("3 workloads");
  await page.getByRole("button", { name: "Unfold front" }).first().click();
  await expect(cell(page, /^front\/web to namespace shop: /)).toBeVisible();
  await expect(page).toHaveURL(/turned=front/);
  await page.reload();
  await expect(cell(page, /^front\/web to namespace shop: /)).toBeVisible();
  await page.getByRole("button", { name: "Fold front" }).first().click();
  await expect(cell(page, /^front\/web to namespace shop: /)).toHaveCount(0);
});

test("every drawn edge ends in its cell as in the graph, and the strip counts all pairs", async ({
  page,
  request,
}) => {
  const answer = (await (await request.get("/api/graph")).json()) as GraphAnswer;
  await page.setViewportSize({ width: 2600, height: 1400 });
  await open(page, "/matrix?level=workloads");
  const words: Record<string, string> = { depends: "Depends", mixed: "Mixed" };
  let compared = 0;
  for (const { client, server, workloadPort, outcome, evidence } of answer.edges) {
    if (server.startsWith("external/")) continue;
    const word = words[outcome] ?? `${outcome[0]?.toUpperCase()}${outcome.slice(1)}`;
    const seen = evidence.observed ? "seen in traffic" : "not seen";
    const name = new RegExp(
      `^${client}(, no proxy)? to ${server} port ${workloadPort}(, no proxy)?: ${word}, .*${seen}`,
    );
    await expect(cell(page, name), `${client} to ${server}:${workloadPort}`).toHaveCount(1);
    compared += 1;
  }
  expect(compared).toBeGreaterThan(15);
  const all = (await page.getByText(/^\d+ pairs$/).textContent()) ?? "";
  const parts = await Promise.all(
    ["allowed", "denied", "depend", "unknown", "refused", "mixed"].map((w) => count(page, w)),
  );
  expect(parts.reduce((a, b) => a + b, 0)).toBe(Number.parseInt(all, 10));
});

test("a cell explains itself, and leads to its edge and to a question", async ({ page }) => {
  await open(page, "/matrix?level=workloads");
  await cell(page, /^front\/web to shop\/cart port 8080: Allowed/).click();
  const told = page.getByRole("dialog", { name: "This cell" });
  await expect(told).toContainText("AuthorizationPolicy shop/cart");
  await expect(told).toContainText("12 % of the observed traffic is plaintext");
  await expect(page).toHaveURL(/open=1/);
  await page.reload();
  await expect(told).toContainText("AuthorizationPolicy shop/cart");
  await told.getByRole("link", { name: "Ask a request" }).click();
  await expect(page).toHaveURL(/\/ask\?.*cart/);
  await page.goBack();
  await expect(told).toBeVisible();
  await told.getByRole("link", { name: "Open the edge" }).click();
  await expect(page).toHaveURL(/\/graph\?edge=front%2Fweb%3Eshop%2Fcart%3A8080/);
});

test("by keyboard alone: into the grid, unfold, move, explain, close, and on to what is not allowed", async ({
  page,
}) => {
  await open(page);
  const grid = page.getByRole("grid");
  await grid.focus();
  const current = () =>
    grid.evaluate((element) => {
      const id = element.getAttribute("aria-activedescendant");
      return (id === null ? null : document.getElementById(id)?.querySelector("span")?.textContent) ?? "";
    });
  await page.keyboard.press("ArrowDown");
  await expect.poll(current).toMatch(/^outside to namespace istio-ingress/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect.poll(current).toMatch(/^namespace default to/);
  await page.keyboard.press("Space");
  await expect.poll(current).toMatch(/^default\/test-client, no proxy to namespace istio-ingress/);
  await page.keyboard.press("End");
  await expect.poll(current).toMatch(/^default\/test-client, no proxy to namespace shop/);
  await page.keyboard.press("Control+Home");
  await expect.poll(current).toMatch(/^outside to namespace istio-ingress/);
  await page.keyboard.press("n");
  const next = await current();
  expect(next).toMatch(/denied|refused|depend|unknown|mixed/i);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "This cell" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "This cell" })).toHaveCount(0);
  await expect(grid).toBeFocused();
});

test("filters leave the same pairs in strip, cells and file", async ({ page }) => {
  await open(page, "/matrix?level=workloads");
  const refused = await count(page, "refused");
  await page.getByRole("button", { name: /\d refused/ }).click();
  await page.getByRole("combobox", { name: "Traffic" }).selectOption({ label: "Traffic: only seen" });
  await expect(page).toHaveURL(/traffic=seen/);
  const seen = await count(page, "refused");
  expect(seen).toBeLessThan(refused);
  await expect(page.getByRole("gridcell", { name: /: Refused, / })).toHaveCount(seen);
  await expect(page.getByRole("gridcell", { name: /: Allowed, / })).toHaveCount(0);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const file = readFileSync(await (await saved).path(), "utf8")
    .trim()
    .split(/\r?\n/);
  expect(file).toHaveLength(seen + 1);
  expect(file[0]).toContain("client,server");
  expect(file.slice(1).every((line) => line.includes("refused"))).toBe(true);
});

test("the matrix comes as CSV and as JSON, unchanged for a 304", async ({ request }) => {
  const csv = await request.get("/api/matrix?format=csv");
  expect(csv.headers()["content-type"]).toContain("text/csv");
  expect((await csv.text()).split(/\r?\n/)[0]).toContain("client,server");
  const first = await request.get("/api/matrix");
  const again = await request.get("/api/matrix", {
    headers: { "if-none-match": first.headers().etag ?? "" },
  });
  expect(again.status()).toBe(304);
});

for (const [name, address] of [
  ["folded", "/matrix"],
  ["a cell explained", "/matrix?level=workloads&at=front/web%3Eshop/cart:8080&open=1"],
] as const) {
  test(`${name}: axe finds nothing`, async ({ page }) => {
    await open(page, address);
    if (address.includes("open=1"))
      await expect(page.getByRole("dialog", { name: "This cell" })).toContainText("shop/cart");
    await axeFindsNothing(page);
  });
}

test("the query of the graph finds pairs here too, and says what it cannot know", async ({ page }) => {
  await open(page, "/matrix?level=workloads");
  const all = (await page.getByText(/^\d+ pairs$/).textContent()) ?? "";
  await page.keyboard.press("/");
  await page.keyboard.type("client.ns:front verdict:denied ");
  await expect(page).toHaveURL(/q=client.ns/);
  await expect(page.getByRole("gridcell", { name: /: Denied, / }).first()).toBeVisible();
  await expect(page.getByRole("gridcell", { name: /: Allowed, / })).toHaveCount(0);
  await expect(page.getByText(/^\d+ pairs$/)).not.toHaveText(all);
  await page.goto("/matrix?level=workloads&q=policy:shop/cart");
  await expect(page.getByText(/pairs are left out: the graph does not draw them/)).toBeVisible();
});
