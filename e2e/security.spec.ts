import { expect, test } from "@playwright/test";
import { openGraph } from "./canvas.ts";

test("scripts run only under the request's nonce, and nothing breaks the policy", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith("http://127.0.0.1:") && !request.url().startsWith("data:"))
      foreign.push(request.url());
  });
  const response = await page.goto("/graph");
  const policy = response?.headers()["content-security-policy"] ?? "";
  const scripts = policy.split(";").find((part) => part.trim().startsWith("script-src")) ?? "";
  expect(scripts).toMatch(/'nonce-[A-Za-z0-9+/=]+'/);
  expect(scripts).not.toContain("unsafe");
  expect(policy).toContain("frame-ancestors 'none'");
  await openGraph(page, "/graph?node=shop%2Fcart");
  await page.getByRole("button", { name: "Table" }).click();
  await expect(page.getByRole("table")).toBeVisible();
  expect(complaints).toEqual([]);
  expect(foreign).toEqual([]);
});

test("each request has a nonce of its own", async ({ request }) => {
  const nonce = async () =>
    /'nonce-([^']+)'/.exec((await request.get("/graph")).headers()["content-security-policy"] ?? "")?.[1];
  const [first, second] = [await nonce(), await nonce()];
  expect(first).toBeTruthy();
  expect(second).not.toBe(first);
});
