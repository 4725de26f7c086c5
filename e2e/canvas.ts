import { expect, type Page } from "@playwright/test";

interface CanvasCore {
  edges(): { map<T>(of: (edge: { id(): string }) => T): T[] };
  nodes(selector: string): { map<T>(of: (node: { id(): string }) => T): T[] };
}

/** Opens the graph and waits until it is laid out. */
export async function openGraph(page: Page, address = "/graph"): Promise<void> {
  await page.goto(address);
  await canvasReady(page);
}

export async function canvasReady(page: Page): Promise<void> {
  await expect(page.locator('[data-ready="true"]')).toBeVisible({ timeout: 30_000 });
}

/** What the canvas itself holds, sorted, once it holds something. */
export async function drawn(page: Page): Promise<{ nodes: string[]; edges: string[] }> {
  await canvasReady(page);
  return page.getByTestId("graph-canvas").evaluate((element) => {
    const core = (element as HTMLElement & { __cy: CanvasCore }).__cy;
    return {
      nodes: core
        .nodes(".node")
        .map((node) => node.id())
        .sort(),
      edges: core
        .edges()
        .map((edge) => edge.id())
        .sort(),
    };
  });
}

/** Ids of the table's rows, sorted. */
export async function listed(page: Page): Promise<string[]> {
  await expect(page.locator("table[aria-rowcount]")).toBeVisible();
  const ids = await page
    .locator("tr[data-edge]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-edge") ?? ""));
  return ids.sort();
}

/** The strip's counts by outcome. */
export async function counted(page: Page): Promise<Record<string, number>> {
  const counts = await page
    .locator("button[data-outcome]")
    .evaluateAll((buttons) =>
      buttons.map(
        (button) =>
          [
            button.getAttribute("data-outcome") ?? "",
            Number(button.querySelector("strong")?.textContent),
          ] as const,
      ),
    );
  return Object.fromEntries(counts);
}
