import type { Problem } from "../../contract/graph.ts";
import type { MeshSnapshot, ObservedTraffic } from "../../engine/snapshot.ts";
import { isObject } from "../decode/field.ts";
import { fileProblem } from "./problem.ts";
import { serviceWorkloads } from "./service-workloads.ts";
import { readSample, type TrafficSample } from "./traffic-sample.ts";

/** What `traffic.json` says, or the problem with it. */
export interface TrafficReading {
  readonly traffic: readonly ObservedTraffic[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a Prometheus answer (an instant vector of rates per second) of Istio's standard metrics.
 * @param snapshot the same folder's objects, which tell the workload behind a Service that a failed call was meant for
 * @throws never
 */
export function readTraffic(
  { text, file }: { readonly text: string; readonly file: string },
  snapshot: MeshSnapshot,
): TrafficReading {
  const result = vectorOf(text);
  if (result === null) {
    const what = `${file} is no Prometheus answer with an instant vector (status success, data.result)`;
    const cure = "Save the answer of /api/v1/query for sum by (...) (rate(istio_requests_total[5m])).";
    return { traffic: [], problems: [fileProblem(file, `${what}; traffic is not shown.`, cure)] };
  }
  const read = result.map(readSample);
  const samples = read.filter((sample) => sample !== null && sample !== "unreadable");
  const bad = read.filter((sample) => sample === "unreadable").length;
  const cure = "Keep the labels of Istio's standard metrics, and [time, value] as value.";
  return {
    traffic: groupSamples(samples, serviceWorkloads(samples, snapshot)),
    problems:
      bad === 0 ? [] : [fileProblem(file, `${file} has ${bad} samples that are not understood.`, cure)],
  };
}

function vectorOf(text: string): readonly unknown[] | null {
  try {
    const answer: unknown = JSON.parse(text);
    if (!isObject(answer) || answer.status !== "success" || !isObject(answer.data)) return null;
    const { resultType, result } = answer.data;
    return resultType === "vector" && Array.isArray(result) ? result : null;
  } catch {
    return null;
  }
}

type Rates = Pick<ObservedTraffic, "perSecond" | "mutualTls" | "plaintext" | "denied" | "refused">;
type Reporter = "source" | "destination";

interface Pair {
  readonly pair: Pick<ObservedTraffic, "client" | "server" | "workloadPort" | "protocol">;
  readonly by: { source: Rates | null; destination: Rates | null };
}

function groupSamples(
  samples: readonly TrafficSample[],
  workloadOfHost: ReadonlyMap<string, string>,
): readonly ObservedTraffic[] {
  const pairs = new Map<string, Pair>();
  for (const sample of samples) {
    const server = sample.server ?? workloadOfHost.get(sample.host) ?? `external/${sample.host}`;
    const { client, workloadPort, protocol } = sample;
    const key = [client, server, workloadPort, protocol].join(" ");
    const known = pairs.get(key) ?? {
      pair: { client, server, workloadPort, protocol },
      by: { source: null, destination: null },
    };
    pairs.set(key, known);
    const reporter: Reporter = sample.reporter;
    known.by[reporter] = add(known.by[reporter], sample);
  }
  return [...pairs.values()].flatMap(({ pair, by }) => {
    // The server's side knows the transport. What it refused it never counted: that only the caller's side has.
    const rates = by.destination ?? by.source;
    if (rates === null) return [];
    return [{ ...pair, ...rates, refused: Math.max(rates.refused, by.source?.refused ?? 0) }];
  });
}

function add(sum: Rates | null, sample: TrafficSample): Rates {
  const { perSecond } = sample;
  const part = (holds: boolean) => (holds ? perSecond : 0);
  return {
    perSecond: (sum?.perSecond ?? 0) + perSecond,
    mutualTls: (sum?.mutualTls ?? 0) + part(sample.security === "mutual_tls"),
    plaintext: (sum?.plaintext ?? 0) + part(sample.security === "none"),
    denied: (sum?.denied ?? 0) + part(sample.end === "denied"),
    refused: (sum?.refused ?? 0) + part(sample.end === "refused"),
  };
}
