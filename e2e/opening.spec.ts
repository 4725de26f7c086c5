import { expect, test } from "@playwright/test";
import type { GraphAnswer } from "../server/contract/graph.ts";
import { counted, drawn, listed, openGraph } from "./canvas.ts";

test("the first page is the graph of the demo, with its source in the masthead", async ({ page }) => {
  await openGraph(page, "/");
  await expect(page).toHaveURL(/\/graph$/);
  await expect(page).toHaveTitle("Graph · Sekisho");
  await expect(page.getByRole("banner")).toContainText("20 workloads in");
  await expect(page.getByRole("banner")).toContainText("Taken 24 Nov 2026");
});

test("canvas, table, strip and HTTP API hold the same edges", async ({ page, request }) => {
  const answer = (await (await request.get("/api/graph")).json()) as GraphAnswer;
  const expected = answer.edges.map(({ id }) => id).sort();
  await openGraph(page);
  expect((await drawn(page)).edges).toEqual(expected);
  expect((await drawn(page)).nodes).toEqual(answer.nodes.map(({ id }) => id).sort());
  const counts = await counted(page);
  expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(expected.length);
  for (const [outcome, count] of Object.entries(counts)) {
    expect(count, outcome).toBe(answer.edges.filter((edge) => edge.outcome === outcome).length);
  }
  await page.getByRole("button", { name: "Table" }).click();
  expect(await listed(page)).toEqual(expected);
  expect(await counted(page)).toEqual(counts);
});

test("a count of the strip shows only its edges, in canvas and table alike", async ({ page, request }) => {
  const answer = (await (await request.get("/api/graph")).json()) as GraphAnswer;
  const denied = answer.edges.filter(({ outcome }) => outcome === "denied").map(({ id }) => id);
  await openGraph(page);
  await page.locator('button[data-outcome="denied"]').click();
  await expect(page).toHaveURL(/outcome=denied/);
  await expect.poll(async () => (await drawn(page)).edges).toEqual(denied.sort());
  await page.getByRole("button", { name: "Table" }).click();
  expect(await listed(page)).toEqual(denied);
  await page.getByRole("button", { name: "Show all" }).click();
  expect(await listed(page)).toHaveLength(answer.edges.length);
});

test("the namespace filter draws only the chosen namespaces and what they speak with", async ({ page }) => {
  await openGraph(page);
  await page.getByRole("button", { name: /^Namespaces/ }).click();
  await page.getByRole("button", { name: "None" }).click();
  await page.getByRole("checkbox", { name: "default" }).check();
  await page.getByRole("checkbox", { name: "sambaiz" }).check();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect
    .poll(async () => (await drawn(page)).nodes)
    .toEqual([
      "default/test-client",
      "default/test-client-injected",
      "default/test-client-sa",
      "sambaiz/my-nginx",
    ]);
  expect((await drawn(page)).edges).toHaveLength(3);
});

test("the same mesh is laid out the same way twice", async ({ page, browser }) => {
  const positions = () =>
    `[...document.querySelector("[data-testid=graph-canvas]").__cy.nodes(".node")].map((n) => [n.id(), n.position().x, n.position().y])`;
  await openGraph(page);
  const first = await page.evaluate(positions());
  const other = await browser.newPage();
  await openGraph(other);
  expect(await other.evaluate(positions())).toEqual(first);
  await other.close();
});
