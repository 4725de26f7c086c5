import "server-only";
import { mayRead, type NamespaceRules } from "./access.ts";
import type { Connection } from "./connection.ts";
import type { KindStore } from "./kind-store.ts";
import type { KindState, ReadState, Resource } from "./read-state.ts";
import { type Reflected, type ReflectorState, startReflector } from "./reflector.ts";
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
  /** True when it is refused as a whole, so that namespaces matter. */
  readonly refused: () => boolean;
  readonly namespaces: (known: Namespaces) => void;
  readonly close: () => void;
}

/** One namespace of a kind that is refused as a whole. */
interface Inside {
  state: ReadState;
  /** Whether it is read, rather than known to be refused. */
  readonly active: boolean;
  stop: () => void;
}

/** @param version e.g. `v1` */
export function kindReader(
  around: Surroundings,
  resource: Resource,
  version: string,
  namespaced: boolean,
  store: KindStore,
): KindReader {
  const { group, plural } = resource;
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
    return startReflector({ ...around, path, query: "", into });
  };

  const leave = (namespace: string) => {
    inside.get(namespace)?.stop();
    inside.delete(namespace);
  };

  const enter = (namespace: string) => {
    const rules = known.rules.get(namespace);
    const may = rules === undefined ? "asking" : mayRead(rules, group, plural);
    const before = inside.get(namespace);
    if (may === "yes" || may === "maybe") {
      // One that is at work tries again by itself.
      if (before?.active) return;
      const entry: Inside = { state: fresh("connecting"), active: true, stop: () => {} };
      inside.set(namespace, entry);
      const path = `${base}/namespaces/${encodeURIComponent(namespace)}/${plural}`;
      entry.stop = reflect(namespace, path, (state) => {
        entry.state = state;
      });
      return;
    }
    const state = may === "no" ? "forbidden" : "connecting";
    if (before !== undefined && !before.active && before.state.state === state) return;
    before?.stop();
    store.replace(namespace, []);
    inside.set(namespace, { state: fresh(state), active: false, stop: () => {} });
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

  const stopWhole = reflect("", `${base}/${plural}`, (state) => {
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
    refused: () => namespaced && whole.state === "forbidden",
    namespaces: (next) => {
      known = next;
      spread();
    },
    close: () => {
      closed = true;
      stopWhole();
      for (const { stop } of inside.values()) stop();
    },
  };
}
