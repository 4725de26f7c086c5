import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const port = 3110;
// As in scripts/chromium.mjs. Without a path Playwright takes its own browser.
const debianChromiums = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const executablePath = process.env.SEKISHO_CHROMIUM ?? debianChromiums.find((file) => existsSync(file));

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  // They need a control plane, and have a configuration of their own.
  testIgnore: "live/**",
  outputDir: "test-results",
  forbidOnly: true,
  // One second try on a shared machine; a test that needs it is named as flaky, and is a failure to look at.
  retries: process.env.CI ? 1 : 0,
  // Most of a test is waiting: for pages, streams and timers.
  workers: 2,
  // Machines are shared and noisy: a page that hangs is found, a slow core is no failure.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    screenshot: "only-on-failure",
    // A recording of every test costs a third of the time; --trace on makes one by hand.
    trace: "on-first-retry",
    // The words and times that a test reads must not depend on the machine.
    locale: "en-US",
    timezoneId: "UTC",
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: `node_modules/.bin/next start -p ${port} -H 127.0.0.1`,
    url: `http://127.0.0.1:${port}`,
    env: { SEKISHO_FOLDER: `${import.meta.dirname}/demo`, NEXT_TELEMETRY_DISABLED: "1" },
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5000 },
  },
});
