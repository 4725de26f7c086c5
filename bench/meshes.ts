import type { MeshSnapshot } from "../server/engine/snapshot.ts";
import { type GeneratedMesh, generateMesh } from "./generate.ts";
import { type SizeName, sizes } from "./sizes.ts";
import { snapshotOf } from "./snapshot.ts";

const seed = 1;
const kept = new Map<SizeName, { readonly mesh: GeneratedMesh; readonly snapshot: MeshSnapshot }>();

/** The mesh of one size, generated and decoded once. */
export function meshOfSize(size: SizeName) {
  const known = kept.get(size);
  if (known !== undefined) return known;
  const mesh = generateMesh(sizes[size], seed);
  const made = { mesh, snapshot: snapshotOf(mesh, `${size}-${seed}`) };
  kept.set(size, made);
  return made;
}

/** The same mesh as one of which nothing is remembered: every memory of the engine hangs on objects that are new here. */
export function forgotten(snapshot: MeshSnapshot): MeshSnapshot {
  return {
    ...snapshot,
    meshConfig: { ...snapshot.meshConfig },
    pods: [...snapshot.pods],
    authorizationPolicies: snapshot.authorizationPolicies.map((p) => ({ ...p })),
    requestAuthentications: [...snapshot.requestAuthentications],
    destinationRules: [...snapshot.destinationRules],
    traffic: [...snapshot.traffic],
  };
}
