import { setTimeout as wait } from "node:timers/promises";
import type { Manifest } from "../e2e/cluster/api.ts";
import type { ControlPlane } from "../e2e/cluster/control-plane.ts";
import { kubeconfig } from "../e2e/cluster/kubeconfig.ts";
import { debuggerOf } from "./debugger.ts";
import { clusterOf } from "./live-cluster.ts";
import { admin, graphOf, policy } from "./live-measures.ts";
import { type RunningServer, startServer } from "./server.ts";

const size = "M";
/** Between two changes; gentle enough that a core is mostly idle. */
const changeMilliseconds = 2000;
/** The first part of the run counts as warm-up: caches fill and code is compiled. */
const warmUpShare = 1 / 6;

interface Sample {
  readonly minute: number;
  /** MiB of live objects, right after a forced collection. */
  readonly heap: number;
  readonly resident: number;
}

/**
 * Changes a live cluster for so long while a server follows it for two streams, and prints what the server needs of memory once a minute.
 * The last line has the growth from the first quarter after the warm-up to the last quarter, as medians.
 */
export async function soak(minutes: number): Promise<void> {
  const plane = await clusterOf(size);
  const environment = { SEKISHO_LIVE: "1", SEKISHO_KUBECONFIG: kubeconfig(plane, admin) };
  const server = await startServer(environment, ["--inspect=127.0.0.1:0"]);
  const stop = new AbortController();
  try {
    const heap = await debuggerOf(server.errors);
    const end = performance.now() + minutes * 60_000;
    const began = performance.now();
    const churning = churn(plane, () => performance.now() < end);
    const readers = [1, 2].map(() => follow(server, stop.signal));
    const samples: Sample[] = [];
    console.log("MINUTE  HEAP MiB  RESIDENT MiB");
    while (performance.now() < end) {
      await wait(Math.min(60_000, Math.max(0, end - performance.now())));
      const minute = (performance.now() - began) / 60_000;
      const sample = { minute, heap: await heap(), resident: server.residentMib() };
      samples.push(sample);
      console.log(
        [sample.minute, sample.heap, sample.resident]
          .map((value) => value.toFixed(1).padStart(6))
          .join("    "),
      );
    }
    const changes = await churning;
    stop.abort();
    const revisions = (await Promise.all(readers)).reduce((sum, count) => sum + count, 0) / readers.length;
    console.log(summary(samples, minutes, changes, revisions));
  } finally {
    stop.abort();
    server.end();
  }
}

function summary(samples: readonly Sample[], minutes: number, changes: number, revisions: number): string {
  const warm = samples.filter(({ minute }) => minute > minutes * warmUpShare);
  const quarter = Math.max(1, Math.floor(warm.length / 4));
  const growth = (of: (sample: Sample) => number): string => {
    const [first, last] = [median(warm.slice(0, quarter).map(of)), median(warm.slice(-quarter).map(of))];
    const percent = ((last - first) / first) * 100;
    return `${first.toFixed(1)} -> ${last.toFixed(1)} MiB (${percent >= 0 ? "+" : ""}${percent.toFixed(1)} %)`;
  };
  return [
    `soak of ${minutes} min at ${size}: ${changes} changes, ${Math.round(revisions)} revisions read;`,
    `heap after collection ${growth(({ heap }) => heap)}, resident ${growth(({ resident }) => resident)}`,
  ].join(" ");
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Reads the event stream as a page does, and the graph at each revision. @returns how many revisions it read */
async function follow(server: RunningServer, signal: AbortSignal): Promise<number> {
  let revisions = 0;
  try {
    const { body } = await fetch(`${server.address}/api/events`, { signal });
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) {
      if (!decoder.decode(chunk, { stream: true }).includes("event: revision")) continue;
      await graphOf(server);
      revisions++;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return revisions;
}

/** What a cluster does all day: policies change, Pods come and go, Services get other labels. @returns how many changes it made */
async function churn({ api }: ControlPlane, goesOn: () => boolean): Promise<number> {
  let count = 0;
  for (; goesOn(); count++) {
    const namespace = `team-${String(count % 20).padStart(3, "0")}`;
    const round = Math.floor(count / 4);
    if (count % 4 === 0) await api.apply(policy(namespace, round % 2 === 0));
    else if (count % 4 === 1) await api.apply(pod(namespace, count));
    else if (count % 4 === 2) await api.apply(service(namespace, count));
    else await api.remove(pod(`team-${String((count - 2) % 20).padStart(3, "0")}`, count - 2));
    await wait(changeMilliseconds);
  }
  return count;
}

/** A Pod under a name of its own: nothing of it is known from before. */
function pod(namespace: string, index: number): Manifest {
  const labels = { app: "soak", "security.istio.io/tlsMode": "istio" };
  const podIP = `10.62.${(index >> 8) & 255}.${index & 255}`;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `soak-${index}`, namespace, labels },
    spec: {
      serviceAccountName: "default",
      containers: [
        { name: "app", image: "registry.example/soak:1" },
        { name: "istio-proxy", image: "docker.io/istio/proxyv2:1.30.0" },
      ],
    },
    status: { phase: "Running", podIP, podIPs: [{ ip: podIP }] },
  };
}

function service(namespace: string, index: number): Manifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "soak", namespace, labels: { turn: String(index) } },
    spec: { selector: { app: "soak" }, ports: [{ name: "http", port: 80, targetPort: 8080 }] },
  };
}
