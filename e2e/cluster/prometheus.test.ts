import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rotationsOf } from "../../server/certificates/rotations.ts";
import { captureSource } from "../../server/cluster/capture/capture-source.ts";
import { certificateTelemetry } from "../../server/services/certificate-telemetry.ts";
import { exportMetrics } from "../../server/services/export-metrics.ts";
import { fleetMetrics } from "../../server/telemetry/fleet.ts";
import { gaugeHistory } from "../../server/telemetry/gauge-history.ts";
import { prometheusAt } from "../../server/telemetry/prometheus.ts";
import { type Exporter, type RealPrometheus, startExporter, startPrometheus } from "./prometheus.ts";
import { until } from "./until.ts";

const WORKLOADS = 1000;
const HOUR = 3600;
const DAY = 24 * HOUR;
const now = () => Date.now() / 1000;
const began = now();
const podName = (i: number) => `app-${i}-7d9f-x2x`;
const placeOf = (i: number) => `namespace="ns-${i % 20}",pod="${podName(i)}"`;
/** Ends of the certificates: one in 50 is not renewed, one is over. */
const endOf = (i: number) => began + (i === 7 ? -HOUR : i % 50 === 0 ? 2 * HOUR : 18 * HOUR);
const gauge = "istio_agent_cert_expiry_seconds";

/** What agents, an istiod of two replicas and cert-manager say, as they name it. */
function metrics(): string {
  const lines = [`# TYPE ${gauge} gauge`];
  for (let i = 0; i < WORKLOADS; i++) {
    lines.push(`${gauge}{resource_name="default",${placeOf(i)}} ${endOf(i) - now()}`);
    lines.push(`${gauge}{resource_name="ROOTCA",${placeOf(i)}} ${endOf(i) - now() + 3e8}`);
  }
  // The same pod by a second job, whose clock or cluster is another.
  lines.push(`${gauge}{resource_name="default",job="again",${placeOf(3)}} ${endOf(3) - now() - HOUR}`);
  const grown = now() - began;
  lines.push("# TYPE istio_agent_num_outgoing_requests counter");
  for (const i of [0, 1]) {
    lines.push(`istio_agent_num_outgoing_requests{request_type="csr",${placeOf(i)}} ${Math.floor(grown)}`);
  }
  lines.push(
    `istio_agent_num_failed_outgoing_requests{request_type="csr",${placeOf(0)}} ${Math.floor(grown)}`,
  );
  for (const [pod, end] of [
    ["istiod-a", began + 900 * DAY],
    ["istiod-b", began + 20 * DAY],
  ] as const) {
    lines.push(`citadel_server_root_cert_expiry_timestamp{namespace="istio-system",pod="${pod}"} ${end}`);
    lines.push(
      `citadel_server_csr_sign_err_count{namespace="istio-system",pod="${pod}",error="TTL_ERROR"} ${Math.floor(grown)}`,
    );
  }
  lines.push(
    `certmanager_certificate_not_after_timestamp_seconds{exported_namespace="istio-ingress",namespace="cert-manager",name="shop-tls"} ${began + 30 * DAY}`,
    `certmanager_certificate_not_after_timestamp_seconds{exported_namespace="x",namespace="cert-manager",name="unset"} 0`,
  );
  return `${lines.join("\n")}\n`;
}

/** Fourteen days of one pod that renews every twelve hours, was not seen for a day, and is once late. */
function past(): string {
  const lines = [`# TYPE ${gauge} gauge`];
  const start = Math.floor((began - 14 * DAY) / 900) * 900;
  let end = start + DAY;
  for (let at = start; at < began - HOUR; at += 900) {
    const late = Math.abs(at - (start + 6 * DAY)) < 10 * HOUR ? 6 * HOUR : 12 * HOUR;
    if (end - at <= late) end = at + DAY;
    const hidden = at > start + 9 * DAY && at < start + 10 * DAY;
    if (!hidden)
      lines.push(`${gauge}{resource_name="default",namespace="shop",pod="cart.v2-1"} ${end - at} ${at}`);
  }
  return `${lines.join("\n")}\n# EOF\n`;
}

let exporter: Exporter;
let real: RealPrometheus;

beforeAll(async () => {
  exporter = await startExporter(metrics);
  real = await startPrometheus([exporter], past());
  const fleet = () => fleetMetrics(prometheusAt(real.url), now());
  await until(fleet, ({ replicas }) => replicas.some((one) => (one.signErrors.TTL_ERROR ?? 0) > 0));
});
afterAll(async () => {
  await real?.stop();
  exporter?.stop();
});

