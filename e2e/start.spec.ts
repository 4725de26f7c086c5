import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";

const root = join(import.meta.dirname, "..");

interface Ran {
  readonly code: number | null;
  readonly out: string;
}

/** Runs the start script to its end, or until it says that it serves; then it is asked to stop. */
function start(args: readonly string[], onServing?: () => Promise<void>): Promise<Ran> {
  const child = spawn(process.execPath, [join(root, "scripts", "start.mjs"), ...args], { cwd: root });
  let out = "";
  let served = false;
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      out += chunk.toString("utf8");
      if (served || !out.includes("Sekisho serves")) return;
      served = true;
      (onServing?.() ?? Promise.resolve()).then(() => child.kill("SIGTERM"), reject);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out }));
  });
}

test("npm start serves the demo and says where, then stops when asked", async ({ request }) => {
  test.setTimeout(240_000);
  const ran = await start(["--port", "3127"], async () => {
    const graph = await request.get("http://127.0.0.1:3127/api/graph");
    expect(graph.status()).toBe(200);
    const body: { readonly nodes: readonly unknown[] } = await graph.json();
    expect(body.nodes.length).toBeGreaterThan(10);
  });
  expect(ran.out).toMatch(/Sekisho serves .*demo.* on http:\/\/127\.0\.0\.1:3127/);
  expect(ran.code).toBe(0);
});

test("npm start serves any folder of manifests", async ({ request }) => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), "sekisho-start-"));
  writeFileSync(
    join(folder, "shop.yaml"),
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart, namespace: shop}\nspec:\n  template:\n    metadata: {labels: {app: cart}}\n    spec: {containers: [{name: cart, image: cart}]}\n",
  );
  await start(["--port", "3128", "--folder", folder], async () => {
    const body: { readonly nodes: readonly { readonly id: string }[] } = await (
      await request.get("http://127.0.0.1:3128/api/graph")
    ).json();
    expect(body.nodes.map((n) => n.id)).toEqual(["shop/cart"]);
  });
});

test("npm start names the cure for a flag that it does not know", async () => {
  const ran = await start(["--prot", "1"]);
  expect(ran.code).toBe(2);
  expect(ran.out).toContain("--prot");
});
