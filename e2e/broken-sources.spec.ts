import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { drawn, openGraph } from "./canvas.ts";
import { type Served, serve } from "./serve.ts";

let served: Served | undefined;
let folder: string;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-e2e-"));
});
test.afterEach(async () => {
  await served?.stop();
  served = undefined;
  rmSync(folder, { recursive: true, force: true });
});

test("one broken manifest among good ones is named with file and field; the rest works", async ({ page }) => {
  cpSync(join(import.meta.dirname, "..", "demo"), folder, { recursive: true });
  writeFileSync(
    join(folder, "manifests", "broken.yaml"),
    `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: broken, namespace: shop }
spec:
  selector: { matchLabels: { app: db } }
  action: ALLOW
  rules:
  - to:
    - operation:
        ports: [5432]
`,
  );
  served = await serve(folder, 3121);
  await openGraph(page, `${served.address}/graph`);
  expect((await drawn(page)).nodes).toContain("sambaiz/my-nginx");
  await expect(page.getByText("1 problem in the source")).toBeVisible();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  const sheet = page.getByRole("dialog", { name: "Problems in the source" });
  await expect(sheet).toContainText("manifests/broken.yaml");
  await expect(sheet).toContainText("AuthorizationPolicy shop/broken");
  await expect(sheet).toContainText("ports[0]");
});

test("an empty folder is named, and says what the next step is", async ({ page }) => {
  served = await serve(folder, 3122);
  await page.goto(`${served.address}/graph`);
  await expect(page.getByRole("alert").filter({ hasText: "has no" })).toBeVisible();
  await expect(page.getByText("npm start -- --folder")).toBeVisible();
});

test("a mesh without a workload says what the next step is", async ({ page }) => {
  writeFileSync(
    join(folder, "namespace.yaml"),
    "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n",
  );
  served = await serve(folder, 3125);
  await page.goto(`${served.address}/graph`);
  await expect(page.getByRole("heading", { name: "No workload here" })).toBeVisible();
  await expect(page.getByText("npm start -- --folder")).toBeVisible();
});

test("a folder that does not exist is named, with the cure; it opens when it is there", async ({ page }) => {
  const missing = join(folder, "later");
  served = await serve(missing, 3123);
  await page.goto(`${served.address}/graph`);
  await expect(page.getByRole("heading", { name: "The source cannot be read" })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "later" })).toBeVisible();
  cpSync(join(import.meta.dirname, "..", "demo"), missing, { recursive: true });
  // By itself; "Try again" is for whoever does not wait.
  await expect(page.locator('[data-ready="true"]')).toBeVisible({ timeout: 30_000 });
});

test("an edited manifest shows by itself, and moves nothing", async ({ page }) => {
  cpSync(join(import.meta.dirname, "..", "demo"), folder, { recursive: true });
  served = await serve(folder, 3126);
  await openGraph(page, `${served.address}/graph`);
  const places = () =>
    page.evaluate(
      `[...document.querySelector("[data-testid=graph-canvas]").__cy.nodes(".node")].map((n) => [n.id(), n.position().x, n.position().y])`,
    );
  const before = await places();
  const denied = page.locator('button[data-outcome="denied"] strong');
  const count = Number(await denied.textContent());
  writeFileSync(
    join(folder, "manifests", "closed.yaml"),
    "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: closed, namespace: front }\nspec: {}\n",
  );
  await expect
    .poll(async () => Number(await denied.textContent()), { timeout: 15_000 })
    .toBeGreaterThan(count);
  expect(await places()).toEqual(before);
});

test("names from the source are text, never markup", async ({ page }) => {
  writeFileSync(
    join(folder, "all.yaml"),
    `apiVersion: v1
kind: Pod
metadata:
  name: plain
  namespace: default
  labels: { app: "<img src=x onerror=alert(1)>" }
spec:
  serviceAccountName: "<script>alert(2)</script>"
  containers: [{ name: app, image: app, ports: [{ containerPort: 8080 }] }]
`,
  );
  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs++;
    void dialog.dismiss();
  });
  served = await serve(folder, 3124);
  await openGraph(page, `${served.address}/graph?node=default%2Fplain`);
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("plain");
  await expect(page.locator("img")).toHaveCount(0);
  expect(dialogs).toBe(0);
});
