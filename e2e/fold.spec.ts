import { expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";
import { canvasReady, counted, drawn, listed, openGraph } from "./canvas.ts";

const details = { name: "Details" } as const;

interface CanvasCore {
  getElementById(id: string): {
    renderedBoundingBox(options?: object): { x1: number; y1: number; x2: number; y2: number };
    renderedMidpoint(): { x: number; y: number };
    position(): { x: number; y: number };
  };
  zoom(): number;
}

/** Where an element of the canvas stands in the window. */
async function onScreen(page: Page, id: string) {
  const canvas = page.getByTestId("graph-canvas");
  const offset = await canvas.boundingBox();
  const found = await canvas.evaluate((element, wanted) => {
    const core = (element as HTMLElement & { __cy: CanvasCore }).__cy;
    const one = core.getElementById(wanted);
    const plain = { includeLabels: false, includeOverlays: false, includeUnderlays: false };
    return { box: one.renderedBoundingBox(plain), zoom: core.zoom() };
  }, id);
  const [x, y] = [offset?.x ?? 0, offset?.y ?? 0];
  return {
    left: found.box.x1 + x,
    top: found.box.y1 + y,
    right: found.box.x2 + x,
    bottom: found.box.y2 + y,
    zoom: found.zoom,
  };
}

/** A point on a line that no node covers: its middle. */
async function middleOf(page: Page, id: string) {
  const canvas = page.getByTestId("graph-canvas");
  const offset = await canvas.boundingBox();
  const at = await canvas.evaluate(
    (element, wanted) =>
      (element as HTMLElement & { __cy: CanvasCore }).__cy.getElementById(wanted).renderedMidpoint(),
    id,
  );
  return { x: at.x + (offset?.x ?? 0), y: at.y + (offset?.y ?? 0) };
}

const positionOf = (page: Page, id: string) =>
  page.getByTestId("graph-canvas").evaluate((element, wanted) => {
    const { x, y } = (element as HTMLElement & { __cy: CanvasCore }).__cy.getElementById(wanted).position();
    return { x: Math.round(x), y: Math.round(y) };
  }, id);

async function clickChevron(page: Page, namespace: string): Promise<void> {
  const box = await onScreen(page, `namespace:${namespace}`);
  await page.mouse.click(box.left + 18 * box.zoom, box.top + 19 * box.zoom);
}

test("the chevron folds a namespace, the folded node's chevron unfolds it, and Back undoes it", async ({
  page,
}) => {
  await openGraph(page);
  const before = await drawn(page);
  await clickChevron(page, "shop");
  await expect.poll(async () => (await drawn(page)).nodes).toContain("shop/*");
  const folded = await drawn(page);
  expect(folded.nodes.filter((id) => id.startsWith("shop/"))).toEqual(["shop/*"]);
  expect(folded.edges.some((id) => id.includes(">shop/cart"))).toBe(false);
  await expect(page).toHaveURL(/fold=shop/);
  const node = await onScreen(page, "shop/*");
  await page.mouse.click(node.left + 12 * node.zoom, (node.top + node.bottom) / 2);
  await expect.poll(async () => drawn(page)).toEqual(before);
  await page.goBack();
  await expect.poll(async () => (await drawn(page)).nodes).toContain("shop/*");
});

test("a double click on the header folds, a double click on the node unfolds", async ({ page }) => {
  await openGraph(page);
  const box = await onScreen(page, "namespace:front");
  await page.mouse.dblclick((box.left + box.right) / 2 + 10, box.top + 19 * box.zoom);
  await expect.poll(async () => (await drawn(page)).nodes).toContain("front/*");
  const node = await onScreen(page, "front/*");
  await page.mouse.dblclick((node.left + node.right) / 2, (node.top + node.bottom) / 2);
  await expect.poll(async () => (await drawn(page)).nodes).toContain("front/web");
});

test("fold all and unfold all; strip and table keep their sums", async ({ page }) => {
  await openGraph(page);
  const sums = await counted(page);
  await page.getByRole("button", { name: "Fold all", exact: true }).click();
  await expect.poll(async () => (await drawn(page)).nodes).toContain("shop/*");
  expect((await drawn(page)).nodes.every((id) => id.endsWith("/*") || !/^[a-z-]+\/[a-z-]+$/.test(id))).toBe(
    true,
  );
  expect(await counted(page)).toEqual(sums);
  await page.getByRole("button", { name: "Table", exact: true }).click();
  expect(await listed(page)).toHaveLength(Object.values(sums).reduce((a, b) => a + b, 0));
  await page.getByRole("button", { name: "Graph", exact: true }).click();
  await canvasReady(page);
  await page.reload();
  await canvasReady(page);
  expect((await drawn(page)).nodes).toContain("front/*");
  await page.getByRole("button", { name: "Unfold all" }).click();
  await expect.poll(async () => (await drawn(page)).nodes).toContain("front/web");
});

test("a rolled-up line opens the list of its edges, and each leads to the edge", async ({ page }) => {
  await openGraph(page, "/graph?unfold=");
  const at = await middleOf(page, "default/*>sambaiz/*");
  await page.mouse.click(at.x, at.y);
  const drawer = page.getByRole("complementary", details);
  await expect(drawer.getByRole("heading", { level: 2 })).toHaveText("namespace default → namespace sambaiz");
  await expect(drawer.getByText("1 refused", { exact: true })).toBeVisible();
  await expect(drawer.getByText("1 denied", { exact: true })).toBeVisible();
  const rows = drawer.getByRole("region", { name: "Edges" }).getByRole("button");
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText("Refused");
  await rows.first().click();
  await expect(drawer.getByRole("list", { name: "Gates" })).toBeVisible();
  await page.goBack();
  await expect(rows).toHaveCount(3);
  await drawer.getByRole("button", { name: "Unfold sambaiz" }).click();
  await expect.poll(async () => (await drawn(page)).nodes).toContain("sambaiz/my-nginx");
});

test("by keyboard alone: Space folds the namespace at the cursor, says its sums, and unfolds it", async ({
  page,
}) => {
  await openGraph(page, "/graph?ns=sambaiz,default");
  await page.getByRole("application").focus();
  const status = page.getByRole("status").filter({ hasText: /Workload|Namespace|Edge|edge/ });
  await page.keyboard.press("Home");
  await expect(status).toContainText("Workload");
  await page.keyboard.press(" ");
  await expect(status).toContainText(/^Namespace (default|sambaiz), folded: \d workloads?, inside \d edges?/);
  await page.keyboard.press("ArrowRight");
  await expect(status).toContainText(/from namespace .*: |Edge /);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("complementary", details);
  await expect(drawer.getByText("Folded namespace")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole("application")).toBeFocused();
  await page.keyboard.press(" ");
  await expect(status).toContainText("Workload");
});

test("moved nodes stay moved after a reload, and Arrange puts them back", async ({ page }) => {
  await openGraph(page);
  const first = await positionOf(page, "shop/cart");
  const node = await onScreen(page, "shop/cart");
  const [x, y] = [(node.left + node.right) / 2, (node.top + node.bottom) / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 40, { steps: 5 });
  await page.mouse.up();
  const moved = await positionOf(page, "shop/cart");
  expect(moved).not.toEqual(first);
  await page.reload();
  await canvasReady(page);
  expect(await positionOf(page, "shop/cart")).toEqual(moved);
  await page.getByRole("button", { name: "Arrange" }).click();
  await expect.poll(() => positionOf(page, "shop/cart")).toEqual(first);
});

test("folded graph and its list: axe finds nothing", async ({ page }) => {
  for (const address of ["/graph?unfold=", "/graph?unfold=&edge=default/*>sambaiz/*", "/graph?node=shop/*"]) {
    await openGraph(page, address);
    await axeFindsNothing(page);
  }
});
