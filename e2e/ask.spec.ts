import { expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";

const denied = "/ask?from=default%2Ftest-client-injected&host=my-nginx.sambaiz.svc.cluster.local&port=80";
const answer = (page: Page) => page.getByRole("region", { name: "Answer" });
const field = (page: Page, name: string) => page.getByRole("combobox", { name, exact: true });

async function sees(page: Page, outcome: string): Promise<void> {
  await expect(answer(page).locator("[data-outcome]")).toHaveText(outcome);
}

/** The empty form, once it listens: the first questions on it come with the graph, fetched by the page itself. */
async function openAsk(page: Page): Promise<void> {
  await page.goto("/ask");
  await expect(page.getByText(/^Ask default\//).first()).toBeVisible();
}

test("by mouse: choose caller, target and path, and see the verdict and the line that says so", async ({
  page,
}) => {
  await openAsk(page);
  await expect(page.getByRole("heading", { name: "Ask what a request would meet" })).toBeVisible();
  await field(page, "Calling workload").click();
  await page.getByRole("option", { name: "default / test-client-injected" }).click();
  await field(page, "Host of the service").click();
  await page.getByRole("option", { name: "sambaiz / my-nginx" }).click();
  await expect(field(page, "Port")).toHaveValue("80");
  await page.getByRole("button", { name: "Ask Enter" }).click();
  await sees(page, "Denied");
  await expect(answer(page)).toContainText("HTTP 403 RBAC: access denied");
  await expect(answer(page).getByRole("list", { name: "Gates" }).getByRole("listitem")).toHaveCount(5);
  await expect(answer(page).getByRole("list", { name: "Gates" })).toContainText("ALLOW 0 of 1");
  // The wrong line: wanted above, was below.
  const band = answer(page).locator('[data-mark="bad"]');
  await expect(band).toContainText("cluster.local/ns/default/sa/test-service-account");
  await expect(band).toContainText("was cluster.local/ns/default/sa/default");
  await expect(band).toBeInViewport();
  const miss = answer(page).getByRole("row", { name: /sambaiz\/nginx-authn/ });
  await expect(miss).toContainText("principals");
  await expect(miss).toContainText("…/ns/default/sa/test-service-account");
  // Who could: one row more asks as that caller.
  await page.getByRole("button", { name: /test-client-sa/ }).click();
  await sees(page, "Allowed");
  await expect(page).toHaveURL(/from=default%2Ftest-client-sa/);
  await page.goBack();
  await sees(page, "Denied");
  await expect(field(page, "Calling workload")).toHaveValue("default/test-client-injected");
});

test("by keyboard alone: fields, lists, Enter asks, Escape leaves a field", async ({ page }) => {
  await openAsk(page);
  await field(page, "Calling workload").focus();
  await page.keyboard.type("front admin");
  await expect(page.getByRole("option", { name: "front / admin" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(field(page, "Calling workload")).toHaveValue("front/admin");
  // Three kinds of target, then the host.
  for (let i = 0; i < 4; i++) await page.keyboard.press("Tab");
  await expect(field(page, "Host of the service")).toBeFocused();
  await page.keyboard.type("cart");
  await expect(page.getByRole("option", { name: "shop / cart" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(field(page, "Host of the service")).toHaveValue("cart.shop.svc.cluster.local");
  await page.keyboard.press("Enter");
  await sees(page, "Denied");
  await expect(answer(page)).toContainText("AuthorizationPolicy shop/cart-no-admin denies it");
  await expect(answer(page).getByRole("row", { name: /shop\/cart-no-admin/ })).toContainText("decides");
  await page.keyboard.press("Escape");
  await expect(field(page, "Host of the service")).not.toBeFocused();
});

test("the address brings the question back, and the answer follows what is typed", async ({ page }) => {
  await page.goto(`${denied}&method=POST&path=%2Fx&h=x-a%3A+b`);
  await sees(page, "Denied");
  await expect(field(page, "Method")).toHaveValue("POST");
  await expect(page.getByRole("textbox", { name: "Path" })).toHaveValue("/x");
  await expect(page.getByRole("textbox", { name: "Name of the header" })).toHaveValue("x-a");
  await field(page, "Calling workload").fill("default/test-client-sa");
  await expect(answer(page).locator('[data-mark="bad"]')).toContainText("was POST");
  await expect(page).toHaveURL(/test-client-sa/);
  await page.reload();
  await expect(field(page, "Calling workload")).toHaveValue("default/test-client-sa");
});

test("a service account that no pod has yet is a caller", async ({ page }) => {
  await page.goto(
    `${denied.replace("from=default%2Ftest-client-injected", "account=default%2Ftest-service-account")}`,
  );
  await sees(page, "Allowed");
});

test("claims stand for a token; a pasted token is in no address, no storage and no list", async ({
  page,
}) => {
  await page.goto("/ask?from=front%2Fweb&host=web.partner.svc.cluster.local&port=80");
  await sees(page, "Denied");
  await page.getByRole("group", { name: "Token" }).getByRole("button", { name: "Claims" }).click();
  await page
    .getByRole("textbox", { name: "Claims as JSON" })
    .fill('{"iss": "https://login.example.com", "sub": "alice"}');
  await expect(page.getByText("Taken as accepted").first()).toBeVisible();
  await page.getByRole("group", { name: "Token" }).getByRole("button", { name: "Paste" }).click();
  const token = page.getByLabel("The token, without Bearer");
  await expect(token).toHaveAttribute("type", "password");
  await token.fill("eyJhbGciOiJub25lIn0.s3cret.x");
  await expect(page.getByText("Rejected", { exact: false }).first()).toBeVisible();
  await expect(page.getByText("The link leaves out the token")).toBeVisible();
  expect(page.url()).not.toContain("s3cret");
  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]),
  );
  expect(stored).not.toContain("s3cret");
  expect(await page.content()).not.toContain("Bearer eyJ");
});

test("answers are not kept by anybody", async ({ request }) => {
  const data = { from: "front/web", to: { host: "cart.shop", port: 80 }, http: {} };
  const response = await request.post("/api/ask", { data });
  expect(response.headers()["cache-control"]).toBe("no-store");
  const wrong = await request.post("/api/ask", { data: { ...data, from: "web" } });
  expect(wrong.status()).toBe(400);
  expect(await wrong.json()).toMatchObject({
    detail: "The question: from: write namespace/workload, or outside.",
  });
});

const log = `[2026-11-24T08:41:02.123Z] "GET /api/x HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 0 - "-" "curl/8.5.0" "id" "my-nginx.sambaiz" "-" inbound|80|| - 10.77.1.9:80 10.77.1.13:38114 - -`;
const json = JSON.stringify({
  method: "GET",
  path: "/api/x",
  authority: "my-nginx.sambaiz",
  upstream_cluster: "outbound|80||my-nginx.sambaiz.svc.cluster.local",
  downstream_remote_address: "10.77.1.13:38114",
});
const pasted = [
  ["an access-log line", log, "default/test-client-injected", "Denied"],
  ["an access-log line as JSON", json, "default/test-client-injected", "Denied"],
  [
    "a curl line",
    "kubectl exec -n default deploy/test-client-sa -- curl -sS http://my-nginx.sambaiz/",
    "default/test-client-sa",
    "Allowed",
  ],
  [
    "an X-Forwarded-Client-Cert header",
    'X-Forwarded-Client-Cert: By=spiffe://cluster.local/ns/sambaiz/sa/default;Hash=00;Subject="";URI=spiffe://cluster.local/ns/default/sa/test-service-account',
    "default/test-client-sa",
    "Allowed",
  ],
] as const;

for (const [what, text, caller, outcome] of pasted) {
  test(`${what} fills the form`, async ({ page }) => {
    await openAsk(page);
    await page.getByRole("button", { name: "Paste a log line, curl or XFCC…" }).click();
    const box = page.getByRole("dialog", { name: "Paste a request" });
    await box.getByRole("textbox").fill(text);
    await expect(box.getByRole("status")).toContainText("Understood");
    await page.keyboard.press("Enter");
    await expect(box).toHaveCount(0);
    await sees(page, outcome);
    await expect(field(page, "Calling workload")).toHaveValue(caller);
  });
}

test("what is not understood is said, and fills nothing", async ({ page }) => {
  await openAsk(page);
  await page.getByRole("button", { name: "Paste a log line, curl or XFCC…" }).click();
  await page.keyboard.type("hello");
  await expect(page.getByRole("dialog").getByRole("status")).toContainText("Not understood");
  await expect(page.getByRole("button", { name: "Fill the form" })).toBeDisabled();
});

const batch = `requests:
- {id: one, from: default/test-client-sa, to: {host: my-nginx.sambaiz, port: 80}, http: {}}
- {id: two, from: default/test-client, to: {host: my-nginx.sambaiz, port: 80}, http: {path: /y}}
`;
const file = (text: string) => ({ name: "requests.yaml", mimeType: "text/yaml", buffer: Buffer.from(text) });

test("a file of requests is answered in a table, whose rows open in the form", async ({ page }) => {
  await openAsk(page);
  await page.getByTestId("batch-file").setInputFiles(file(batch));
  const table = page.getByRole("region", { name: "requests.yaml: 2 requests" });
  await expect(table.getByRole("row")).toHaveCount(3);
  await expect(table.getByRole("row", { name: /one/ })).toContainText("Allowed");
  await expect(table.getByRole("row", { name: /two/ })).toContainText("Refused");
  await expect(table.getByRole("row", { name: /two/ })).toContainText("sambaiz/nginx-strict");
  await table.getByRole("button", { name: "Open two in the form" }).click();
  await sees(page, "Refused");
  await expect(page.getByRole("textbox", { name: "Path" })).toHaveValue("/y");
  await page.getByRole("button", { name: "Back to the batch" }).click();
  await expect(table.getByRole("row")).toHaveCount(3);
});

test("a wrong file names the request and the field, or the line", async ({ page }) => {
  await openAsk(page);
  await page
    .getByTestId("batch-file")
    .setInputFiles(file(batch.replace("from: default/test-client,", "from: web,")));
  await expect(page.getByRole("alert").first()).toContainText("Request 2 (id two): requests[1].from");
  await page.getByTestId("batch-file").setInputFiles(file("requests: ["));
  await expect(page.getByRole("alert").first()).toContainText(/Line \d+ is no YAML/);
});

test("the answer is copied as text, as curl and as a link", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${denied}&path=%2Fx`);
  await sees(page, "Denied");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Copy as text" }).click();
  await expect.poll(copied).toContain("ALLOW 0 of 1, at least one must match");
  await page.getByRole("button", { name: "curl", exact: true }).click();
  await expect
    .poll(copied)
    .toBe(
      "kubectl exec -n default deploy/test-client-injected -- curl -sS http://my-nginx.sambaiz.svc.cluster.local/x",
    );
  await page.getByRole("button", { name: "Link", exact: true }).click();
  await expect.poll(copied).toContain("/ask?from=default%2Ftest-client-injected");
});

test("an edge is asked in its drawer, and the full form takes over", async ({ page }) => {
  await page.goto(`/graph?view=table&edge=${encodeURIComponent("front/web>shop/orders:8080")}`);
  const card = page.getByRole("region", { name: "Ask a request on this edge" });
  await card.getByRole("textbox", { name: "Path of the request" }).fill("/api/x");
  await page.keyboard.press("Enter");
  await expect(card.getByRole("status")).toContainText("Allowed.");
  await card.getByRole("textbox", { name: "Path of the request" }).fill("/admin");
  await card.getByRole("button", { name: "Ask" }).click();
  await expect(card.getByRole("status")).toContainText("Denied.");
  await expect(card.getByRole("status")).toContainText("paths");
  await card.getByRole("link", { name: "Full form" }).click();
  await sees(page, "Denied");
  await expect(page.getByRole("textbox", { name: "Path" })).toHaveValue("/admin");
});

test("the palette asks, and goes to workloads, edges and policies, by keyboard alone", async ({ page }) => {
  await page.goto("/graph?view=table");
  await expect(page.getByRole("table")).toBeVisible();
  const palette = page.getByRole("dialog", { name: /^Go to a page/ });
  await page.keyboard.press("Control+k");
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("ask front/web -> shop/orders GET /api/x");
  await expect(palette.getByRole("option").first()).toContainText(
    "Ask front/web → orders.shop.svc.cluster.local",
  );
  await page.keyboard.press("Enter");
  await sees(page, "Allowed");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("nginx-strict");
  await expect(palette.getByRole("option").first()).toContainText("PeerAuthentication sambaiz/nginx-strict");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("PeerAuthentication sambaiz/nginx-strict");
  await page.getByRole("button", { name: "Go to, ask…" }).click();
  await page.keyboard.type("shop/cart workload");
  await expect(palette.getByRole("option").first()).toContainText("shop/cart");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/node=shop%2Fcart/);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
});

const states: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
  ["nothing asked", "/ask", (page) => expect(page.getByText("Choose who calls.")).toBeVisible()],
  ["denied", `${denied}&h=x-a%3A+b`, (page) => sees(page, "Denied")],
  ["allowed", denied.replace("-injected", "-sa"), (page) => sees(page, "Allowed")],
  ["refused", denied.replace("-injected", ""), (page) => sees(page, "Refused")],
  [
    "token",
    "/ask?from=front%2Fweb&host=web.partner.svc.cluster.local&port=80&claims=%7B%7D",
    (page) => expect(page.getByText("Taken as accepted").first()).toBeVisible(),
  ],
  [
    "a list open",
    denied,
    async (page) => {
      await sees(page, "Denied");
      await field(page, "Calling workload").click();
    },
  ],
  [
    "paste",
    denied,
    async (page) => {
      await sees(page, "Denied");
      await page.getByRole("button", { name: "Paste a log line, curl or XFCC…" }).click();
      await page.keyboard.type("curl http://x/");
    },
  ],
  [
    "batch",
    "/ask",
    async (page) => {
      await page.getByTestId("batch-file").setInputFiles(file(batch));
      await expect(page.getByRole("row")).toHaveCount(3);
    },
  ],
  [
    "palette",
    "/ask",
    async (page) => {
      // The first questions come with the graph, so the page listens to keys by then.
      await expect(page.getByText(/^Ask default\//).first()).toBeVisible();
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("option").first()).toBeVisible();
    },
  ],
];

for (const [name, address, ready] of states) {
  test(`${name}: axe finds nothing`, async ({ page }) => {
    await page.goto(address);
    await ready(page);
    await axeFindsNothing(page);
  });
}
