import { createServer } from "node:net";
import { test as base, type Page } from "@playwright/test";
import type { Manifest } from "../cluster/api.ts";
import { type ControlPlane, startControlPlane } from "../cluster/control-plane.ts";
import { kubeconfig } from "../cluster/kubeconfig.ts";
import { loadWorld } from "../cluster/world.ts";
import { type Served, serveWith } from "../serve.ts";

/** Closes the namespace that `edge` leads to. */
export const closing: Manifest = {
  apiVersion: "security.istio.io/v1",
  kind: "AuthorizationPolicy",
  metadata: { name: "closed", namespace: "front" },
  spec: { action: "DENY", rules: [{}] },
};
/** Named by a route, and open until `closing` is applied. */
export const edge = "istio-ingress/ingressgateway>front/web:8080";

interface Stage {
  /** Starts a server on the cluster as that user of it; it is stopped after the test. */
  readonly follow: (user?: "admin" | "reader" | "limited", port?: number) => Promise<Served>;
}

/** Tests on one control plane that holds the world; each begins without `closing`. */
export const test = base.extend<Stage, { readonly plane: ControlPlane }>({
  plane: [
    async ({ browserName: _ }, use) => {
      const plane = await startControlPlane();
      try {
        await loadWorld(plane.api);
        await use(plane);
      } finally {
        await plane.stop();
      }
    },
    { scope: "worker", timeout: 240_000 },
  ],
  follow: async ({ plane }, use) => {
    const servers: Served[] = [];
    await use(async (user = "admin", port) => {
      const file = kubeconfig(plane, { token: `${user}-token` });
      const environment = { SEKISHO_LIVE: "1", SEKISHO_KUBECONFIG: file };
      const server = await serveWith(environment, port ?? (await freePort()));
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.stop();
    await plane.api.remove(closing).catch(() => null);
  },
});

/** A port that nothing listens on now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null ? done(address.port) : fail(new Error("no port")),
      );
    });
  });
}

/** The edge in the table. */
export const row = (page: Page, id = edge) => page.locator(`tr[data-edge="${id}"]`);

/** What the canvas draws at the end of the edge. */
export const mark = (page: Page) =>
  page.getByTestId("graph-canvas").evaluate((element, id) => {
    interface Core {
      getElementById(id: string): { hasClass(name: string): boolean };
    }
    const found = (element as HTMLElement & { __cy: Core }).__cy.getElementById(id);
    return ["mark-tee", "mark-triangle"].find((name) => found.hasClass(name)) ?? "other";
  }, edge);
