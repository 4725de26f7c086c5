import "server-only";
import { createHash } from "node:crypto";
import type { Coverage } from "../../contract/graph.ts";
import type { CollectionState } from "../../contract/sources.ts";
import type { Controller } from "../../engine/objects.ts";
import type { MeshSnapshot } from "../../engine/snapshot.ts";
import { assembleSnapshot } from "../capture/assemble.ts";
import type { ManifestObject } from "../capture/manifest-text.ts";
import { type KnownKind, knownKinds, rootConfigMaps } from "../decode/kinds.ts";
import { pluralOf } from "../decode/plural.ts";
import { type NamespaceRules, rulesIn } from "./access.ts";
import { ApiError, type ApiFailure } from "./api-failure.ts";
import { collectionsOf } from "./collection-state.ts";
import { type Discovered, discover } from "./discovery.ts";
import { type KindReader, kindReader, type Surroundings } from "./kind-reader.ts";
import { type KindStore, kindStore } from "./kind-store.ts";
import { meshConfigs } from "./mesh-configs.ts";
import { coverageOf, type KindState } from "./read-state.ts";
import type { RawObject } from "./watch-events.ts";

/** Everything of a mesh that is read from one API server, kept as it is now. */
export interface LiveMesh {
  /** True once every list was answered, one way or the other. */
  readonly settled: () => boolean;
  readonly states: () => readonly KindState[];
  readonly collections: () => readonly CollectionState[];
  readonly snapshot: () => { readonly snapshot: MeshSnapshot; readonly objects: readonly ManifestObject[] };
  /** An object whose YAML is kept; null when it is not there. */
  readonly raw: (kind: string, namespace: string, name: string) => RawObject | null;
  /** Every object whose YAML is kept. */
  readonly raws: () => readonly RawObject[];
  readonly close: () => void;
}

interface Part {
  readonly known: KnownKind;
  readonly store: KindStore;
  /** Null until it is known how the kind is served. */
  reader: KindReader | null;
  version: string;
  plural: string;
  /** Discovery was asked since its list was not found or refused. */
  asked: boolean;
  /** What discovery said: the kind is in no version there. An API server refuses even what it does not have. */
  notServed: boolean;
  /** By performance.now(). */
  startedAt: number;
}

/** Questions about rights that are under way at the same time. */
const QUESTIONS = 4;

/** Milliseconds between two starts of a kind that is named but not there. */
const RESTART = 500;

/**
 * @param givenNamespaces names to look into where namespaces cannot be listed
 * @param whole whether the YAML of every object is kept, not only that of policies
 */
