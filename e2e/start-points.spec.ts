import { expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";

const editor = (page: Page) => page.getByRole("textbox", { name: "YAML" });
const flips = (page: Page) => page.getByRole("region", { name: "What flips" });
const edge = (id: string) => `/graph?edge=${encodeURIComponent(id)}`;

/** Follows a link by keyboard. */
async function follow(page: Page, name: string) {
  await page.getByRole("link", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
}

test("from an edge: allow it, deny it, require mTLS; each opens the form with a draft and what it would flip", async ({
  page,
}) => {
  await page.goto(edge("front/admin>shop/cart:8080"));
  await follow(page, "Allow this");
  await expect(editor(page)).toContainText("cluster.local/ns/front/sa/admin");
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue("cart-allow-admin");
  // A DENY stands in the way, and the preview knows.
  await expect(flips(page)).toContainText(/Nothing changes|compared/);

  await page.goto(edge("front/web>shop/cart:8080"));
  await follow(page, "Deny this");
  await expect(editor(page)).toContainText("action: DENY");
  await expect(page.getByRole("button", { name: /^Apply: 1 observed caller will be denied/ })).toBeEnabled();

  // The workload has a PeerAuthentication already: that one is changed, since a second one would not count.
  await page.goto(edge("front/web>shop/cart:8080"));
  await follow(page, "Require mTLS here");
  await expect(page).toHaveURL(/PeerAuthentication\/shop\/cart-migration\/edit$/);
  await expect(editor(page)).toContainText("8080");
  await expect(page.getByText("Draft, kept in this browser")).toBeVisible();
});

test("an edge that no policy can name says why, and one whose server has no proxy too", async ({ page }) => {
  await page.goto(edge("front/plain>shop/orders:8080"));
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText(
    "without an identity here",
  );
  await follow(page, "Deny callers without identity");
  await expect(editor(page)).toContainText("notPrincipals");
});

test("the gallery is filled with what this mesh has, and each template opens its form", async ({ page }) => {
  await page.goto("/policies");
  await follow(page, "New policy");
  await expect(page.getByRole("heading", { name: "Start from a template" })).toBeVisible();
  await page.getByRole("combobox", { name: "Workload that is called" }).selectOption("shop/orders");
  await expect(page).toHaveURL(/server=shop%2Forders/);
  await expect(page.getByText("shop/orders takes only mTLS on port 8080")).toBeVisible();
  await axeFindsNothing(page);
  await follow(page, "Require mTLS in a namespace");
  // There is one for the namespace already.
  await expect(page).toHaveURL(/PeerAuthentication\/shop\/default\/edit$/);
});

test("a namespace is closed and keeps what is observed: the drafts wait in the change set", async ({
  page,
}) => {
  await page.goto("/policies/templates?namespace=front");
  const card = page.getByRole("listitem").filter({ hasText: "Close front, keep what is observed" });
  await card.getByText("1 observed caller has no identity and will be denied").click();
  await expect(card).toContainText("legacy/app → front/web:8080");
  await expect(card).toContainText("lets in 2 observed callers by identity");
  await card.getByRole("button", { name: "Make 3 drafts" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Change set" })).toBeVisible();
  const drafts = page.getByRole("region", { name: "Drafts" });
  await expect(drafts).toContainText("front/web-callers");
  await expect(drafts).toContainText("front/admin-callers");
  await expect(drafts).toContainText("front/deny-all");
  // The plan and the engine agree: of the callers that were seen only those without identity are lost.
  await expect(page.getByRole("button", { name: /^Apply 3 changes/ })).toHaveText(
    "Apply 3 changes: 1 observed caller will be denied",
  );
});

test("a denied request: the smallest change that lets it pass, tried on the whole mesh, opens as a draft", async ({
  page,
}) => {
  await page.goto(
    "/ask?from=front/web&host=orders.shop.svc.cluster.local&port=80&method=POST&path=/api/orders",
  );
  const card = page.getByRole("region", { name: "What would let it pass" });
  await card.getByRole("button", { name: "Find the smallest change" }).focus();
  await page.keyboard.press("Enter");
  const first = card.getByRole("listitem").first();
  await expect(first).toContainText("Add a rule for this request to shop/orders");
  await axeFindsNothing(page);
  await first.getByRole("button", { name: "Open as a draft" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/AuthorizationPolicy\/shop\/orders\/edit$/);
  await expect(page.getByRole("region", { name: "Rule 4" })).toContainText("POST");
  await expect(flips(page)).toContainText("front/web → shop/orders:8080");
});

test("what one change cannot mend is said, and so is what no policy should let pass", async ({ page }) => {
  // A DENY names the caller, and no ALLOW does.
  await page.goto("/ask?from=front/admin&host=cart.shop.svc.cluster.local&port=80");
  const card = page.getByRole("region", { name: "What would let it pass" });
  await card.getByRole("button", { name: "Find the smallest change" }).click();
  await expect(card).toContainText("none lets it pass by itself");
  // Plaintext at a STRICT server: by the sender or by the server.
  await page.goto("/ask?from=partner/web&host=orders.shop.svc.cluster.local&port=80");
  await card.getByRole("button", { name: "Find the smallest change" }).click();
  await expect(card).toContainText("2 changes were tried, and none lets it pass by itself");
});
