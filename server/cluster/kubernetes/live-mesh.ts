import "server-only";
import { createHash } from "node:crypto";
import type { Coverage } from "../../contract/graph.ts";
import type { Controller } from "../../engine/objects.ts";
import type { MeshSnapshot } from "../../engine/snapshot.ts";
import { assembleSnapshot } from "../capture/assemble.ts";
import type { ManifestObject } from "../capture/manifest-text.ts";
import { type KnownKind, knownKinds } from "../decode/kinds.ts";
import { pluralOf } from "../decode/plural.ts";
import { type NamespaceRules, rulesIn } from "./access.ts";
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
}

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

  const parts: readonly Part[] = knownKinds.map((known) => {
    const version = known.versions[0] ?? "v1";
    const plural = pluralOf(known.kind);
    const apiVersion = known.group === "" ? version : `${known.group}/${version}`;
    const resource = known.group === "" ? plural : `${plural}.${known.group}`;
    const told = () => {
      if (known.kind === "Namespace") queueMicrotask(spread);
      if (known.kind === "Deployment") queueMicrotask(followControlPlanes);
      around.changed();
    };
    return {
      known,
      store: kindStore({ apiVersion, kind: known.kind, resource }, whole || known.policy, told),
      reader: null,
      version,
      plural,
    };
  });
  const configs = meshConfigs(around, whole);
  const part = (kind: string) => parts.find(({ known }) => known.kind === kind);
  const watched: Surroundings = {
    ...around,
    // A refusal makes namespaces matter, and whether they are all known depends on how well they are read.
    changed: () => {
      queueMicrotask(spread);
      around.changed();
    },
  };

  const start = (of: Part) => {
    of.reader?.close();
    const { kind, group, namespaced } = of.known;
    of.reader = kindReader(watched, { kind, group, plural: of.plural }, of.version, namespaced, of.store);
  };

  const followControlPlanes = () => {
    if (signal.aborted) return;
    const objects = part("Deployment")?.store.objects() ?? [];
    configs.controlPlanes(objects.flatMap(({ result }) => decodedController(result)));
  };

  /** Tells the refused kinds which namespaces there are. */
  const spread = () => {
    if (signal.aborted || !parts.some(({ reader }) => reader?.refused())) return;
    const of = part("Namespace");
    const complete = of?.reader?.state().whole.state === "synced";
    const listed = of?.store.objects().map(({ ref }) => ref.name) ?? [];
    const names = complete ? listed : [...new Set([...listed, ...givenNamespaces])];
    for (const { reader } of parts) if (reader?.refused()) reader.namespaces({ names, complete, rules });
    if (names.some((name) => !rules.has(name))) void askRules(names.filter((name) => !rules.has(name)));
  };

  const askRules = async (names: readonly string[]) => {
    if (askingRules) return;
    askingRules = true;
    for (const name of names) {
      try {
        rules.set(name, await rulesIn(connection, name, signal, times.answerWithin));
      } catch {
        // Only a try can tell then.
        rules.set(name, { rules: [], incomplete: true });
      }
      if (signal.aborted) return;
    }
    askingRules = false;
    spread();
  };

  const askRulesAgain = async () => {
    if (parts.some(({ reader }) => reader?.refused())) await askRules([...rules.keys()]);
    later(times.lookAgain, askRulesAgain);
  };

  let discovered: Discovered | null = null;
  const look = async () => {
    try {
      const next = await discover(connection, discovered, signal, times.answerWithin);
      if (signal.aborted) return;
      if (next !== discovered) serve(next);
      discovered = next;
    } catch {
      // Who may not ask, or not now, reads what is usual; the lists themselves tell what is wrong.
    }
    if (signal.aborted) return;
    for (const of of parts) if (of.reader === null) start(of);
    later(times.discoverAgain, look);
  };

  /** Starts what is served from now on, in the best version; what is gone is noticed by its own list. */
  const serve = ({ kinds }: Discovered) => {
    for (const of of parts) {
      const { group, kind, versions } = of.known;
      const served = kinds.get(`${group}/${kind}`);
      if (served === undefined) continue;
      const best = versions.find((version) => served.versions.includes(version));
      const version = served.versions.includes(of.version) ? of.version : (best ?? of.version);
      const absent = of.reader?.state().whole.state === "absent";
      if (of.reader !== null && !absent && version === of.version) continue;
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

  const stateOf = ({ known, plural, reader }: Part): KindState =>
    reader?.state() ?? {
      resource: { kind: known.kind, group: known.group, plural },
      whole: { state: "connecting", failure: null, since: 0 },
      byNamespace: new Map(),
      everyNamespace: false,
    };

  return {
    settled: () =>
      configs.settled() &&
      parts.every((of) => {
        const { whole, byNamespace } = stateOf(of);
        const states = [whole, ...byNamespace.values()].map(({ state }) => state);
        return !states.includes("connecting") && !(whole.state === "forbidden" && askingRules);
      }),
    states: () => parts.map(stateOf),
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

function decodedController(result: ManifestObject["result"]): readonly Controller[] {
  return result.kind === "decoded" && result.decoded.list === "controllers" ? [result.decoded.object] : [];
}
