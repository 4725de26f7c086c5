import { expect, type Page, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";
import { canvasReady } from "./canvas.ts";

const edge = encodeURIComponent("default/test-client>sambaiz/my-nginx:80");
const question = "/ask?from=default%2Ftest-client-injected&host=my-nginx.sambaiz.svc.cluster.local&port=80";

const pages = [
  ["graph", "/graph", "Graph", "グラフ"],
  ["ask", "/ask", "Ask a request", "リクエスト判定"],
  ["policies", "/policies", "Policies", "ポリシー"],
] as const;

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const speak = (page: Page, name: "日本語で表示する" | "Show in English") =>
  page.getByRole("button", { name });

/** The page listens once it has asked the server for something. */
async function open(page: Page, address: string) {
  const answer = page.waitForResponse((r) => r.url().includes("/api/") && !r.url().includes("/api/events"));
  await page.goto(address);
  await answer;
  await expect(page.getByRole("banner").locator("time, [title]").first()).toBeVisible();
}

for (const [name, address, english, japanese] of pages) {
  test(`${name}: the switch changes the language by mouse and by keyboard, and the browser remembers it`, async ({
    page,
    context,
  }) => {
    await open(page, address);
    await expect(heading(page, english)).toBeVisible();
    await expect(async () => {
      await speak(page, "日本語で表示する").click();
      await expect(heading(page, japanese)).toBeVisible({ timeout: 2000 });
    }).toPass();
    await expect(page.locator("html")).toHaveAttribute("lang", "ja");
    await page.reload();
    await expect(heading(page, japanese)).toBeVisible();
    const other = await context.newPage();
    await open(other, address);
    await expect(other.locator("html")).toHaveAttribute("lang", "ja");
    await expect(async () => {
      await speak(other, "Show in English").press("Enter");
      await expect(heading(other, english)).toBeVisible({ timeout: 2000 });
    }).toPass();
    await expect(other.locator("html")).toHaveAttribute("lang", "en");
  });
}

test.describe("a browser that prefers Japanese", () => {
  test.use({ locale: "ja-JP" });

  test("gets Japanese from the first byte on", async ({ page, request }) => {
    const html = await (
      await request.get("/policies", { headers: { "accept-language": "ja-JP,ja;q=0.9" } })
    ).text();
    expect(html).toContain('lang="ja"');
    expect(html).toContain("ポリシー");
    expect(html).not.toMatch(/>(Policies|Graph|Ask|Skip to content)</);
    await open(page, "/policies");
    await expect(heading(page, "ポリシー")).toBeVisible();
  });

  test("reads why an edge ends as it does in Japanese, and what curl prints as curl prints it", async ({
    page,
  }) => {
    await page.goto(`/graph?edge=${edge}`);
    const drawer = page.getByRole("complementary", { name: "詳細" });
    await expect(drawer.getByText("my-nginx は STRICT", { exact: false })).toBeVisible();
    await expect(drawer.getByText("Recv failure: Connection reset by peer").first()).toBeVisible();
    await expect(drawer.getByText(/接続は切断されます/)).toBeVisible();
    await page.getByRole("button", { name: "Show in English" }).click();
    await expect(page.getByText("my-nginx is STRICT", { exact: false })).toBeVisible();
  });

  for (const [name, address] of [
    ...pages,
    ["answer", question],
    ["edge", `/graph?edge=${edge}`],
    ["mesh", "/mesh"],
  ] as const) {
    test(`${name}: axe finds nothing, and no button is cut at 1024x700`, async ({ page }) => {
      await page.setViewportSize({ width: 1024, height: 700 });
      await open(page, address);
      if (address.startsWith("/graph")) await canvasReady(page);
      await expect(page.locator("html")).toHaveAttribute("lang", "ja");
      await expect(page.getByRole("progressbar")).toHaveCount(0);
      await axeFindsNothing(page);
      // A button whose words do not fit into it.
      const cut = await page
        .locator("button:visible")
        .evaluateAll((buttons) =>
          buttons
            .filter((b) => b.scrollWidth > b.clientWidth + 1 && getComputedStyle(b).overflow !== "visible")
            .map((b) => b.textContent),
        );
      expect(cut).toEqual([]);
    });
  }
});

test("answers differ by the language that they are asked in, and their tags too", async ({ request }) => {
  const asked = async (language: string) => {
    const response = await request.get(`/api/edges/${edge}`, { headers: { "accept-language": language } });
    const { sentence, steps } = (await response.json()) as { sentence: string; steps: { code: string }[] };
    const { etag, vary } = response.headers();
    return { sentence, codes: steps.map(({ code }) => code), etag, vary };
  };
  const [en, ja] = [await asked("en"), await asked("ja")];
  expect(ja.sentence).not.toBe(en.sentence);
  expect(ja.codes).toEqual(en.codes);
  expect(ja.etag).not.toBe(en.etag);
  expect(ja.vary?.toLowerCase()).toContain("accept-language");
  expect(await asked("en")).toEqual(en);
});
