import "server-only";
import type { Trouble } from "../../contract/sources.ts";
import { assembleSnapshot } from "../capture/assemble.ts";
import type { SourceReading } from "../source.ts";
import { type LiveSource, problemOf } from "./live-source.ts";

/**
 * A source of a cluster that cannot be spoken to: it has only a reason, until another try to open it succeeds.
 * @param again milliseconds between two tries; one is made only when somebody asks or watches
 * @param open the source, or why there is still none
 */
export function unopenedSource(
  name: string,
  first: Trouble,
  again: number,
  open: () => LiveSource | Trouble,
): LiveSource {
  let reading = readingOf(name, first);
  let opened: LiveSource | null = null;
  let triedAt = performance.now();
  let closed = false;
  /** Told when it is opened, or the reason is another. */
  const waiting = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;

  const attempt = () => {
    if (opened !== null || closed || performance.now() - triedAt < again) return;
    triedAt = performance.now();
    const next = open();
    if (!("text" in next)) opened = next;
    else if (next.text === reading.failure?.problem.text) return;
    else reading = readingOf(name, next);
    for (const tell of [...waiting]) tell();
  };

  const look = () => {
    clearTimeout(timer);
    if (waiting.size === 0 || closed) return;
    timer = setTimeout(() => {
      attempt();
      look();
    }, again).unref();
  };

  return {
    read: async () => {
      attempt();
      return opened === null ? reading : opened.read();
    },
    get writer() {
      return opened?.writer ?? null;
    },
    get askProxy() {
      return opened?.askProxy ?? null;
    },
    get actor() {
      return opened?.actor ?? null;
    },
    readText: async (kind, namespace, objectName) =>
      opened === null ? null : opened.readText(kind, namespace, objectName),
    watch: (changed) => {
      let stop = () => {};
      const tell = () => {
        if (!waiting.has(tell)) return;
        if (opened === null) return changed(reading);
        waiting.delete(tell);
        stop = opened.watch(changed);
      };
      const soon = setTimeout(tell, 0);
      waiting.add(tell);
      look();
      return () => {
        clearTimeout(soon);
        waiting.delete(tell);
        stop();
      };
    },
    health: () => opened?.health() ?? { state: "failed", problem: reading.failure?.problem ?? null },
    collections: () => opened?.collections() ?? [],
    objects: async () => opened?.objects() ?? [],
    close: () => {
      closed = true;
      clearTimeout(timer);
      waiting.clear();
      opened?.close();
    },
  };
}

function readingOf(name: string, trouble: Trouble): SourceReading {
  const because = `${trouble.text} ${trouble.cure}`;
  const snapshot = assembleSnapshot({
    revision: "none",
    merged: { objects: [], duplicates: [] },
    coverage: [{ kind: "*", namespace: null, state: "forbidden", because }],
    problems: [problemOf(trouble)],
    trustDomain: null,
  });
  const { trustDomain, rootNamespace } = snapshot.meshConfig;
  return {
    snapshot,
    source: { name, folder: null, takenAt: null, istioVersion: null, trustDomain, rootNamespace },
    failure: { kind: "notReadable", problem: problemOf(trouble) },
    proxyCertificates: new Map(),
    proxySecrets: new Map(),
    files: new Map(),
    places: [],
  };
}
