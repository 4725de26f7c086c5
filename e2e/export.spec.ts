import { readFileSync } from "node:fs";
import { type Download, expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";
import { drawn, openGraph } from "./canvas.ts";

async function saved(page: Page, act: () => Promise<void>): Promise<{ name: string; content: Buffer }> {
  const coming: Promise<Download> = page.waitForEvent("download");
  await act();
  const download = await coming;
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

test("the menu saves an SVG with the names as text, in the theme of the page", async ({ page }) => {
  for (const [scheme, ground] of [
    ["light", "#fff"],
    ["dark", "#151515"],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await openGraph(page);
    const { name, content } = await saved(page, async () => {
      await page.getByRole("button", { name: "Export" }).click();
      await page.getByRole("menuitem", { name: /^SVG/ }).click();
    });
    expect(name).toMatch(/^sekisho-demo-capture-\d{8}-\d{6}Z\.svg$/);
    await expect(page.getByRole("status").filter({ hasText: `Saved ${name}` })).toHaveCount(1);
    const svg = content.toString("utf8");
    for (const text of ["ingressgateway", "deny-all", "STRICT", "no proxy", "GET"])
      expect(svg).toContain(`>${text}</text>`);
    expect(svg).toContain(`fill="${ground}`);
    // A viewer shows it: the browser itself parses it and finds the texts.
    const texts = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
      return parsed.querySelector("parsererror") === null ? parsed.querySelectorAll("text").length : -1;
    }, svg);
    expect(texts).toBeGreaterThan(40);
  }
});

test("the menu saves a PNG at double size", async ({ page }) => {
  await openGraph(page);
  const { name, content } = await saved(page, async () => {
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: /^PNG/ }).click();
  });
  expect(name).toMatch(/\.png$/);
  expect(content.subarray(1, 4).toString("latin1")).toBe("PNG");
  const box = await page.getByTestId("graph-canvas").boundingBox();
  expect(content.readUInt32BE(16)).toBeGreaterThan((box?.width ?? 0) * 1.2);
});

test("by keyboard alone: the menu opens, arrows move in it, Enter saves, Escape closes", async ({ page }) => {
  await openGraph(page, "/graph?fold=shop&outcome=denied,allowed");
  const button = page.getByRole("button", { name: "Export" });
  await button.focus();
  await page.keyboard.press("Enter");
  const items = page.getByRole("menuitem");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(items).toHaveCount(0);
  await expect(button).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await expect(items.last()).toBeFocused();
  const { name, content } = await saved(page, () => page.keyboard.press("Enter"));
  expect(name).toMatch(/\.json$/);
  await expect(button).toBeFocused();
  const picture = JSON.parse(content.toString("utf8"));
  const held = await drawn(page);
  expect([...picture.edges, ...picture.rolledUp].map(({ id }: { id: string }) => id).toSorted()).toEqual(
    held.edges,
  );
  expect([...picture.nodes, ...picture.folded].map(({ id }: { id: string }) => id).toSorted()).toEqual(
    held.nodes,
  );
  expect(picture.filters).toMatchObject({ outcomes: ["denied", "allowed"], fold: { names: ["shop"] } });
  expect(picture.revision).toMatch(/\S/);
  for (const node of picture.nodes) expect(Number.isInteger(node.position.x)).toBe(true);
});

test("the open menu: axe finds nothing", async ({ page }) => {
  await openGraph(page);
  await page.getByRole("button", { name: "Export" }).click();
  await axeFindsNothing(page);
});
