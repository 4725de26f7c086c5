import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Browser } from "@playwright/test";
import { writeCapture } from "./folder.ts";
import type { Found, Measure } from "./measure.ts";
import { meshOfSize } from "./meshes.ts";
import { freshPage, openGraph, withBrowser } from "./pages.ts";
import { repaintTimes } from "./repaint.ts";
import { type RunningServer, startServer } from "./server.ts";
import type { SizeName } from "./sizes.ts";

const paints = 3;

interface Stage {
  readonly browser: Browser;
  readonly server: RunningServer;
  readonly folder: string;
}

/** A browser and a production server on a capture of this size, for as long as one measure takes. */
async function on<Value>(size: SizeName, measure: (stage: Stage) => Promise<Value>): Promise<Value> {
  const folder = writeCapture(meshOfSize(size).mesh);
  try {
    const server = await startServer({ SEKISHO_FOLDER: folder });
    try {
      return await withBrowser((browser) => measure({ browser, server, folder }));
    } finally {
      server.end();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From a click on the address to the drawn graph, by a server that has read its folder. */
async function firstPaint(size: SizeName): Promise<Found> {
  return on(size, async (stage) => {
    const times = async (view: string): Promise<number[]> => {
      const found: number[] = [];
      for (let run = 0; run < paints; run++) {
        const page = await freshPage(stage);
        found.push(await openGraph(page, stage.server, view));
        await page.context().close();
      }
      return found.sort((a, b) => a - b);
    };
    const asItOpens = await times("");
    const unfolded = size === "XL" ? [] : await times("?fold=");
    const note = unfolded.length === 0 ? "" : `; every workload drawn: ${seconds(middle(unfolded))}`;
    return { value: middle(asItOpens) / 1000, note: `best ${seconds(asItOpens[0] ?? 0)}${note}` };
  });
}

/** Frames that a person sees while dragging the graph with every workload drawn. */
async function panFps(size: SizeName): Promise<Found> {
  return on(size, async (stage) => {
    const page = await freshPage(stage);
    await openGraph(page, stage.server, "?fold=");
    await wait(1000);
    const box = await page.getByTestId("graph-canvas").boundingBox();
    const [x, y] = [(box?.x ?? 0) + 6, (box?.y ?? 0) + 6];
    await page.mouse.move(x, y);
    await page.mouse.down();
    // The first moves take the picture that is then pushed about.
    await page.mouse.move(x + 20, y + 12, { steps: 4 });
    await page.evaluate(() => {
      const frames: number[] = [];
      Object.assign(window, { sekishoFrames: frames });
      const frame = (now: number) => {
        frames.push(now);
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    const since = performance.now();
    for (let step = 0; performance.now() - since < 3000; step++)
      await page.mouse.move(x + 20 + ((step * 7) % 400), y + 12 + ((step * 5) % 300));
    const frames = await page.evaluate(() => (window as { sekishoFrames?: number[] }).sekishoFrames ?? []);
    await page.mouse.up();
    const gaps = frames.slice(1).map((now, i) => now - (frames[i] ?? now));
    const length = gaps.reduce((sum, gap) => sum + gap, 0);
    const worst = Math.max(...gaps);
    return { value: (gaps.length * 1000) / length, note: `longest frame ${Math.round(worst)} ms` };
  });
}

/**
 * Scripts of the first visit, as they come over the wire, that were asked for before the graph stood on the screen; the layout's worker
 * is counted too. What comes afterwards (of a large graph the pointer; drawers, table) is in the note.
 */
async function firstLoadJs(size: SizeName): Promise<Found> {
  return on(size, async (stage) => {
    const page = await freshPage(stage);
    const html = await (await fetch(`${stage.server.address}/graph`)).text();
    const found: Promise<{ readonly asked: number; readonly bytes: number; readonly named: boolean }>[] = [];
    page.on("requestfinished", (request) => {
      const { pathname } = new URL(request.url());
      if (!pathname.endsWith(".js")) return;
      const [asked, named] = [request.timing().startTime, html.includes(pathname)];
      const sizes = request.sizes();
      found.push(sizes.then((s) => ({ asked, bytes: s.responseBodySize + s.responseHeadersSize, named })));
    });
    const painted = await openGraph(page, stage.server);
    const paintedAt = (await page.evaluate(() => performance.timeOrigin)) + painted;
    await wait(3000);
    const scripts = await Promise.all(found);
    const kilo = (some: typeof scripts) => some.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    const [named, all] = [kilo(scripts.filter((s) => s.named)), kilo(scripts)];
    const until = scripts.filter(({ asked }) => asked < paintedAt);
    const note = `until the graph is painted, ${until.length} files with the layout's worker; named in the HTML ${Math.round(named)} kB, with what comes when idle ${Math.round(all)} kB`;
    return { value: kilo(until), note };
  });
}

/** From a changed file to the redrawn canvas, with every workload drawn. */
async function changedToRepainted(size: SizeName): Promise<Found> {
  return on(size, async (stage) => {
    const page = await freshPage(stage);
    await openGraph(page, stage.server, "?fold=");
    const file = join(stage.folder, "manifests", "zz-changed.yaml");
    const { p95, median, count } = await repaintTimes(page, (index) =>
      writeFileSync(file, policy(size, index % 2 === 0)),
    );
    return { value: p95, note: `median ${Math.round(median)} ms of ${count} changes` };
  });
}

/** A policy of a namespace with observed callers: closes it, or opens it to all. */
function policy(size: SizeName, closed: boolean): string {
  const namespace = meshOfSize(size).mesh.traffic[0]?.server.split("/")[0] ?? "default";
  return [
    "apiVersion: security.istio.io/v1",
    "kind: AuthorizationPolicy",
    `metadata: {name: zz-changed, namespace: ${namespace}}`,
    closed ? "spec: {action: DENY, rules: [{}]}" : "spec: {action: ALLOW, rules: [{}]}",
    "",
  ].join("\n");
}

const middle = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toPrecision(3)} s`;

/** What a person waits for, in a real browser against the built pages. */
export const browserMeasures: readonly Measure[] = [
  {
    name: "browser.firstPaint",
    unit: "s",
    goals: { L: 2, XL: 5 },
    at: ["300", "L", "3000", "XL"],
    run: firstPaint,
  },
  { name: "browser.panFps", unit: "fps", more: true, goals: { L: 50 }, at: ["L"], run: panFps },
  { name: "browser.firstLoadJs", unit: "kB", goals: { L: 300 }, at: ["L"], run: firstLoadJs },
  {
    name: "push.changedToRepainted",
    unit: "ms",
    goals: { L: 300 },
    at: ["L"],
    run: changedToRepainted,
  },
];
