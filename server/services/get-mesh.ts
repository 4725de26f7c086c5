import "server-only";
import { defaultMeshConfig } from "../cluster/decode/mesh-config.ts";
import type { ClusterSource, SourceReading } from "../cluster/source.ts";
import type { KindRead, MeshAnswer } from "../contract/mesh.ts";
import { controlPlanes, meshMembers, meshSettings } from "../engine/index.ts";
import { certManagerFacts } from "./cert-manager-facts.ts";
import { readSource } from "./read-source.ts";
import { recent } from "./recent.ts";
import { ok, type Result } from "./result.ts";

const meshOf = recent((reading) => answer(reading), 1);

/** The mesh itself: control planes, MeshConfig, who is in, and what of each kind could be read. Once for each revision. */
export async function getMesh(
  now: { readonly nowSeconds: number },
  source: ClusterSource,
): Promise<Result<MeshAnswer>> {
  const result = await readSource(source);
  return result.ok ? ok(meshOf(result.value, "", now.nowSeconds)) : result;
}

function answer(reading: SourceReading): MeshAnswer {
  const { snapshot } = reading;
  const from = snapshot.meshConfigFrom;
  return {
    revision: snapshot.revision,
    source: reading.source,
    ...controlPlanes(snapshot),
    settingsFrom: from === null ? null : { namespace: from.namespace, name: from.name, origin: from.origin },
    settings: meshSettings(snapshot, defaultMeshConfig),
    members: meshMembers(snapshot),
    kinds: kindsOf(reading),
    certManager: certManagerFacts(snapshot),
  };
}

/** From the worst to the best: one namespace that cannot be read makes the kind so. */
const states = ["forbidden", "undecodable", "stale", "absent", "readable"] as const;

/** One row for each kind that is there or that could not be read, in the order of their names. */
function kindsOf({ snapshot, places }: SourceReading): readonly KindRead[] {
  const counts = new Map<string, number>();
  for (const { kind } of places) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const broken = new Map<string, number>();
  for (const { kind } of snapshot.undecodable) broken.set(kind, (broken.get(kind) ?? 0) + 1);
  const kinds = new Set([...counts.keys(), ...snapshot.coverage.map(({ kind }) => kind)]);
  return [...kinds].toSorted().map((kind): KindRead => {
    const rows = snapshot.coverage.filter((row) => row.kind === kind);
    const undecodable = broken.get(kind) ?? 0;
    const found = new Set([...rows.map(({ state }) => state), ...(undecodable > 0 ? ["undecodable"] : [])]);
    const state = states.find((one) => found.has(one)) ?? "readable";
    const whole = rows.some((row) => row.state === state && row.namespace === null);
    return {
      kind,
      count: counts.get(kind) ?? 0,
      undecodable,
      state,
      partly: state !== "readable" && state !== "undecodable" && !whole,
      because: rows.flatMap(({ because }) => because ?? []),
    };
  });
}
