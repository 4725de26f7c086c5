import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { axeFindsNothing } from "../axe.ts";
import { canvasReady } from "../canvas.ts";
import { kubeconfig } from "../cluster/kubeconfig.ts";
import { everything, grant } from "../cluster/rights.ts";
import { freePort, row, test } from "./stage.ts";

const edge = "front/web>shop/cart:8080";
const root = join(import.meta.dirname, "..", "..");

/** Starts Sekisho as a person does. @returns its address, and its end */
async function npmStart(args: readonly string[]) {
  const port = String(await freePort());
  const child = spawn(process.execPath, [join(root, "scripts", "start.mjs"), ...args, "--port", port], {
    cwd: root,
  });
  let out = "";
  const serving = new Promise<void>((done, fail) => {
    const read = (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes("Sekisho serves")) done();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => fail(new Error(`It ended: ${out}`)));
  });
  await serving;
  const stop = async () => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  return { address: `http://127.0.0.1:${port}`, stop };
}

test("one who may read two namespaces only: their edges are unknown, and the right that is missing is named", async ({
  page,
  plane,
}) => {
  for (const namespace of ["front", "shop"]) await grant(plane.api, "limited", everything, namespace);
  const file = kubeconfig(plane, { token: "limited-token" });
  const server = await npmStart([
    ...["--kubeconfig", file, "--context", "test"],
    ...["--namespace", "front", "--namespace", "shop"],
  ]);
  try {
    await page.goto(`${server.address}/graph?view=table`);
    // Policies of the root namespace count everywhere, so nothing is certain without them.
    await expect(row(page, edge)).toContainText("Unknown");
    await expect(page.locator("tr[data-edge]").filter({ hasText: "Allowed" })).toHaveCount(0);
    await page.screenshot({ path: test.info().outputPath("table.png") });
    const banner = page.getByRole("region", { name: "Problems in the source" });
    await banner.getByRole("button", { name: "Show" }).click();
    await expect(page.getByRole("dialog")).toContainText('resources: ["authorizationpolicies"]');
    await page.screenshot({ path: test.info().outputPath("rights.png") });
    await axeFindsNothing(page);
    await page.keyboard.press("Escape");
    await page.goto(`${server.address}/graph?edge=${encodeURIComponent(edge)}`);
    await canvasReady(page);
    const details = page.getByRole("complementary", { name: "Details" });
    await expect(details).toContainText("Unknown");
    await expect(details).toContainText("someone may not list destinationrules");
    await expect(details).toContainText("someone may not list peerauthentications");
    await expect(details).not.toContainText("PERMISSIVE");
    await expect(details).toContainText('verbs: ["get", "list", "watch"]');
    await page.screenshot({ path: test.info().outputPath("graph.png") });
  } finally {
    await server.stop();
  }
});
