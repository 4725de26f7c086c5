import { expect } from "@playwright/test";
import { canvasReady, openGraph } from "../canvas.ts";
import { everything, grant, meshConfig } from "../cluster/rights.ts";
import { closing, edge, mark, row, test } from "./stage.ts";

const address = (server: { readonly address: string }, view = "") =>
  `${server.address}/graph?edge=${encodeURIComponent(edge)}${view}`;
const banner = "Problems in the source";

test("what is applied to the API server repaints the edge of the open page, on the canvas and in the table", async ({
  page,
  plane,
  follow,
}) => {
  const server = await follow();
  await openGraph(page, address(server));
  await expect.poll(() => mark(page)).toBe("mark-triangle");
  await plane.api.apply(closing);
  await expect.poll(() => mark(page)).toBe("mark-tee");
  const details = page.getByRole("complementary", { name: "Details" });
  await expect(details).toContainText("Denied");
  await expect(details).toContainText("closed");
  await page.getByRole("button", { name: "Table" }).click();
  await expect(row(page)).toContainText("Denied");
  await plane.api.remove(closing);
  await expect(row(page)).toContainText("Allowed");
  await page.getByRole("button", { name: "Graph" }).click();
  await canvasReady(page);
  await expect.poll(() => mark(page)).toBe("mark-triangle");
});

test("a kind that may not be listed: the edge is unknown and the right to grant is named, until it is granted", async ({
  page,
  plane,
  follow,
}) => {
  const missing = everything.map((rule) => ({
    ...rule,
    resources: rule.resources.filter((name) => name !== "authorizationpolicies"),
  }));
  await grant(plane.api, "reader", [...missing, meshConfig]);
  const server = await follow("reader");
  await page.goto(address(server, "&view=table"));
  await expect(row(page)).toContainText("Unknown");
  const rule =
    '{apiGroups: ["security.istio.io"], resources: ["authorizationpolicies"], verbs: ["get", "list", "watch"]}';
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText(rule);
  await expect(page.getByRole("region", { name: banner })).toContainText("1 kind not readable");
  await page.getByRole("region", { name: banner }).getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("dialog")).toContainText(rule);
});

test("an API server that stops is named with the cure, and nothing stays green; when it is back the page is too", async ({
  page,
  plane,
  follow,
}) => {
  const server = await follow();
  await page.goto(address(server, "&view=table"));
  await expect(row(page)).toContainText("Allowed");
  await plane.stopApiServer();
  try {
    await expect(row(page)).toContainText("Unknown");
    const told = page.getByRole("region", { name: banner });
    await expect(told).toContainText(/\d+ kinds not up to date/);
    await expect(told).toContainText(
      "refuses the connection. Start it, or correct the address of the cluster.",
    );
    await expect(page.locator("tr[data-edge]").filter({ hasText: "Allowed" })).toHaveCount(0);
  } finally {
    await plane.restartApiServer();
  }
  await plane.api.apply(closing);
  // Waits grow while it is away, up to half a minute.
  await expect(row(page)).toContainText("Denied", { timeout: 60_000 });
  await expect(page.getByRole("region", { name: banner })).toHaveCount(0, { timeout: 60_000 });
});

test("two tabs on a live cluster share one stream; offline and back, the page shows what changed meanwhile", async ({
  context,
  plane,
  follow,
}) => {
  const server = await follow();
  const streams: string[] = [];
  const open = async () => {
    const page = await context.newPage();
    page.on("request", (request) => {
      if (new URL(request.url()).pathname === "/api/events") streams.push(request.url());
    });
    await page.goto(address(server, "&view=table"));
    await expect(row(page)).toContainText("Allowed");
    return page;
  };
  const [first, second] = [await open(), await open()];
  await plane.api.apply(closing);
  for (const page of [first, second]) await expect(row(page)).toContainText("Denied");
  expect(streams).toHaveLength(1);
  await context.setOffline(true);
  await expect(second.getByText("Not live: reconnecting")).toBeVisible();
  await plane.api.remove(closing);
  await expect(row(second)).toContainText("Denied");
  await context.setOffline(false);
  for (const page of [first, second]) await expect(row(page)).toContainText("Allowed");
  await expect(second.getByText("Not live: reconnecting")).toHaveCount(0);
});
