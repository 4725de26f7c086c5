import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "@playwright/test";

const changes = 12;

/**
 * From a change to the redrawn canvas of an open page, a dozen times.
 * @param change makes the n-th change; it must alter something that is drawn
 * @returns 95th percentile and median, in milliseconds
 */
export async function repaintTimes(page: Page, change: (index: number) => Promise<void> | void) {
  await wait(2000);
  const times: number[] = [];
  for (let index = 0; index < changes; index++) {
    const repainted = page.evaluate(
      () =>
        new Promise<number>((done) => {
          const canvas = document.querySelector("[data-drawn]");
          const watcher = new MutationObserver(() => {
            watcher.disconnect();
            requestAnimationFrame(() =>
              requestAnimationFrame(() => done(performance.timeOrigin + performance.now())),
            );
          });
          if (canvas !== null) watcher.observe(canvas, { attributes: true, attributeFilter: ["data-drawn"] });
        }),
    );
    // The watcher stands before the change is made.
    await page.evaluate(() => 0);
    const made = performance.timeOrigin + performance.now();
    await change(index);
    times.push((await repainted) - made);
    await wait(1500);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p95: at(0.95), median: at(0.5), count: times.length };
}
