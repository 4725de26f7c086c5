import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A real Prometheus on a free port, which scrapes one exporter each second. */
export interface RealPrometheus {
  readonly url: URL;
  readonly stop: () => Promise<void>;
  /** Ends it as it stands, without an answer to anyone. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/** An exporter whose text is made anew for each scrape. */
export interface Exporter {
  readonly port: number;
  readonly stop: () => void;
}

/** @param metrics gives the text of one scrape; null answers 500 */
export async function startExporter(metrics: () => string | null): Promise<Exporter> {
  const server: Server = createServer((_, response) => {
    const text = metrics();
    response.writeHead(text === null ? 500 : 200, { "content-type": "text/plain; version=0.0.4" });
    response.end(text ?? "");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { port: (server.address() as AddressInfo).port, stop: () => void server.close() };
}

/**
 * Starts it and waits until it is ready.
 * @param past OpenMetrics text with times: what it knows from before it was started
 */
export async function startPrometheus(
  exporters: readonly Exporter[],
  past: string | null,
): Promise<RealPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-prometheus-"));
  const data = join(folder, "data");
  mkdirSync(data);
  if (past !== null) {
    const file = join(folder, "past.txt");
    writeFileSync(file, past);
    execFileSync(
      "promtool",
      ["tsdb", "create-blocks-from", "openmetrics", file, data, "--max-block-duration=744h"],
      {
        stdio: "ignore",
      },
    );
  }
  const targets = exporters.map(({ port }) => `'127.0.0.1:${port}'`).join(", ");
  const config = join(folder, "prometheus.yml");
  writeFileSync(
    config,
    `global: {scrape_interval: 1s, scrape_timeout: 1s}
scrape_configs:
- {job_name: pods, honor_labels: true, static_configs: [{targets: [${targets}]}]}
`,
  );
  const port = await freePort();
  const child = spawn(
    "prometheus",
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--storage.tsdb.retention.time=60d",
      "--query.lookback-delta=5m",
    ],
    { stdio: "ignore" },
  );
  // A test run that dies must not leave a server behind.
  process.once("exit", () => void child.kill("SIGKILL"));
  const url = new URL(`http://127.0.0.1:${port}`);
  await ready(url, child);
  return {
    url,
    pause: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
    stop: async () => {
      child.kill("SIGKILL");
      await new Promise((done) => (child.exitCode === null ? child.once("exit", done) : done(null)));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(url: URL, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`prometheus ended with ${child.exitCode}`);
    const answer = await fetch(new URL("/-/ready", url)).catch(() => null);
    if (answer?.ok) return;
    await wait(100);
  }
  throw new Error("prometheus was not ready within 30 s");
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}
