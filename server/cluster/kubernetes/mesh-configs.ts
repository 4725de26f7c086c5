import "server-only";
import type { Coverage } from "../../contract/graph.ts";
import type { CollectionState } from "../../contract/sources.ts";
import { say } from "../../contract/text.ts";
import type { Controller } from "../../engine/objects.ts";
import type { ApiFailure } from "./api-failure.ts";
import { collectionOf } from "./collection-state.ts";
import type { Surroundings } from "./kind-reader.ts";
import { type KindStore, kindStore } from "./kind-store.ts";
import { coverageOf, type ReadState } from "./read-state.ts";
import { type Reflector, startReflector } from "./reflector.ts";

/** Reads the ConfigMaps that hold a mesh config, and no other one. */
export interface MeshConfigs {
  readonly store: KindStore;
  readonly settled: () => boolean;
  readonly coverage: (user: string) => readonly Coverage[];
  readonly collections: () => readonly CollectionState[];
  /** Follows the control planes that there are. */
  readonly controlPlanes: (controllers: readonly Controller[]) => void;
  /** The API server does not answer something else: every watch has to prove itself. */
  readonly doubt: (failure: ApiFailure) => void;
  readonly close: () => void;
}

interface Read {
  readonly namespace: string;
  readonly name: string;
  state: ReadState;
  reflector: Reflector | null;
}

const usual = { namespace: "istio-system", name: "istio" };

/**
 * Each ConfigMap is asked for by its name, which a Role may allow without showing any other one.
 * @param keep whether their YAML is kept
 */
export function meshConfigs(around: Surroundings, keep: boolean): MeshConfigs {
  const store = kindStore(
    { apiVersion: "v1", kind: "ConfigMap", resource: "configmaps" },
    keep,
    around.changed,
  );
  const read = new Map<string, Read>();

  const start = (namespace: string, name: string) => {
    const scope = `${namespace}/${name}`;
    const state: ReadState = { state: "connecting", failure: null, since: around.now() };
    const entry: Read = { namespace, name, state, reflector: null };
    read.set(scope, entry);
    entry.reflector = startReflector({
      ...around,
      path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps`,
      query: new URLSearchParams({ fieldSelector: `metadata.name=${name}` }).toString(),
      into: {
        replace: (items) => store.replace(scope, items),
        apply: (events) => store.apply(scope, events),
        state: (next, failure, since) => {
          entry.state = { state: next, failure, since };
          around.changed();
        },
      },
    });
  };
  start(usual.namespace, usual.name);

  return {
    store,
    settled: () => [...read.values()].every(({ state }) => state.state !== "connecting"),
    coverage: (user) =>
      [...read.values()].flatMap(({ namespace, name, state }) => {
        const resource = { kind: "MeshConfig", group: "", plural: "configmaps" };
        const one = { resource, whole: state, byNamespace: new Map(), everyNamespace: false };
        // It decides for the whole mesh, so it is unknown for the whole mesh.
        return coverageOf(one, user).map((row) => ({
          ...row,
          because: say("configMapUnknown", { name: `${namespace}/${name}`, because: row.because ?? "" }),
        }));
      }),
    collections: () =>
      [...read].map(([scope, { namespace, state, reflector }]) =>
        collectionOf({ kind: "MeshConfig", group: "" }, namespace, state, {
          objects: store.count(scope),
          progress: reflector?.progress() ?? null,
        }),
      ),
    controlPlanes: (controllers) => {
      const wanted = new Map([[`${usual.namespace}/${usual.name}`, usual]]);
      for (const place of controllers.flatMap(placeOf)) wanted.set(`${place.namespace}/${place.name}`, place);
      for (const [scope, place] of wanted) if (!read.has(scope)) start(place.namespace, place.name);
      for (const [scope, { reflector }] of read) {
        if (wanted.has(scope)) continue;
        reflector?.stop();
        read.delete(scope);
        store.replace(scope, []);
      }
    },
    doubt: (failure) => {
      for (const { reflector } of read.values()) reflector?.doubt(failure);
    },
    close: () => {
      for (const { reflector } of read.values()) reflector?.stop();
    },
  };
}

/** A control plane of revision `canary` reads ConfigMap `istio-canary` of its namespace. */
function placeOf({ meta }: Controller): readonly { namespace: string; name: string }[] {
  if (meta.kind !== "Deployment" || meta.labels.app !== "istiod") return [];
  const revision = meta.labels["istio.io/rev"] ?? "default";
  return [
    {
      namespace: meta.namespace,
      name: revision === "default" || revision === "" ? "istio" : `istio-${revision}`,
    },
  ];
}
