import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Refusal, root, run, toolEnvironment } from "./install.mjs";

/** Debian's, the quicker one first: the same engine without a window needs half of the time for a test. */
const debianChromiums = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const debianPackage = "chromium-headless-shell";

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
  const installed = debianChromiums.find((file) => existsSync(file));
  if (installed) return { SEKISHO_CHROMIUM: installed };
  if (hasPlaywrightBrowser()) return {};
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log(`Installing the Debian package ${debianPackage} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], { env });
    await run("apt-get", ["install", "-y", "-qq", debianPackage], { env });
    const now = debianChromiums.find((file) => existsSync(file));
    if (now) return { SEKISHO_CHROMIUM: now };
  }
  throw new Refusal(
    `There is no Chromium for the browser tests; install the package ${debianPackage} (apt-get install ${debianPackage}), or run ` +
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
