import { expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";
import { counted, drawn, listed, openGraph } from "./canvas.ts";

const field = (page: Page) => page.getByRole("combobox", { name: "Find workloads and edges" });
const list = (page: Page) => page.getByRole("listbox", { name: "What may stand here" });
const option = (page: Page, name: RegExp) => list(page).getByRole("option", { name });
const sheet = (page: Page) => page.getByRole("dialog", { name: "How to find" });

const deniedInShop = ["front/admin>shop/cart:8080", "shop/cart>shop/db:5432"];

test("a query is written by keyboard with completion; graph, strip, table and address say the same", async ({
  page,
}) => {
  await openGraph(page);
  await page.keyboard.press("/");
  await page.keyboard.type("n");
  await expect(option(page, /^ns:/)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue("ns:");
  await page.keyboard.type("sh");
  await expect(option(page, /^shop/)).toContainText("edges");
  await page.keyboard.press("Tab");
  await expect(field(page)).toHaveValue("ns:shop ");
  await page.keyboard.type("verd");
  await page.keyboard.press("Enter");
  // The first value is "allowed", the next one "denied".
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(option(page, /^denied/)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue("ns:shop verdict:denied ");
  await expect.poll(async () => (await drawn(page)).edges).toEqual(deniedInShop);
  expect(await counted(page)).toMatchObject({ allowed: 0, denied: 2, refused: 0 });
  await expect(page.getByText("2 edges", { exact: true })).toBeVisible();
  expect(new URL(page.url()).searchParams.get("q")).toBe("ns:shop verdict:denied ");
  await page.getByRole("button", { name: "Table" }).click();
  expect(await listed(page)).toEqual(deniedInShop);
  await page.reload();
  await expect(field(page)).toHaveValue("ns:shop verdict:denied ");
  await expect.poll(() => listed(page)).toEqual(deniedInShop);
});

test("the three Escapes: the list closes, the text goes, the field is left; the drawer stays", async ({
  page,
}) => {
  await openGraph(page, "/graph?node=shop%2Fcart");
  await expect(page.getByRole("complementary", { name: "Details" })).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("transport:");
  await expect(list(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list(page)).toBeHidden();
  await expect(field(page)).toHaveValue("transport:");
  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveValue("");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(field(page)).not.toBeFocused();
  await expect(page.getByRole("complementary", { name: "Details" })).toBeVisible();
});

test("what is wrong is said under the field with the cure, and the rest counts", async ({ page }) => {
  await page.goto("/graph?view=table&q=foo%3Abar+ns%3Ashop+verdict%3Adenied");
  await expect(page.getByText("There is no field foo.")).toBeVisible();
  await expect(field(page)).toHaveAttribute("aria-invalid", "true");
  await expect(field(page)).toHaveAccessibleDescription(/There is no field foo/);
  expect(await listed(page)).toEqual(deniedInShop);
  await field(page).fill("transprot:plaintext");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Did you mean transport?")).toBeVisible();
  await field(page).fill("ns:shpo");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nothing here fits ns:shpo. Did you mean ns:shop?")).toBeVisible();
  await field(page).fill("ns:shop");
  await expect(page.getByText("Did you mean")).toHaveCount(0);
  await expect(field(page)).toHaveAttribute("aria-invalid", "false");
});

test("a term is not called wrong while it is written", async ({ page }) => {
  await openGraph(page);
  await field(page).click();
  await page.keyboard.type("verdict:deneid");
  await expect(page.getByText("verdict is never deneid")).toHaveCount(0);
  await page.keyboard.type(" ");
  await expect(page.getByText("verdict is never deneid. Did you mean denied?")).toBeVisible();
});

test("an edge of which the fact is not known fits neither the term nor its opposite, and is counted", async ({
  page,
}) => {
  await page.goto("/graph?view=table&q=client.cert%3C99%25");
  await expect(page.getByText(/cert is not known for \d+ edges/)).toBeVisible();
  const low = await listed(page);
  expect(low).toContain("front/web>shop/cart:8080");
  expect(low).not.toContain("front/admin>shop/cart:8080");
  await field(page).fill("-client.cert<99%");
  await expect.poll(() => listed(page)).not.toContain("front/web>shop/cart:8080");
  // Certainly without a certificate: it has no proxy.
  expect(await listed(page)).toContain("default/test-client>sambaiz/my-nginx:80");
  expect(await listed(page)).not.toContain("front/admin>shop/cart:8080");
});

test("by mouse: a value of the list, an example and a field of the sheet, and the cross", async ({
  page,
}) => {
  await openGraph(page);
  await field(page).click();
  await option(page, /^transport:/).click();
  await option(page, /^plaintext/).click();
  await expect(field(page)).toHaveValue("transport:plaintext ");
  await expect(field(page)).toBeFocused();
  const plain = (await drawn(page)).edges;
  expect(plain).toContain("shop/cart>shop/naked:8080");
  await page.getByRole("button", { name: "How to find" }).click();
  await sheet(page).getByRole("button", { name: "observed:", exact: true }).click();
  await expect(field(page)).toHaveValue("transport:plaintext observed:");
  await expect(field(page)).toBeFocused();
  await page.getByRole("button", { name: "How to find" }).click();
  await sheet(page).getByRole("button", { name: "observed:true verdict:denied,refused" }).click();
  await expect(field(page)).toHaveValue("observed:true verdict:denied,refused");
  await expect.poll(async () => (await drawn(page)).edges.length).toBe(6);
  await page.getByRole("button", { name: "Clear what is looked for" }).click();
  await expect.poll(async () => (await drawn(page)).edges.length).toBeGreaterThan(20);
});

test("the question mark opens the sheet where a term begins and is a letter of a pattern elsewhere", async ({
  page,
}) => {
  await openGraph(page);
  await page.keyboard.press("/");
  await page.keyboard.press("?");
  await expect(sheet(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet(page)).toHaveCount(0);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("server:shop/d?");
  await expect(field(page)).toHaveValue("server:shop/d?");
  await expect
    .poll(async () => (await drawn(page)).edges)
    .toEqual(["shop/cart>shop/db:5432", "shop/orders>shop/db:5432"]);
});

test("namespaces, strip and query hold together", async ({ page }) => {
  await page.goto("/graph?view=table&ns=shop&q=transport%3Amtls&outcome=denied");
  await expect.poll(() => listed(page)).toEqual(["shop/cart>shop/db:5432"]);
  expect(await counted(page)).toMatchObject({ allowed: 2, denied: 1, refused: 0 });
});

test("Highlight draws the rest pale instead of hiding it; strip and table count what was found, the address keeps it", async ({
  page,
}) => {
  await openGraph(page);
  const whole = await drawn(page);
  await field(page).fill("ns:shop verdict:denied");
  await expect.poll(async () => (await drawn(page)).edges).toEqual(deniedInShop);
  const highlight = page.getByRole("button", { name: /^Highlight/ });
  await highlight.focus();
  await page.keyboard.press("Enter");
  await expect(highlight).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => (await drawn(page)).edges).toEqual(whole.edges);
  const pale = await page.getByTestId("graph-canvas").evaluate((element) => {
    type Core = { elements(of: string): { map(of: (one: { id(): string }) => string): string[] } };
    const core = (element as HTMLElement & { __cy: Core }).__cy;
    return core.elements(".pale").map((one) => one.id());
  });
  expect(pale).toContain("shop/orders>shop/db:5432");
  expect(pale).toContain("default/test-client");
  for (const id of [...deniedInShop, "shop/cart", "front/admin"]) expect(pale).not.toContain(id);
  expect(await counted(page)).toMatchObject({ allowed: 0, denied: 2, refused: 0 });
  await expect(page).toHaveURL(/mark=1/);
  await page.reload();
  await expect(highlight).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => (await drawn(page)).edges).toEqual(whole.edges);
  await page.getByRole("button", { name: "Table" }).click();
  await expect.poll(() => listed(page)).toEqual(deniedInShop);
});

test("the palette offers to find a query in the graph", async ({ page }) => {
  await page.goto("/policies");
  await expect(page.getByRole("table")).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("policy:shop/db -verdict:denied");
  await expect(page.getByRole("option").first()).toContainText(
    "Find policy:shop/db -verdict:denied in the graph",
  );
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/graph\?q=/);
  await expect(field(page)).toHaveValue("policy:shop/db -verdict:denied");
  await expect.poll(async () => (await drawn(page)).edges).toEqual(["shop/orders>shop/db:5432"]);
});

test("list, errors and sheet: axe finds nothing", async ({ page }) => {
  await openGraph(page, "/graph?q=foo%3Abar+client.cert%3C20%25+ns%3A");
  await expect(page.getByText("There is no field foo.")).toBeVisible();
  await axeFindsNothing(page);
  await field(page).click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowDown");
  await expect(list(page)).toBeVisible();
  await axeFindsNothing(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "How to find" }).click();
  await expect(sheet(page)).toBeVisible();
  await axeFindsNothing(page);
});
