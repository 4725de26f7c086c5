import "server-only";
import type { SourceHealth, Trouble } from "../../contract/sources.ts";
import { pluralOf } from "../decode/plural.ts";
import { proxyVersion } from "../proxy-version.ts";
import type { ClusterSource, ObjectText, SourceFailure, SourceReading } from "../source.ts";
import { type ClusterAccess, type ClusterChoice, openAccess } from "./cluster-access.ts";
import { liveActor } from "./live-actor.ts";
import { type LiveMesh, liveMesh } from "./live-mesh.ts";
import { liveText, withoutCopies } from "./live-object.ts";
import { liveWriter } from "./live-writer.ts";
import { askProxy } from "./proxy-admin.ts";
import { type Times, usualTimes } from "./times.ts";
import { unopenedSource } from "./unopened-source.ts";
import { parseObject, type RawObject } from "./watch-events.ts";

/** A live cluster as a source. */
export interface LiveSource extends ClusterSource {
  /** Every object as the API server gives it, once all could be listed; empty unless `whole` was asked for. */
  readonly objects: () => Promise<readonly RawObject[]>;
}

export interface LiveOptions extends ClusterChoice {
  /** Namespaces to look into where they cannot be listed, besides the one of the context. */
  readonly namespaces: readonly string[];
  /** Keep the YAML of every object, for a capture. */
  readonly whole?: boolean;
}

/**
 * The cluster that is chosen. It is read from the first question on, and followed until it is closed.
 * @throws never; a cluster that cannot be spoken to is the reading's failure, until the kubeconfig is corrected
 */
export function liveSource(options: LiveOptions, times: Times = usualTimes): LiveSource {
  const access = openAccess(options);
  if (!("text" in access)) return followed(access, options, times);
  return unopenedSource(options.context ?? "cluster", access, times.accessAgain, () => {
    const next = openAccess(options);
    return "text" in next ? next : followed(next, options, times);
  });
}

function followed(
  access: ClusterAccess,
  { namespaces, whole = false }: LiveOptions,
  times: Times,
): LiveSource {
  const { connection, name } = access;
  /** Who is told, and what each was told last. */
  const watchers = new Map<(reading: SourceReading) => void, SourceReading>();
  const settling = new Set<() => void>();
  let mesh: LiveMesh | null = null;
  let current: SourceReading | null = null;
  let dirty = true;
  let timer: NodeJS.Timeout | undefined;
  let burstSince: number | null = null;

  const changed = () => {
    dirty = true;
    if (settling.size > 0 && mesh?.settled()) for (const done of [...settling]) done();
    if (watchers.size === 0) return;
    const now = performance.now();
    burstSince ??= now;
    clearTimeout(timer);
    timer = setTimeout(tell, Math.max(0, Math.min(times.quiet, burstSince + times.longestBurst - now)));
  };

  const open = (): LiveMesh => {
    const given = [...(access.namespace === null ? [] : [access.namespace]), ...namespaces];
    const around = { connection, times, random: Math.random, now: Date.now, changed };
    mesh ??= liveMesh(around, given, whole);
    return mesh;
  };

  /** As it is now; the same reading as long as its contents are the same. */
  const look = (): SourceReading => {
    if (!dirty && current !== null) return current;
    dirty = false;
    const next = readingOf(open(), name);
    const same =
      current !== null &&
      current.snapshot.revision === next.snapshot.revision &&
      current.failure?.problem.text === next.failure?.problem.text;
    if (!same) current = next;
    return current ?? next;
  };

  const tell = () => {
    burstSince = null;
    const reading = look();
    // Not compared with `current`: whoever reads in between makes that new without telling anyone.
    for (const [watcher, last] of [...watchers]) {
      if (last === reading) continue;
      watchers.set(watcher, reading);
      watcher(reading);
    }
  };

  /** Resolves once every list was answered, or after a while: what is missing is then unknown. */
  const settled = (): Promise<void> =>
    new Promise((done) => {
      if (open().settled()) return done();
      const end = () => {
        clearTimeout(limit);
        settling.delete(end);
        done();
      };
      const limit = setTimeout(end, times.firstReading);
      settling.add(end);
    });

  return {
    writer: liveWriter(connection, name === "in-cluster", times),
    askProxy: (pod, kind, signal) =>
      askProxy(connection, pod, kind, signal, Math.min(times.answerWithin, 10_000)),
    actor: liveActor(connection, name === "in-cluster", times),
    read: async () => {
      if (current === null) await settled();
      return look();
    },
    watch: (told) => {
      let stopped = false;
      const watcher = (reading: SourceReading) => told(reading);
      void settled().then(() => {
        if (stopped) return;
        const first = look();
        watchers.set(watcher, first);
        told(first);
      });
      return () => {
        stopped = true;
        watchers.delete(watcher);
        if (watchers.size === 0) clearTimeout(timer);
      };
    },
    readText: async (kind, namespace, objectName): Promise<ObjectText | null> => {
      const raw =
        open().raw(kind, namespace, objectName) ?? (await fetchRaw(access, kind, namespace, objectName));
      if (raw === null) return null;
      const place = look().places.find(
        (p) => p.kind === kind && p.namespace === namespace && p.name === objectName,
      );
      return { file: place?.file ?? `${pluralOf(kind)}/${objectName}`, firstLine: 1, text: liveText(raw) };
    },
    objects: async () => {
      await settled();
      return whole ? open().raws() : [];
    },
    health: () => healthOf(mesh),
    collections: () => mesh?.collections() ?? [],
    close: () => {
      clearTimeout(timer);
      mesh?.close();
      connection.close();
      watchers.clear();
      for (const done of [...settling]) done();
    },
  };
}

