import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An API server that has a few objects, and whose watches say what a test tells them: enough to open a context of. */
export interface FakeCluster {
  readonly address: string;
  /** Watches that are open now. */
  readonly watches: () => number;
  /** Tells the watches of a collection that one of its objects is another now. */
  readonly tell: (path: string, object: object) => void;
  readonly stop: () => Promise<void>;
}

/** @param objects by path of their collection, `/api/v1/pods` for example; any other collection is empty */
export async function fakeCluster(
  objects: Readonly<Record<string, readonly object[]>>,
): Promise<FakeCluster> {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-fake-"));
  const [keyFile, certificateFile] = [join(folder, "key"), join(folder, "crt")];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", keyFile];
  execFileSync(
    "openssl",
    ["req", "-x509", ...key, "-out", certificateFile, "-subj", "/CN=fake", "-days", "2"],
    {
      stdio: "pipe",
    },
  );
  const open = new Map<ServerResponse, string>();
  const server = createServer(
    { key: readFileSync(keyFile), cert: readFileSync(certificateFile) },
    (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "https://fake");
      response.writeHead(200, { "content-type": "application/json" });
      if (searchParams.has("watch")) {
        open.set(response, pathname);
        response.on("close", () => open.delete(response));
        response.flushHeaders();
        return;
      }
      const items = objects[pathname] ?? [];
      response.end(JSON.stringify({ kind: "List", metadata: { resourceVersion: "7" }, items }));
    },
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    watches: () => open.size,
    tell: (path, object) => {
      for (const [response, watched] of open)
        if (watched === path) response.write(`${JSON.stringify({ type: "MODIFIED", object })}\n`);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Writes a kubeconfig with a context for each server, all of the user `viewer`.
 * @param more further contexts, as YAML
 */
export function writeKubeconfig(
  file: string,
  servers: Readonly<Record<string, string>>,
  more: readonly string[] = [],
): void {
  const lines = Object.entries(servers).map(
    ([name, server]) => `
- name: ${name}
  cluster: {server: "${server}", insecure-skip-tls-verify: true}`,
  );
  const contexts = Object.keys(servers).map(
    (name) => `
- name: ${name}
  context: {cluster: ${name}, user: viewer}`,
  );
  writeFileSync(
    file,
    `apiVersion: v1
kind: Config
clusters:${lines.join("")}
contexts:${[...contexts, ...more].join("")}
users:
- name: viewer
  user: {token: PLANTED-TOKEN}
`,
  );
}
