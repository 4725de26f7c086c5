import { expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";

const bar = (page: Page) => page.getByRole("region", { name: /^Story: / }).first();
const end = (page: Page, request: string) => bar(page).getByRole("row", { name: request });

/** Applies the draft that the form opened with. */
async function apply(page: Page, form: string) {
  await expect(page.getByText("Draft, kept in this browser")).toBeVisible();
  await expect(page.getByRole("region", { name: "What flips" })).toContainText(form);
  await page.getByRole("button", { name: /^Apply/ }).click();
  // The form of what is there now.
  await expect(page).toHaveURL(/\/edit\?/);
  await expect(page.getByText("As saved")).toBeVisible();
}

test("the story is replayed by keyboard alone, on a copy: from an open server to one account and one method", async ({
  page,
}) => {
  await page.goto("/graph");
  // It listens once it stands.
  await expect(page.getByRole("button", { name: "Arrange" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.type("story");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/story$/);
  await axeFindsNothing(page);
  await page.getByRole("button", { name: "Begin the story" }).focus();
  await page.keyboard.press("Enter");

  await expect(bar(page)).toContainText("Step 1 of 6");
  await expect(end(page, "GET default/test-client HTTP 200 plaintext")).toBeVisible();
  await expect(end(page, "POST default/test-client-sa HTTP 200 mTLS")).toBeVisible();
  const next = bar(page).getByRole("button", { name: "Next step" });
  await next.focus();
  await page.keyboard.press("Enter");

  await expect(bar(page)).toContainText("Step 2 of 6");
  await expect(next).toBeDisabled();
  await bar(page).getByRole("button", { name: "Open the PeerAuthentication" }).focus();
  await page.keyboard.press("Enter");
  await apply(page, "default/test-client → sambaiz/my-nginx:80");
  await expect(
    end(page, "GET default/test-client HTTP 200 plaintext becomes connection reset plaintext"),
  ).toBeVisible();
  await axeFindsNothing(page);

  await next.click();
  await bar(page).getByRole("link", { name: "Ask as test-client-injected" }).click();
  await expect(page.getByRole("main")).toContainText("HTTP 200");
  await next.click();

  await expect(bar(page)).toContainText("Step 4 of 6");
  await bar(page).getByRole("button", { name: "Open the DestinationRule" }).click();
  await apply(page, "sambaiz/my-nginx:80");
  await expect(
    end(page, "GET default/test-client-sa HTTP 200 mTLS becomes HTTP 503 plaintext"),
  ).toBeVisible();
  // How far one is outlives the page.
  await page.reload();
  await next.click();

  await expect(bar(page)).toContainText("Step 5 of 6");
  // The form of it is open already: the draft shows all the same.
  await bar(page).getByRole("button", { name: "Mend the DestinationRule" }).click();
  await apply(page, "sambaiz/my-nginx:80");
  await bar(page).getByRole("button", { name: "Open the AuthorizationPolicy" }).click();
  await apply(page, "sambaiz/my-nginx:80");
  await expect(
    end(page, "GET default/test-client-injected HTTP 503 plaintext becomes HTTP 403 mTLS"),
  ).toBeVisible();
  await next.click();

  await expect(bar(page)).toContainText("Step 6 of 6");
  await expect(end(page, "GET default/test-client-sa HTTP 200 mTLS")).toBeVisible();
  await expect(end(page, "POST default/test-client-sa HTTP 403 mTLS")).toBeVisible();
  await bar(page).getByRole("link", { name: "Show in the graph" }).click();
  await expect(page.getByRole("main")).toContainText("2");

  const before = page.url();
  const left = `sekisho.draft.${new URL(before).searchParams.get("source")} Story PeerAuthentication new ops`;
  await page.evaluate((key) => localStorage.setItem(key, "{}"), left);
  await bar(page).getByRole("button", { name: "Start again" }).click();
  await expect(bar(page)).toContainText("Step 1 of 6");
  await expect(end(page, "POST default/test-client-sa HTTP 200 mTLS")).toBeVisible();
  expect(await page.evaluate((key) => localStorage.getItem(key), left)).toBeNull();
  // The copy that it followed is gone, and its address says so.
  await page.goto(before);
  await expect(bar(page)).toContainText("This story is over");
  await bar(page).getByRole("link", { name: "Leave the story" }).click();
  await expect(page.getByRole("region", { name: /^Story: / })).toHaveCount(0);
});
