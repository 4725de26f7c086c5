import "server-only";
import { Gauge, Registry } from "prom-client";
import type { CertificateTrust } from "../contract/certificate-trust.ts";
import { rotationStages } from "../contract/certificate-trust.ts";
import { type CertificatesAnswer, certificateStates } from "../contract/certificates.ts";

/** Certificates that get series of their own; the worst come first. */
const MOST = 10_000;

/**
 * The inventory as Prometheus reads it. Times are absolute, so that a series stays right between two scrapes; names alone are labels, never a
 * text that somebody else could make long or many.
 * @returns the text format of Prometheus
 */
export async function certificateMetrics(
  answer: CertificatesAnswer,
  trust: CertificateTrust | null,
): Promise<string> {
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Gauge({ name: `sekisho_${name}`, help, labelNames: [...labelNames], registers: [registry] });

  const named = ["kind", "namespace", "name", "pod", "resource", "source"];
  const ends = gauge(
    "certificate_not_after_timestamp_seconds",
    "End of a certificate, in seconds since 1970.",
    named,
  );
  const begins = gauge(
    "certificate_not_before_timestamp_seconds",
    "Begin of a certificate, in seconds since 1970.",
    named,
  );
  const left = gauge(
    "certificate_life_left_ratio",
    "Share of a certificate's life that is left, 0 to 1.",
    named,
  );
  const due = gauge(
    "certificate_next_rotation_timestamp_seconds",
    "When who renews a certificate is due, in seconds since 1970; it may be past.",
    named,
  );
  const observed = gauge(
    "certificate_observed_timestamp_seconds",
    "When the figures of a certificate were taken, in seconds since 1970.",
    named,
  );
  for (const row of answer.rows.slice(0, MOST)) {
    const { kind, namespace, name, pod, resource, source } = row;
    const labels = {
      kind,
      source,
      name: short(name),
      namespace: namespace ?? "",
      pod: short(pod ?? ""),
      resource: short(resource ?? ""),
    };
    const set = (of: Gauge, value: number | null) => {
      if (value !== null && Number.isFinite(value)) of.set(labels, value);
    };
    set(ends, secondsOf(row.notAfter));
    set(begins, secondsOf(row.notBefore));
    set(left, row.left);
    set(due, secondsOf(row.nextRotation));
    set(observed, secondsOf(row.observedAt));
  }
  gauge("certificates_without_series", "Certificates beyond those that have series of their own.").set(
    Math.max(0, answer.rows.length - MOST),
  );

  const states = gauge("certificates", "Certificates in each state.", ["state"]);
  for (const state of certificateStates) states.set({ state }, answer.counts[state]);
  const issues = gauge("certificate_issues", "What is wrong with certificates, by code and severity.", [
    "code",
    "severity",
  ]);
  for (const { code, severity } of [...answer.issues, ...answer.rows.flatMap((row) => row.issues)])
    issues.inc({ code, severity });
  gauge("certificate_proxies", "Proxies that have a certificate.").set(answer.proxies.all);
  gauge("certificate_proxies_seen", "Proxies whose certificate is known.").set(answer.proxies.seen);
  gauge("certificate_gaps", "Parts of the picture that could not be read.").set(answer.gaps.length);
  gauge("certificate_ca_mode", "1 for who issues the certificates of workloads.", ["mode"]).set(
    { mode: answer.caMode.mode },
    1,
  );
  if (trust !== null) {
    const stage = gauge("root_rotation_stage", "1 for where a change of the root stands.", ["stage"]);
    for (const one of rotationStages) stage.set({ stage: one }, one === trust.stage.stage ? 1 : 0);
    gauge("trust_broken_pairs", "Pairs of workloads that refuse each other's certificates now.").set(
      trust.brokenCount,
    );
    gauge("root_bundles_other", "Namespaces that are given other roots than the control plane's.").set(
      trust.bundles.filter(({ state }) => state !== "same").length,
    );
  }
  return registry.metrics();
}

/** A name of Kubernetes is no longer; what a certificate says of itself may be. */
const short = (text: string): string => text.slice(0, 253);

function secondsOf(time: string | null): number | null {
  const milliseconds = time === null ? Number.NaN : Date.parse(time);
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000;
}