describe("a real Prometheus", () => {
  it("tells the end of a thousand certificates in one look, each with the time of its sample", async () => {
    const at = now();
    const fleet = await fleetMetrics(prometheusAt(real.url), at);
    expect(now() - at).toBeLessThan(5);
    expect(fleet.gauges).toHaveLength(WORKLOADS);
    for (const { pod, secondsLeft, observedAt } of fleet.gauges) {
      const i = Number(/app-(\d+)-/.exec(pod)?.[1]);
      expect(pod).toBe(`ns-${i % 20}/${podName(i)}`);
      // Of two figures for one pod the one that ends first counts.
      expect(Math.abs(observedAt + secondsLeft - endOf(i) + (i === 3 ? HOUR : 0))).toBeLessThan(2);
      expect(at - observedAt).toBeLessThan(10);
    }
    expect(fleet.problems.map(({ kind }) => kind)).toEqual(["twice"]);
    const [first, second, third] = fleet.gauges.filter(({ pod }) => /app-[012]-/.test(pod));
    expect(first?.failedRequests).toBeGreaterThan(0);
    expect([second?.failedRequests, third?.requests]).toEqual([null, null]);
  });

  it("tells each istiod by itself, and the certificates of cert-manager by their own namespace", async () => {
    const { replicas, certManagerEnds } = await fleetMetrics(prometheusAt(real.url), now());
    expect(replicas.map(({ pod, rootEnds }) => [pod, Math.round(((rootEnds ?? 0) - began) / DAY)])).toEqual([
      ["istio-system/istiod-a", 900],
      ["istio-system/istiod-b", 20],
    ]);
    expect(replicas[0]?.signErrors.TTL_ERROR).toBeGreaterThan(0);
    expect([...certManagerEnds.keys()]).toEqual(["istio-ingress/shop-tls"]);
  });

  it("has the history of a pod, holes included, and cuts the steps to what it may ask", async () => {
    // On the samples: what was told more than five minutes ago Prometheus tells no more.
    const aligned = (time: number) => Math.floor(time / 900) * 900;
    const window = { from: aligned(began - 14 * DAY), to: aligned(began), stepSeconds: 900 };
    const { histories, problem } = await gaugeHistory(prometheusAt(real.url), ["shop/cart.v2-1"], window);
    expect(problem).toBeNull();
    const samples = histories[0]?.samples ?? [];
    const ends = samples.map(({ at, secondsLeft }) => at + secondsLeft);
    const renewals = ends.filter((end, i) => i > 0 && end - (ends[i - 1] ?? 0) > HOUR).length;
    expect(renewals).toBeGreaterThan(20);
    const told = rotationsOf(samples, { from: window.from, step: 900, now: began });
    // Of what came about while nothing was seen nothing is said.
    expect(told.rotations).toHaveLength(renewals - 1);
    expect(new Set(told.rotations.map(({ how }) => how))).toEqual(new Set(["scheduled", "late"]));
    expect(told.gaps).toHaveLength(1);
    const widest = Math.max(...samples.map(({ at }, i) => at - (samples[i - 1]?.at ?? at)));
    expect(widest).toBeGreaterThan(23 * HOUR);
    const fine = await gaugeHistory(prometheusAt(real.url), ["shop/cart.v2-1"], {
      ...window,
      stepSeconds: 60,
    });
    expect([fine.problem, fine.histories[0]?.step]).toEqual([null, 110]);
  });

  it("says what is wrong, with a cure, when it is slow, old, empty, too much, or none", async () => {
    const kinds = async (url: URL, at = now(), limits = { within: 2000, mostBytes: 1e8 }) =>
      (await fleetMetrics(prometheusAt(url, null, limits), at)).problems.map(({ kind }) => kind);
    expect(await kinds(real.url, now(), { within: 2000, mostBytes: 20_000 })).toContain("tooLarge");
    // Long before anything was scraped.
    expect(await kinds(real.url, began - 30 * DAY)).toEqual(["empty"]);
    // Ten minutes from now every sample is old, and none is taken for the present.
    const later = await fleetMetrics(prometheusAt(real.url), now() + 600);
    expect(later.problems[0]?.kind).toBe("stale");
    expect(later.gauges.every(({ observedAt }) => now() + 600 - observedAt > 500)).toBe(true);
    expect(await kinds(new URL("http://127.0.0.1:1"))).toEqual(["unreachable"]);
    expect(await kinds(new URL(`http://127.0.0.1:${exporter.port}`))).toEqual(["notPrometheus"]);
    real.pause();
    expect(await kinds(real.url, now(), { within: 500, mostBytes: 1e8 })).toEqual(["slow"]);
    real.resume();
    expect(await kinds(real.url)).toEqual(["twice"]);
  });

  it("keeps the last figures for an hour when it went away, with their own time, and says so", async () => {
    const telemetry = certificateTelemetry(prometheusAt(real.url, null, { within: 1000, mostBytes: 1e8 }));
    const before = await telemetry.fleet(now());
    real.pause();
    const after = await telemetry.fleet(now() + 60);
    real.resume();
    expect(after.gauges).toEqual(before.gauges);
    expect(after.problems.map(({ kind }) => kind)).toEqual(["slow"]);
  });

  it("reads what is told of it in turn, and the alert rules fit those names", async () => {
    const source = captureSource([join(import.meta.dirname, "..", "..", "demo")]);
    const text = await exportMetrics(began, source, null);
    execFileSync("promtool", ["check", "metrics"], { input: text, stdio: ["pipe", "pipe", "pipe"] });
    const rules = join(import.meta.dirname, "..", "..", "docs", "prometheus", "rules.yaml");
    execFileSync("promtool", ["check", "rules", rules], { stdio: "pipe" });
    const names = new Set(readFileSync(rules, "utf8").match(/sekisho_\w+/g));
    expect([...names].filter((name) => !text.includes(`# TYPE ${name} gauge`))).toEqual([]);
    expect(text).toMatch(
      /sekisho_certificate_not_after_timestamp_seconds\{kind="workload",[^}]*namespace="front"/,
    );
  });

  it("tells nobody the password or the token that it is asked with", async () => {
    const url = new URL(`http://viewer:PLANTED@127.0.0.1:${exporter.port}/prefix/`);
    const answers = [
      await fleetMetrics(prometheusAt(url), now()),
      await fleetMetrics(prometheusAt(url, "PLANTED"), now()),
    ];
    expect(JSON.stringify(answers)).not.toContain("PLANTED");
    expect(answers[0]?.address).toBe(`http://127.0.0.1:${exporter.port}/prefix`);
  });
});
