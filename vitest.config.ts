import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

const conformance = "server/engine/conformance/**/*.test.ts";
const cluster = "e2e/cluster/**/*.test.ts";

export default defineConfig({
  resolve: {
    alias: {
      // It throws outside of a server bundle. The condition that Next sets instead would also swap React for its
      // server half, and then no component could be tested.
      "server-only": join(import.meta.dirname, "node_modules", "server-only", "empty.js"),
    },
  },
  test: {
    environment: "node",
    setupFiles: [join(import.meta.dirname, "scripts", "fixed-seed.mjs")],
    // Machines are shared and noisy: a test that hangs is found, a slow core is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...configDefaults.exclude, ".next/**", conformance, cluster],
        },
      },
      { extends: true, test: { name: "conformance", include: [conformance] } },
      // Each file starts a control plane of its own; two at a time would only share the cores.
      { extends: true, test: { name: "cluster", include: [cluster], fileParallelism: false } },
    ],
  },
});