export function liveMesh(around: Surroundings, givenNamespaces: readonly string[], whole: boolean): LiveMesh {
  const { connection, times, random } = around;
  const stop = new AbortController();
  const { signal } = stop;
  const timers = new Set<NodeJS.Timeout>();
  const rules = new Map<string, NamespaceRules>();
  let askingRules = false;

  const later = (milliseconds: number, act: () => Promise<void>) => {
    if (signal.aborted) return;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        void act();
      },
      milliseconds * (0.75 + random() / 2),
    );
    timers.add(timer);
  };

  const parts: readonly Part[] = [...knownKinds, rootConfigMaps].map((known) => {
    const version = known.versions[0] ?? "v1";
    const kind = known.only?.kind ?? known.kind;
    const plural = pluralOf(kind);
    const apiVersion = known.group === "" ? version : `${known.group}/${version}`;
    const resource = known.group === "" ? plural : `${plural}.${known.group}`;
    const told = () => {
      if (known.kind === "Namespace") queueMicrotask(spread);
      if (known.kind === "Deployment") queueMicrotask(followControlPlanes);
      around.changed();
    };
    return {
      known,
      store: kindStore({ apiVersion, kind, resource }, whole || known.policy, told),
      reader: null,
      version,
      plural,
      asked: false,
      notServed: false,
      startedAt: 0,
    };
  });
  const configs = meshConfigs(around, whole);
  const part = (kind: string) => parts.find(({ known }) => known.kind === kind);
  const watched: Surroundings = {
    ...around,
    // A refusal makes namespaces matter, and whether they are all known depends on how well they are read.
    changed: () => {
      queueMicrotask(spread);
      queueMicrotask(confirmAbsence);
      around.changed();
    },
  };

  const start = (of: Part) => {
    of.reader?.close();
    of.asked = false;
    of.notServed = false;
    of.startedAt = performance.now();
    const { kind, group, namespaced, only } = of.known;
    const resource = { kind, group, plural: of.plural, only: only?.name };
    of.reader = kindReader(watched, resource, of.version, namespaced, of.store);
  };

  const followControlPlanes = () => {
    if (signal.aborted) return;
    const objects = part("Deployment")?.store.objects() ?? [];
    configs.controlPlanes(objects.flatMap(({ result }) => decodedController(result)));
  };

  const namespacesNow = () => {
    const of = part("Namespace");
    const complete = of?.reader?.state().whole.state === "synced";
    const listed = of?.store.objects().map(({ ref }) => ref.name) ?? [];
    return { complete, names: complete ? listed : [...new Set([...listed, ...givenNamespaces])] };
  };

  /** Tells the refused kinds which namespaces there are. */
  const spread = () => {
    if (signal.aborted || !parts.some(({ reader }) => reader?.refused())) return;
    const { names, complete } = namespacesNow();
    for (const { reader } of parts) if (reader?.refused()) reader.namespaces({ names, complete, rules });
    if (names.some((name) => !rules.has(name))) void askRules(names.filter((name) => !rules.has(name)));
  };

  const askRules = async (names: readonly string[]) => {
    if (askingRules) return;
    askingRules = true;
    const left = [...names];
    const next = async () => {
      for (let name = left.pop(); name !== undefined && !signal.aborted; name = left.pop()) {
        // Where it cannot be asked only a try can tell.
        const unknown = { rules: [], incomplete: true };
        rules.set(name, await rulesIn(connection, name, signal, times.answerWithin).catch(() => unknown));
      }
    };
    await Promise.all(Array.from({ length: QUESTIONS }, next));
    askingRules = false;
    spread();
  };

  const askRulesAgain = async () => {
    if (parts.some(({ reader }) => reader?.refused())) await askRules([...rules.keys()]);
    later(times.lookAgain, askRulesAgain);
  };

  let discovered: Discovered | null = null;
  let looking = false;

  const wholeOf = (of: Part) => of.reader?.state().whole.state ?? "connecting";
  const isAbsent = (of: Part) => wholeOf(of) === "absent";
  const isMissing = (of: Part) => isAbsent(of) || wholeOf(of) === "forbidden";

  /** A list that is not found may be another version's: only discovery tells, and only when asked afterwards. */
  const confirmAbsence = () => {
    for (const of of parts) {
      if (isMissing(of)) continue;
      of.asked = false;
      of.notServed = false;
    }
    if (!looking && !signal.aborted && parts.some((of) => isMissing(of) && !of.asked)) void ask();
  };

  const ask = async () => {
    looking = true;
    const before = parts.filter(isMissing);
    try {
      const within = discovered === null ? times.answerWithin : times.pulseWithin;
      const next = await discover(connection, discovered, signal, within);
      if (signal.aborted) return;
      discovered = next;
      serve(next);
      for (const of of before) {
        if (!isMissing(of)) continue;
        of.asked = true;
        // The core kinds are in no list of groups, and every API server has them.
        of.notServed = of.known.group !== "" && !next.kinds.has(keyOf(of.known));
      }
      if (before.length > 0) around.changed();
      // What was found missing in the meantime.
      queueMicrotask(confirmAbsence);
    } catch (error) {
      // Who may not ask, or not now, reads what is usual; the lists themselves tell what is wrong.
      if (discovered !== null && error instanceof ApiError && error.failure.kind === "stalled")
        doubt(error.failure);
    }
    looking = false;
    for (const of of parts) if (of.reader === null && !signal.aborted) start(of);
  };

  /** Open watches say nothing for a minute when all is well, too. What stalls elsewhere tells them apart sooner. */
  const doubt = (failure: ApiFailure) => {
    for (const { reader } of parts) reader?.doubt(failure);
    configs.doubt(failure);
  };

  const look = async () => {
    if (!looking) await ask();
    later(times.discoverAgain, look);
  };

  /** Starts what is served from now on, in the best version; what is gone is noticed by its own list. */
  const serve = ({ kinds }: Discovered) => {
    for (const of of parts) {
      const { versions } = of.known;
      const served = kinds.get(keyOf(of.known));
      if (served === undefined) continue;
      const best = versions.find((version) => served.versions.includes(version));
      const version = served.versions.includes(of.version) ? of.version : (best ?? of.version);
      if (of.reader !== null && !isAbsent(of) && version === of.version) continue;
      // Discovery may name a kind a moment before its lists are there; that must not become a storm.
      if (isAbsent(of) && performance.now() - of.startedAt < RESTART) {
        later(RESTART, ask);
        continue;
      }
      of.version = version;
      of.plural = served.plural;
      start(of);
    }
  };

  // Kinds that every API server has need no discovery.
  for (const of of parts)
    if (!of.known.group.includes(".") || of.known.group.startsWith("discovery.")) start(of);
  void look();
  later(times.lookAgain, askRulesAgain);

  const coverage = (): readonly Coverage[] => {
    const { user } = connection.parties;
    return [...parts.flatMap((of) => coverageOf(stateOf(of), user)), ...configs.coverage(user)];
  };

  const stateOf = ({ known, plural, reader, notServed }: Part): KindState => {
    const connecting = { state: "connecting", failure: null, since: 0 } as const;
    const state = reader?.state();
    if (state === undefined) {
      const resource = { kind: known.kind, group: known.group, plural, only: known.only?.name };
      return { resource, whole: connecting, byNamespace: new Map(), everyNamespace: false };
    }
    const missing = state.whole.state === "absent" || state.whole.state === "forbidden";
    if (missing && notServed) return { ...state, whole: { ...state.whole, state: "absent" } };
    return state.whole.state === "absent" ? { ...state, whole: connecting } : state;
  };

  return {
    settled: () => {
      const namespaces = namespacesNow().names.length;
      if (!configs.settled()) return false;
      return parts.every((of) => {
        const { whole, byNamespace } = stateOf(of);
        const states = [whole, ...byNamespace.values()].map(({ state }) => state);
        const spread = whole.state !== "forbidden" || !of.known.namespaced || byNamespace.size === namespaces;
        return spread && !states.includes("connecting");
      });
    },
    states: () => parts.map(stateOf),
    collections: () => [
      ...parts.flatMap((of) =>
        collectionsOf(stateOf(of), (namespace) => ({
          objects: of.store.count(namespace ?? ""),
          progress: of.reader?.progress(namespace) ?? null,
        })),
      ),
      ...configs.collections(),
    ],
    snapshot: () => {
      const objects = [...parts.map(({ store }) => store), configs.store].flatMap((store) => store.objects());
      const rows = coverage();
      const hash = createHash("sha256").update(JSON.stringify(rows));
      for (const store of [...parts.map((of) => of.store), configs.store]) hash.update(` ${store.digest()}`);
      const snapshot = assembleSnapshot({
        revision: hash.digest("hex").slice(0, 16),
        merged: { objects, duplicates: [] },
        coverage: rows,
        problems: [],
        trustDomain: null,
      });
      return { snapshot, objects };
    },
    raw: (kind, namespace, name) => {
      for (const { known, store } of parts) {
        const found = known.kind === kind ? store.raw(namespace, name) : null;
        if (found !== null) return found;
      }
      return null;
    },
    raws: () => [...parts.map(({ store }) => store), configs.store].flatMap((store) => store.raws()),
    close: () => {
      stop.abort();
      for (const timer of timers) clearTimeout(timer);
      for (const { reader } of parts) reader?.close();
      configs.close();
    },
  };
}

const keyOf = ({ group, kind }: KnownKind) => `${group}/${kind}`;

function decodedController(result: ManifestObject["result"]): readonly Controller[] {
  return result.kind === "decoded" && result.decoded.list === "controllers" ? [result.decoded.object] : [];
}
