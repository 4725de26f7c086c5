import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";

const timeline = (page: Page) => page.getByRole("listbox", { name: "Certificates over time" });
const drawer = (page: Page) => page.getByRole("complementary", { name: "Certificate" });

test("the timeline by keyboard: cursor, drawer with chain and edges, zoom and pan, all in the address", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Certificates" }).click();
  await expect(page.getByText("4 certificates", { exact: true })).toBeVisible();
  await timeline(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(drawer(page).getByRole("heading", { level: 2 })).toHaveText("front/web");
  await expect(drawer(page)).toContainText("Chain, verified");
  await expect(drawer(page)).toContainText("Root cluster.local");
  await expect(drawer(page)).toContainText("Presented on 4 of 5 edges");
  // In a folder nothing can be restarted, and that is said.
  await expect(drawer(page).getByRole("region", { name: "What can be done" })).toContainText(
    /folder|capture/,
  );
  await axeFindsNothing(page);
  await page.keyboard.press("Escape");
  await expect(drawer(page)).toHaveCount(0);

  await timeline(page).focus();
  await page.keyboard.press("+");
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/hours=24&offset=3/);
  await page.keyboard.press("0");
  await expect(page).not.toHaveURL(/hours=/);
  await page.getByRole("button", { name: "6 h" }).click();
  await expect(page).toHaveURL(/hours=6/);
  await page.getByRole("combobox", { name: "Group by" }).selectOption("root");
  await expect(timeline(page).getByRole("option").first()).toContainText("cluster.local");
});

test("the inventory: filter, sort, CSV", async ({ page }) => {
  await page.goto("/certificates?view=inventory");
  const rows = page.locator("tr[data-certificate]");
  await expect(rows).toHaveCount(4);
  await axeFindsNothing(page);
  await page.getByRole("button", { name: /^Owner/ }).click();
  await expect(page.getByRole("columnheader", { name: /^Owner/ })).toHaveAttribute("aria-sort", "ascending");
  await expect(rows.first()).toContainText("cluster.local");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const lines = readFileSync(await (await saved).path(), "utf8").split("\r\n");
  expect(lines[0]).toMatch(/^kind,owner,spiffeId/);
  expect(lines).toContainEqual(
    expect.stringMatching(/^workload,shop\/cart,spiffe:\/\/cluster\.local\/ns\/shop\/sa\/cart,/),
  );
  await page
    .getByRole("searchbox", { name: "Find certificates" })
    .or(page.getByRole("textbox", { name: "Find certificates" }))
    .fill("shop");
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/q=shop/);
});

test("trust: roots, stage, what is not known; a pasted certificate leads here", async ({ page }) => {
  await page.goto("/certificates?view=trust");
  const trust = page.getByRole("region", { name: "Trust" });
  await expect(trust.getByRole("listitem").filter({ hasText: "Steady" })).toHaveAttribute(
    "aria-current",
    "step",
  );
  await expect(trust).toContainText("3 of 3 proxies trust it, signs 3");
  // Twelve proxies were not read: nothing is said of them.
  await expect(trust).toContainText(
    "None among the 3 of 15 proxies that were read; the others are not known.",
  );
  await axeFindsNothing(page);

  const pem = await page.evaluate(async () => {
    const rows = (await (await fetch("/api/certificates")).json()).rows;
    const cart = rows.find((row: { owner: string }) => row.owner === "shop/cart");
    return (await (await fetch(`/api/certificates/${encodeURIComponent(cart.id)}`)).json()).pem as string;
  });
  await page.getByRole("button", { name: "Decode …" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Decode a certificate" });
  await dialog.getByRole("textbox").fill("nothing of the kind");
  await dialog.getByRole("button", { name: "Decode", exact: true }).click();
  await expect(dialog).toContainText("There is no certificate in this text");
  await dialog.getByRole("textbox").fill(pem);
  await dialog.getByRole("button", { name: "Decode", exact: true }).click();
  await expect(dialog.getByRole("region", { name: "What it holds" })).toContainText("the very certificate");
  await axeFindsNothing(page);
  await dialog.getByRole("button", { name: "shop/cart" }).first().click();
  await expect(drawer(page).getByRole("heading", { level: 2 })).toHaveText("shop/cart");
  expect(page.url()).not.toContain("BEGIN");

  await page.getByRole("button", { name: "Alerts and calendar" }).click();
  const alerts = page.getByRole("dialog", { name: "Alerts and calendar" });
  for (const name of ["calendar.ics", "alerts.yaml", "metrics"]) {
    const href = await alerts.getByRole("link", { name: new RegExp(name) }).getAttribute("href");
    expect((await page.request.get(href ?? "")).ok()).toBe(true);
  }
});

test("a drag moves time and opens nothing; the cursor stays on a line when others are filtered away", async ({
  page,
}) => {
  await page.goto("/certificates");
  const track = timeline(page).locator("[data-track]").first();
  const box = await track.boundingBox();
  if (box === null) throw new Error("The timeline has no track.");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 120, y, { steps: 6 });
  await page.mouse.up();
  await expect(page).toHaveURL(/offset=/);
  await expect(page).not.toHaveURL(/cert=/);
  await expect(drawer(page)).toHaveCount(0);
  await track.click();
  await expect(drawer(page)).toBeVisible();
  await page.keyboard.press("Escape");

  await timeline(page).focus();
  await page.keyboard.press("End");
  await page.getByRole("textbox", { name: "Find certificates" }).fill("front/web");
  await expect(timeline(page).getByRole("option")).toHaveCount(1);
  const marked = await timeline(page).getAttribute("aria-activedescendant");
  await expect(page.locator(`[id="${marked}"]`)).toBeVisible();
  await timeline(page).focus();
  await page.keyboard.press("Enter");
  await expect(drawer(page).getByRole("heading", { level: 2 })).toHaveText("front/web");
});

test("what can be done is not known when the server does not say, and that is said", async ({ page }) => {
  await page.route("**/api/certificates/actions*", (route) => route.abort());
  await page.goto("/certificates");
  await timeline(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(drawer(page).getByRole("region", { name: "What can be done" }).getByRole("alert")).toBeVisible(
    { timeout: 30_000 },
  );
});
