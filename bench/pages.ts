import { type Browser, chromium, type Page } from "@playwright/test";
import type { RunningServer } from "./server.ts";

const viewport = { width: 1440, height: 900 };
const patience = 120_000;

/** A browser for as long as `use` takes. */
export async function withBrowser<Value>(use: (browser: Browser) => Promise<Value>): Promise<Value> {
  const executablePath = process.env.SEKISHO_CHROMIUM;
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run"],
  });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** What the watcher below leaves in the page. */
interface Watched {
  sekishoPainted?: number;
}

/** A page of a browser that was never here: nothing is in its cache. `sekishoPainted` is when the graph stood on the screen, in ms. */
export async function freshPage({ browser }: { readonly browser: Browser }): Promise<Page> {
  const page = await (await browser.newContext({ viewport })).newPage();
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('[data-drawn]:not([data-drawn="0"])') === null) return;
      watcher.disconnect();
      // Two frames: one that draws it, and the one after.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          (window as Watched).sekishoPainted = performance.now();
        }),
      );
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document, { subtree: true, childList: true, attributes: true });
  });
  return page;
}

/** Opens the graph and waits until it is drawn. @returns milliseconds since the address was asked for */
export async function openGraph(page: Page, server: RunningServer, view = ""): Promise<number> {
  await page.goto(`${server.address}/graph${view}`);
  await page.waitForFunction(() => (window as Watched).sekishoPainted !== undefined, null, {
    timeout: patience,
  });
  return page.evaluate(() => (window as Watched).sekishoPainted ?? 0);
}
