import { expect, type Page, test } from "@playwright/test";
import type { GraphAnswer, GraphEdge } from "../server/contract/graph.ts";
import { openGraph } from "./canvas.ts";

async function edgeWith(page: Page, of: (edge: GraphEdge) => boolean): Promise<GraphEdge> {
  const answer = (await (await page.request.get("/api/graph")).json()) as GraphAnswer;
  const edge = answer.edges.find(of);
  if (edge === undefined) throw new Error("the demo has no such edge");
  return edge;
}

const drawer = (page: Page) => page.getByRole("complementary", { name: "Details" });

async function openEdge(page: Page, edge: GraphEdge): Promise<void> {
  await openGraph(page, `/graph?edge=${encodeURIComponent(edge.id)}`);
  await expect(drawer(page).getByRole("heading", { name: "Why, in the order Istio decides" })).toBeVisible();
}

const words = [
  ["allowed", "Allowed."],
  ["denied", "Denied."],
  ["depends", "Depends."],
  ["unknown", "Unknown."],
  ["refused", "Refused."],
  ["mixed", "Mixed."],
] as const;

for (const [outcome, word] of words) {
  test(`an edge that is ${outcome} says so first, then why, with all five gates`, async ({ page }) => {
    await openEdge(page, await edgeWith(page, (edge) => edge.outcome === outcome));
    await expect(drawer(page)).toContainText(word);
    const gates = drawer(page).getByRole("list", { name: "Gates" }).getByRole("listitem");
    await expect(gates).toHaveCount(5);
    await expect(gates).toContainText(["Transport", "Token", "CUSTOM", "DENY", "ALLOW"]);
    await expect(drawer(page).locator('li[data-state="decides"]').first()).toBeVisible();
  });
}

test("a plaintext caller of a STRICT server sees the connection reset, and which line says so", async ({
  page,
}) => {
  await openEdge(
    page,
    await edgeWith(
      page,
      ({ client, server }) => client === "default/test-client" && server === "sambaiz/my-nginx",
    ),
  );
  await expect(drawer(page)).toContainText("Recv failure: Connection reset by peer");
  await expect(drawer(page)).toContainText("curl 56");
  await drawer(page)
    .getByRole("link", { name: /^line \d+$/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/policies\/PeerAuthentication\/sambaiz\/nginx-strict\?path=.*#L\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("PeerAuthentication sambaiz/nginx-strict");
  await expect(page.locator('[data-linked="true"]')).toContainText("STRICT");
  await expect(page.locator('[data-linked="true"]')).toBeInViewport();
  await page.getByRole("link", { name: "Back" }).click();
  await expect(drawer(page)).toContainText("Refused.");
});

test("endpoints that differ are told one by one", async ({ page }) => {
  const edge = await edgeWith(page, ({ outcome }) => outcome === "mixed");
  await openEdge(page, edge);
  const [first] = edge.endpoints;
  await drawer(page)
    .getByText(first?.pod ?? "", { exact: true })
    .click();
  await expect(drawer(page).locator("details[open] li")).not.toHaveCount(0);
});

test("the explanation is copied as text, the request as curl", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openEdge(page, await edgeWith(page, ({ outcome }) => outcome === "denied"));
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Copy text" }).click();
  await expect.poll(copied).toContain("Denied.");
  expect(await copied()).toContain("RBAC: access denied");
  await page.getByRole("button", { name: "Copy curl" }).click();
  await expect.poll(copied).toMatch(/^(kubectl|curl)/);
});

test("a workload shows identity, ports and policies, and asks for all its peers", async ({ page }) => {
  await openGraph(page, "/graph?node=shop%2Fcart");
  await expect(drawer(page)).toContainText("spiffe://cluster.local/ns/shop/sa/cart");
  await expect(drawer(page)).toContainText("PERMISSIVE");
  const before = await page
    .getByTestId("graph-canvas")
    .evaluate((el) => (el as HTMLElement & { __cy: { edges(): { length: number } } }).__cy.edges().length);
  await page.getByRole("button", { name: "Show all possible callers and calls" }).click();
  await expect(page).toHaveURL(/asked=shop%2Fcart/);
  await expect
    .poll(() =>
      page
        .getByTestId("graph-canvas")
        .evaluate(
          (el) => (el as HTMLElement & { __cy: { edges(): { length: number } } }).__cy.edges().length,
        ),
    )
    .toBeGreaterThan(before);
});
