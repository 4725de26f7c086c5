import "server-only";
import { say } from "../contract/text.ts";

/** Why Prometheus gave no answer, or one that is not to be trusted. */
export interface TelemetryProblem {
  readonly kind:
    | "unreachable"
    | "slow"
    | "refused"
    | "notPrometheus"
    | "queryFailed"
    | "tooLarge"
    | "empty"
    | "stale"
    | "twice"
    | "ahead"
    | "partial";
  readonly text: string;
  readonly cure: string;
}

/** Labels of a series with its samples, the oldest first: seconds since 1970, and the value. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [number, number])[];
}

export type QueryResult =
  | { readonly ok: true; readonly series: readonly Series[]; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problem: TelemetryProblem };

/** One Prometheus, or what speaks like one (Thanos, Mimir, VictoriaMetrics). */
export interface Prometheus {
  /** Its address as it may be shown: without user and password. */
  readonly address: string;
  /** @param atSeconds the time of the question @throws never */
  readonly query: (promql: string, atSeconds: number) => Promise<QueryResult>;
  /** Points from `from` to `to`, each `step` seconds. @throws never */
  readonly range: (promql: string, from: number, to: number, step: number) => Promise<QueryResult>;
}

export interface PrometheusLimits {
  /** Milliseconds for a whole answer. */
  readonly within: number;
  /** Bytes of an answer. */
  readonly mostBytes: number;
}

const usualLimits: PrometheusLimits = { within: 10_000, mostBytes: 64 * 1024 * 1024 };

/**
 * Speaks with a Prometheus.
 * @param url `http(s)://[user:password@]host[:port][/prefix]`
 * @param token sent as bearer token; neither it nor a password is in any text
 */
export function prometheusAt(
  url: URL,
  token: string | null = null,
  limits: PrometheusLimits = usualLimits,
): Prometheus {
  const address = `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  const authorization = authorizationOf(url, token);
  const ask = async (path: string, parameters: Readonly<Record<string, string>>): Promise<QueryResult> => {
    const signal = AbortSignal.timeout(limits.within);
    try {
      const response = await fetch(`${address}/api/v1/${path}`, {
        method: "POST",
        redirect: "error",
        signal,
        headers: { ...(authorization === null ? {} : { authorization }), accept: "application/json" },
        body: new URLSearchParams({ ...parameters, timeout: `${Math.ceil(limits.within / 1000)}s` }),
      });
      const text = await textOf(response, limits.mostBytes);
      if (text === null) return failure("tooLarge", { address, limit: String(limits.mostBytes >> 20) });
      return readAnswer(response.status, text, address);
    } catch {
      if (signal.aborted) return failure("slow", { address, seconds: String(limits.within / 1000) });
      return failure("unreachable", { address });
    }
  };
  return {
    address,
    query: (query, at) => ask("query", { query, time: String(at) }),
    range: (query, from, to, step) =>
      ask("query_range", { query, start: String(from), end: String(to), step: String(step) }),
  };
}

function authorizationOf({ username, password }: URL, token: string | null): string | null {
  if (token !== null) return `Bearer ${token}`;
  if (username === "") return null;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}

/** @returns null when it is longer */
async function textOf(response: Response, most: number): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function readAnswer(status: number, text: string, address: string): QueryResult {
  if (status === 401 || status === 403) return failure("refused", { address, status: String(status) });
  const answer = parse(text);
  if (answer === null || typeof answer.status !== "string")
    return failure("notPrometheus", { address, status: String(status) });
  if (answer.status !== "success") {
    const message = typeof answer.error === "string" ? answer.error.slice(0, 300) : String(status);
    return failure("queryFailed", { address, message });
  }
  const data = isObject(answer.data) ? answer.data : {};
  const series = (Array.isArray(data.result) ? data.result : []).flatMap(seriesOf);
  const warnings = (Array.isArray(answer.warnings) ? answer.warnings : []).filter(
    (warning) => typeof warning === "string",
  );
  return { ok: true, series, warnings };
}

/** What is no number is left out: a gauge may be NaN. */
function seriesOf(result: unknown): readonly Series[] {
  if (!isObject(result) || !isObject(result.metric)) return [];
  const labels = Object.fromEntries(
    Object.entries(result.metric).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    ),
  );
  const raw: readonly unknown[] = Array.isArray(result.values) ? result.values : [result.value];
  const samples = raw.flatMap((sample): readonly (readonly [number, number])[] => {
    if (!Array.isArray(sample)) return [];
    const [time, value] = [Number(sample[0]), Number(sample[1])];
    return Number.isFinite(time) && Number.isFinite(value) ? [[time, value]] : [];
  });
  return samples.length === 0 ? [] : [{ labels, samples }];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** A problem in its words. */
export function telemetryProblem(
  kind: TelemetryProblem["kind"],
  values: Readonly<Record<string, string>>,
): TelemetryProblem {
  return { kind, text: say(`telemetry.${kind}`, values), cure: say(`telemetry.${kind}Cure`, values) };
}

const failure = (kind: TelemetryProblem["kind"], values: Readonly<Record<string, string>>): QueryResult => ({
  ok: false,
  problem: telemetryProblem(kind, values),
});
