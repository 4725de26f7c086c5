import "server-only";
import { mayRead, type NamespaceRules } from "./access.ts";
import type { ApiFailure } from "./api-failure.ts";
import type { Connection } from "./connection.ts";
import type { KindStore } from "./kind-store.ts";
import type { KindState, ReadState, Resource } from "./read-state.ts";
import {
  type Progress,
  type Reflected,
  type Reflector,
  type ReflectorState,
  startReflector,
} from "./reflector.ts";
import type { Times } from "./times.ts";

/** What all readers of a source share. */
export interface Surroundings {
  readonly connection: Connection;
  readonly times: Times;
  readonly random: () => number;
  readonly now: () => number;
  /** Something changed that a snapshot shows. */
  readonly changed: () => void;
}

/** Namespaces as far as they are known. */
export interface Namespaces {
  readonly names: readonly string[];
  /** True when there are no others. */
  readonly complete: boolean;
  /** What one may do in each; a namespace without is not asked yet. */
  readonly rules: ReadonlyMap<string, NamespaceRules>;
}

/** Reads one kind: cluster-wide, or where that is refused in the namespaces that may be read. */
export interface KindReader {
  readonly state: () => KindState;
  /** @param namespace null for the whole; null when nothing reads there */
  readonly progress: (namespace: string | null) => Progress | null;
  /** True when it is refused as a whole, so that namespaces matter. */
  readonly refused: () => boolean;
  readonly namespaces: (known: Namespaces) => void;
  /** The API server does not answer something else: every watch has to prove itself. */
  readonly doubt: (failure: ApiFailure) => void;
  readonly close: () => void;
}

/** One namespace of a kind that is refused as a whole. */
interface Inside {
  state: ReadState;
  /** Whether it is read, rather than known to be refused. */
  readonly active: boolean;
  /** Null when there is nothing to read. */
  reflector: Reflector | null;
}

/** @param version e.g. `v1` */
export function kindReader(
  around: Surroundings,
  resource: Resource,
  version: string,
  namespaced: boolean,
  store: KindStore,
): KindReader {
  const { group, plural, only } = resource;
  const query =
    only === undefined ? "" : new URLSearchParams({ fieldSelector: `metadata.name=${only}` }).toString();
  const base = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
  const fresh = (state: ReflectorState): ReadState => ({ state, failure: null, since: around.now() });
  let whole = fresh("connecting");
  const inside = new Map<string, Inside>();
  let known: Namespaces = { names: [], complete: false, rules: new Map() };
  let closed = false;

  const reflect = (scope: string, path: string, told: (state: ReadState) => void) => {
    const into: Reflected = {
      replace: (items) => store.replace(scope, items),
      apply: (events) => store.apply(scope, events),
      state: (state, failure, since) => {
        if (closed) return;
        told({ state, failure, since });
        around.changed();
      },
    };
    return startReflector({ ...around, path, query, into });
  };

  const leave = (namespace: string) => {
    inside.get(namespace)?.reflector?.stop();
    inside.delete(namespace);
  };

  const enter = (namespace: string) => {
    const rules = known.rules.get(namespace);
    const may = rules === undefined ? "asking" : mayRead(rules, group, plural, only);
    const before = inside.get(namespace);
    if (may === "yes" || may === "maybe") {
      // One that is at work tries again by itself.
      if (before?.active) return;
      const entry: Inside = { state: fresh("connecting"), active: true, reflector: null };
      inside.set(namespace, entry);
      const path = `${base}/namespaces/${encodeURIComponent(namespace)}/${plural}`;
      entry.reflector = reflect(namespace, path, (state) => {
        entry.state = state;
      });
      return;
    }
    const state = may === "no" ? "forbidden" : "connecting";
    if (before !== undefined && !before.active && before.state.state === state) return;
    before?.reflector?.stop();
    store.replace(namespace, []);
    inside.set(namespace, { state: fresh(state), active: false, reflector: null });
    around.changed();
  };

  const spread = () => {
    if (closed || !namespaced) return;
    const wanted = whole.state === "forbidden" ? new Set(known.names) : new Set<string>();
    for (const namespace of inside.keys()) {
      if (wanted.has(namespace)) continue;
      leave(namespace);
      store.replace(namespace, []);
    }
    for (const namespace of wanted) enter(namespace);
  };

  const all = reflect("", `${base}/${plural}`, (state) => {
    const was = whole.state;
    whole = state;
    if (was !== state.state && (was === "forbidden" || state.state === "forbidden")) spread();
  });

  return {
    state: () => ({
      resource,
      whole,
      byNamespace: new Map([...inside].map(([namespace, { state }]) => [namespace, state])),
      everyNamespace: known.complete,
    }),
    progress: (namespace) =>
      namespace === null ? all.progress() : (inside.get(namespace)?.reflector?.progress() ?? null),
    refused: () => namespaced && whole.state === "forbidden",
    namespaces: (next) => {
      known = next;
      spread();
    },
    doubt: (failure) => {
      all.doubt(failure);
      for (const entry of inside.values()) entry.reflector?.doubt(failure);
    },
    close: () => {
      closed = true;
      all.stop();
      for (const { reflector } of inside.values()) reflector?.stop();
    },
  };
}
