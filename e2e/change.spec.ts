import { expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";

const flips = (page: Page) => page.getByRole("region", { name: "What flips" });
const editor = (page: Page) => page.getByRole("textbox", { name: "YAML" });
const orders = "/policies/AuthorizationPolicy/shop/orders/edit";

/** Opens a form, once it and the editor listen. */
async function open(page: Page, address: string) {
  await page.goto(address);
  await expect(editor(page)).toBeVisible();
}

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, name: string | RegExp, role: "button" | "combobox" | "textbox") {
  const wanted = page.getByRole(role, { name, exact: typeof name === "string" }).first();
  for (let i = 0; i < 120; i++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return wanted;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${name}`);
}

test("a removed rule shows who is denied, in words, in the YAML and by a request; putting it back leaves no draft", async ({
  page,
}) => {
  await page.goto("/policies/AuthorizationPolicy/shop/orders");
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(editor(page)).toBeVisible();
  await expect(flips(page)).toContainText("nothing flips");
  await page.getByRole("button", { name: "Remove rule 1" }).click();
  await expect(flips(page)).toContainText("1 observed caller will be denied");
  await expect(flips(page)).toContainText("shop/cart → shop/orders:8080");
  await expect(flips(page)).toContainText("kubectl exec -n shop deploy/cart -- curl");
  await expect(flips(page)).toContainText("Nothing else changes");
  await expect(page.getByRole("region", { name: "YAML" })).toContainText("4 removed");
  await expect(page.getByText("Draft, kept in this browser")).toBeVisible();
  await page.getByRole("button", { name: "Put back" }).click();
  await expect(page.getByText("As saved")).toBeVisible();
  await expect(flips(page)).toContainText("nothing flips");
});

test("a draft survives a reload, and Discard takes it away", async ({ page }) => {
  await open(page, orders);
  await page.getByRole("button", { name: "Remove rule 3" }).click();
  await page.getByLabel("Why:").fill("no probe any more");
  await expect(flips(page)).toContainText("ops/prober");
  await page.reload();
  await expect(page.getByText("Removed rule")).toBeVisible();
  await expect(page.getByLabel("Why:")).toHaveValue("no probe any more");
  await expect(flips(page)).toContainText("ops/prober");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByText("As saved")).toBeVisible();
  await page.reload();
  await expect(page.getByText("As saved")).toBeVisible();
});

test("YAML and form keep in step; broken YAML is named with its line and loses nothing", async ({ page }) => {
  await open(page, orders);
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("  - to:\n- operation:\nmethods: [PUT]\n");
  await expect(page.getByRole("region", { name: "Rule 4" })).toContainText("PUT");
  await expect(flips(page)).toContainText("will pass more");
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("{");
  await expect(page.getByText(/^Line \d+: /).first()).toBeVisible();
  await expect(page.getByText("The form follows once the YAML is mended.")).toBeVisible();
  await page.keyboard.press("Backspace");
  await expect(page.getByText("The form follows once the YAML is mended.")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Rule 4" })).toContainText("PUT");
});

test("a wrong field is told at its place", async ({ page }) => {
  await open(page, orders);
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("  actoin: DENY\n");
  await expect(page.getByRole("list", { name: "Problems of the YAML" })).toContainText(
    "There is no field actoin here; is action meant?",
  );
});

test("what is found of a draft stands beside its field and in the YAML, what it does to others in the button; trying writes nothing", async ({
  page,
}) => {
  await open(
    page,
    "/policies/new?start=allow&server=front/web&client=istio-ingress/ingressgateway&port=8080",
  );
  await expect(page.getByRole("region", { name: "Findings of the draft" })).toContainText(
    "The first ALLOW policy for front/web",
  );
  await tabTo(page, "Container ports", "combobox");
  await page.keyboard.type("80");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Rule 1" }).getByRole("listitem")).toContainText(
    /here the container port counts \(8080\)/,
  );
  await expect(editor(page).locator(".cm-lintRange-error", { hasText: "80" })).toHaveText('"80"');
  await expect(
    page.getByRole("button", { name: /^Apply: \d observed callers? will be denied/ }),
  ).toBeEnabled();
  await page.getByRole("button", { name: "Try without writing" }).click();
  await expect(page.getByRole("status").filter({ hasText: "nothing was" })).toContainText(
    "It would be written to",
  );
  await expect(page.getByText("Draft, kept in this browser")).toBeVisible();
});

test("AuthorizationPolicy by keyboard alone: a new one that allows one caller closes the workload for the others", async ({
  page,
}) => {
  await open(page, "/policies/new?kind=AuthorizationPolicy&ns=front");
  await tabTo(page, "Name", "textbox");
  await page.keyboard.type("web-readers");
  await tabTo(page, "Labels", "combobox");
  await page.keyboard.type("app=web");
  await page.keyboard.press("Enter");
  await expect(page.getByText("selects 1 of")).toBeVisible();
  await tabTo(page, "Principals", "combobox");
  await page.keyboard.type("ops/sa/prober");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove cluster.local/ns/ops/sa/prober" })).toBeVisible();
  await expect(flips(page)).toContainText("will be denied");
  await expect(flips(page)).toContainText("front/web");
  await expect(editor(page)).toContainText("cluster.local/ns/ops/sa/prober");
});

test("PeerAuthentication by keyboard alone: STRICT names the callers that have no sidecar", async ({
  page,
}) => {
  await open(page, "/policies/PeerAuthentication/shop/cart-migration/edit");
  const mode = await tabTo(page, "Mode", "combobox");
  await expect(mode).toHaveValue("PERMISSIVE");
  await page.keyboard.press("ArrowUp");
  await expect(mode).toHaveValue("STRICT");
  await expect(flips(page)).toContainText("will be answered in another way");
  await expect(flips(page)).toContainText("legacy/app");
  await expect(flips(page)).toContainText("Refused");
  await expect(editor(page)).toContainText("mode: STRICT");
  // Green and red mean verdicts: what a diff adds is in the colour of links.
  const link = await page
    .getByRole("link", { name: "Policies" })
    .first()
    .evaluate(() => {
      const probe = document.createElement("i");
      probe.style.color = "var(--sk-link)";
      document.body.append(probe);
      return getComputedStyle(probe).color;
    });
  await expect(page.locator(".cm-changedLineGutter").first()).toHaveCSS("background-color", link);
  await expect(page.locator(".cm-changedText").first()).toHaveCSS("background-image", "none");
});

test("RequestAuthentication by keyboard alone: another audience", async ({ page }) => {
  await open(page, "/policies/RequestAuthentication/partner/partner-tokens/edit");
  await tabTo(page, "Audiences (aud)", "combobox");
  await page.keyboard.type("orders-api");
  await page.keyboard.press("Enter");
  await expect(editor(page)).toContainText("orders-api");
  await expect(flips(page)).not.toContainText("nothing flips");
  await expect(page.getByText("Draft, kept in this browser")).toBeVisible();
});

test("DestinationRule by keyboard alone: what a STRICT server refuses is allowed again without DISABLE", async ({
  page,
}) => {
  await open(page, "/policies/DestinationRule/partner/orders-plain/edit");
  const mode = await tabTo(page, "TLS mode of all ports", "combobox");
  await expect(mode).toHaveValue("DISABLE");
  await page.keyboard.type("I");
  await expect(mode).toHaveValue("ISTIO_MUTUAL");
  await expect(flips(page)).toContainText("partner/web → shop/orders");
  await expect(editor(page)).toContainText("mode: ISTIO_MUTUAL");
});

test("a copy gets a name of its own, and a name that is taken says so", async ({ page }) => {
  await page.goto("/policies/AuthorizationPolicy/shop/cart");
  await page.getByRole("link", { name: "Duplicate" }).click();
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue("cart-copy");
  await page.getByRole("textbox", { name: "Name" }).fill("cart");
  await expect(page.getByText("shop/cart exists already", { exact: false })).toBeVisible();
  await page.getByRole("textbox", { name: "Name" }).fill("Cart!");
  await expect(page.getByText("A name has lower-case letters", { exact: false })).toBeVisible();
});

test("a Service's port in place of the container's, spiffe:// and an unknown account are told at the field", async ({
  page,
}) => {
  await open(page, "/policies/new?kind=AuthorizationPolicy&ns=shop");
  await page.getByRole("combobox", { name: "Principals" }).fill("spiffe://cluster.local/ns/shop/sa/cart");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Istio wants it without spiffe://", { exact: false })).toBeVisible();
  await page.getByRole("combobox", { name: "Principals" }).fill("cluster.local/ns/shop/sa/carts");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No service account that is known is", { exact: false })).toBeVisible();
  await page.getByRole("combobox", { name: "Labels" }).fill("app=orders");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Ask for method, path, host or port" }).click();
  await page.getByRole("combobox", { name: "Add a field …" }).last().selectOption("Container ports");
  await page.getByRole("combobox", { name: "Container ports" }).fill("80");
  await page.keyboard.press("Enter");
  await expect(
    page.getByText("80 is the Service's port; the policy sees the container's: 8080."),
  ).toBeVisible();
});

test("Export shows the YAML and a kubectl line, and saves a file", async ({ page }) => {
  await open(page, orders);
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Take it elsewhere" });
  await expect(dialog).toContainText("kind: AuthorizationPolicy");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("authorizationpolicy-orders.yaml");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

const states: readonly (readonly [string, string])[] = [
  ["an AuthorizationPolicy", orders],
  ["a PeerAuthentication", "/policies/PeerAuthentication/shop/cart-migration/edit"],
  ["a RequestAuthentication", "/policies/RequestAuthentication/partner/partner-tokens/edit"],
  ["a DestinationRule", "/policies/DestinationRule/partner/orders-plain/edit"],
  ["a new policy", "/policies/new"],
];
for (const [name, address] of states)
  test(`${name}: axe finds nothing`, async ({ page }) => {
    await open(page, address);
    if (address === orders) {
      await page.getByRole("button", { name: "Remove rule 1" }).click();
      await expect(flips(page)).toContainText("will be denied");
    }
    await axeFindsNothing(page);
  });