/** Kinds whose YAML may be read but is not kept. */
const fetched = new Set(["Service", "Namespace"]);

async function fetchRaw({ connection }: ClusterAccess, kind: string, namespace: string, name: string) {
  if (!fetched.has(kind)) return null;
  const inside = namespace === "" ? "" : `/namespaces/${encodeURIComponent(namespace)}`;
  const path = `/api/v1${inside}/${pluralOf(kind)}/${encodeURIComponent(name)}`;
  try {
    const { text } = await connection.ask({ path, signal: AbortSignal.timeout(10_000) }, 10_000);
    return withoutCopies(parseObject(text, connection.parties));
  } catch {
    return null;
  }
}

function readingOf(mesh: LiveMesh, name: string): SourceReading {
  const { snapshot, objects } = mesh.snapshot();
  const { trustDomain, rootNamespace } = snapshot.meshConfig;
  return {
    snapshot,
    source: {
      name,
      folder: null,
      takenAt: null,
      istioVersion: proxyVersion(snapshot.pods),
      trustDomain,
      rootNamespace,
    },
    failure: failureOf(mesh),
    proxyCertificates: new Map(),
    proxySecrets: new Map(),
    files: new Map(),
    places: objects.map(({ ref, file, line, itemPath }) => ({ ...ref, file, line, itemPath })),
  };
}

/** A cluster of which nothing was ever read is no mesh without workloads. */
function failureOf(mesh: LiveMesh): SourceFailure | null {
  const wholes = mesh.states().map(({ whole }) => whole);
  const read = wholes.some(({ state }) => state === "synced" || state === "stale" || state === "forbidden");
  const failure = wholes.find((whole) => whole.failure !== null)?.failure;
  if (read || failure === undefined || failure === null) return null;
  return { kind: "unreachable", problem: problemOf(failure) };
}

/** A trouble that lies in no file of the source. */
export const problemOf = ({ text, cure }: Trouble) => ({
  file: null,
  line: null,
  object: null,
  path: null,
  text,
  cure,
});

/** Refusals are answers, and so is that a kind is not there; what could not be read yet, or not any more, is stale. */
function healthOf(mesh: LiveMesh | null): SourceHealth {
  if (mesh === null) return { state: "connecting", problem: null };
  const failure = failureOf(mesh);
  if (failure !== null) return { state: "failed", problem: failure.problem };
  const states = mesh
    .states()
    .flatMap(({ whole, byNamespace }) => [whole, ...byNamespace.values()])
    .map(({ state }) => state);
  if (!mesh.settled()) return { state: "connecting", problem: null };
  const behind = states.some((state) => state === "stale" || state === "failed" || state === "connecting");
  return { state: behind ? "stale" : "synced", problem: null };
}
