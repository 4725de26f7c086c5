import { defineConfig } from "@playwright/test";
import browser from "./playwright.config.ts";

const { webServer: _, testIgnore: _i, ...shared } = browser;

/** A live cluster in the browser: the cluster tier runs it. Each test starts the server that it needs, on a port of its own. */
export default defineConfig({
  ...shared,
  testDir: "e2e/live",
  outputDir: "test-results/live",
  // They share one control plane.
  workers: 1,
  use: { ...shared.use, baseURL: undefined },
});
