import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Refusal, root, run, toolEnvironment } from "./install.mjs";

const debianChromium = "/usr/bin/chromium";

/**
 * Makes sure that there is a browser for the tests: the one that SEKISHO_CHROMIUM names, Debian's, Playwright's own, or
 * else Debian's package, installed here where that is possible.
 * @returns the environment that tells playwright.config.ts which; empty for Playwright's own
 * @throws Refusal that names the package to install
 */
export async function findChromium() {
  const named = process.env.SEKISHO_CHROMIUM;
  if (named) {
    if (existsSync(named)) return { SEKISHO_CHROMIUM: named };
    throw new Refusal(
      `SEKISHO_CHROMIUM names ${named}, which does not exist; name a Chromium there or unset it.`,
    );
  }
  if (existsSync(debianChromium)) return { SEKISHO_CHROMIUM: debianChromium };
  if (hasPlaywrightBrowser()) return {};
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing the Debian package chromium …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], { env });
    await run("apt-get", ["install", "-y", "-qq", "chromium"], { env });
    if (existsSync(debianChromium)) return { SEKISHO_CHROMIUM: debianChromium };
  }
  throw new Refusal(
    "There is no Chromium for the browser tests; install the package chromium (apt-get install chromium), or run " +
      "npx playwright install chromium, or name one in SEKISHO_CHROMIUM.",
  );
}

function hasPlaywrightBrowser() {
  const script = "import { chromium } from '@playwright/test'; console.log(chromium.executablePath())";
  try {
    const options = { cwd: root, env: toolEnvironment(), encoding: "utf8" };
    return existsSync(execFileSync("node", ["--input-type=module", "--eval", script], options).trim());
  } catch {
    return false;
  }
}
