import { expect, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";

test("the graph before and after a draft: by key, by button, as a list and by address; another browser says what it lacks", async ({
  page,
  browser,
}) => {
  await page.goto("/policies/AuthorizationPolicy/shop/orders/edit");
  await page.getByRole("button", { name: "Remove rule 1" }).click();
  const flips = page.getByRole("region", { name: "What flips" });
  await expect(flips).toContainText("1 observed caller will be denied");
  await flips.getByRole("link", { name: /in the graph/ }).click();

  const bar = page.getByRole("region", { name: "Preview of drafts" });
  await expect(bar).toContainText("Preview of 1 draft");
  const sentence = "shop/cart → shop/orders:8080: allowed → denied";
  await expect(bar.getByRole("status")).toContainText(sentence);
  await expect(bar.getByRole("button", { name: "After" })).toHaveAttribute("aria-pressed", "true");
  await expect(bar).toContainText("1 edge flips");
  await axeFindsNothing(page);

  // The table lists what flips, with the verdict of the side that is shown.
  await page.getByRole("button", { name: "Table" }).click();
  await expect(page.getByRole("row")).toHaveCount(2);
  const row = page.getByRole("row", { name: "shop / cart shop / orders 8080" });
  await expect(row).toContainText("Denied");
  await bar.getByRole("button", { name: "Draw them" }).click();
  await expect(bar).toContainText("2 edges flip");
  await expect(page.getByRole("row")).toHaveCount(3);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("b");
  await expect(page).toHaveURL(/side=before/);
  await expect(row).toContainText("Allowed");
  await expect(bar.getByRole("status")).toContainText("Before");

  // The address brings it back, as long as the draft is here.
  await page.reload();
  await expect(row).toContainText("Allowed");
  await bar.getByText("List of flips").click();
  await bar.getByRole("button", { name: /orders:8080/ }).click();
  await expect(page).toHaveURL(/edge=shop/);
  await bar.getByRole("button", { name: "After" }).click();
  await expect(bar).toContainText("how it is now");

  const other = await browser.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("alert").filter({ hasText: "This browser has no draft" })).toContainText(
    "AuthorizationPolicy shop/orders",
  );
  await other.close();

  await bar.getByRole("button", { name: "End the preview" }).click();
  await expect(bar).toHaveCount(0);
  await expect(page).not.toHaveURL(/preview=/);
});
