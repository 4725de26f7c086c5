import { expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";
import { canvasReady } from "./canvas.ts";

const edge = encodeURIComponent("default/test-client>sambaiz/my-nginx:80");
const mixed = encodeURIComponent("partner/web>shop/optout:8080");

const states: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
  ["graph", "/graph", canvasReady],
  [
    "graph with an edge open",
    `/graph?edge=${edge}`,
    (page) => expect(page.getByRole("list", { name: "Gates" })).toBeVisible(),
  ],
  [
    "graph with a mixed edge open",
    `/graph?edge=${mixed}`,
    (page) => expect(page.getByRole("list", { name: "Gates" })).toBeVisible(),
  ],
  [
    "graph with a workload open",
    "/graph?node=shop%2Fcart",
    (page) => expect(page.getByText("Policies that apply, in order")).toBeVisible(),
  ],
  ["table", "/graph?view=table", (page) => expect(page.getByRole("table")).toBeVisible()],
  [
    "table with a filter and an edge open",
    `/graph?view=table&outcome=refused&edge=${edge}`,
    (page) => expect(page.getByRole("list", { name: "Gates" })).toBeVisible(),
  ],
  [
    "namespaces open",
    "/graph",
    async (page) => {
      await canvasReady(page);
      await page.getByRole("button", { name: /^Namespaces/ }).click();
    },
  ],
  [
    "sheet of keys",
    "/graph",
    async (page) => {
      await canvasReady(page);
      await page.keyboard.press("?");
    },
  ],
  [
    "sheet of problems",
    "/graph",
    async (page) => {
      await canvasReady(page);
      await page.getByRole("button", { name: "Show", exact: true }).click();
    },
  ],
  [
    "nothing passes the filters",
    "/graph?ns=nowhere",
    (page) => expect(page.getByRole("heading", { name: "Nothing passes the filters" })).toBeVisible(),
  ],
  [
    "policy source",
    "/policies/PeerAuthentication/sambaiz/nginx-strict#L13",
    // The list beside the text comes later than the text.
    (page) => expect(page.getByRole("link", { name: /^Show \d+ edges? in the graph/ })).toBeVisible(),
  ],
  [
    "policy that is gone",
    "/policies/PeerAuthentication/sambaiz/gone",
    (page) => expect(page.getByRole("alert").first()).toBeVisible(),
  ],
  [
    "page that does not exist",
    "/nowhere",
    (page) => expect(page.getByRole("heading", { name: "Nothing at this address" })).toBeVisible(),
  ],
];

for (const [name, address, ready] of states) {
  test(`${name}: axe finds nothing`, async ({ page }) => {
    await page.goto(address);
    await ready(page);
    await axeFindsNothing(page);
  });
}

test("at 200 % zoom of a small window everything is still reached", async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 450 });
  await page.goto(`/graph?edge=${edge}`);
  await expect(page.getByRole("list", { name: "Gates" })).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
  await page.getByRole("button", { name: "Close the details" }).click();
  await page.getByRole("button", { name: "Table" }).click();
  await expect(page.getByRole("table")).toBeVisible();
});
