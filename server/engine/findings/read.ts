import type { DecidingKind } from "../coverage.ts";
import { notRead } from "../coverage.ts";
import type { MeshSnapshot } from "../snapshot.ts";

export type ReadKind = DecidingKind | "ServiceAccount";

/** Kinds that bind their own namespace and, from the root namespace, all. */
const local: ReadonlySet<ReadKind> = new Set([
  "AuthorizationPolicy",
  "PeerAuthentication",
  "RequestAuthentication",
  "Sidecar",
]);

const made = new WeakMap<MeshSnapshot, Map<string, boolean>>();

/** True when all that these kinds can say of a namespace was read; what was not read is never taken for absent. */
export function wasRead(snapshot: MeshSnapshot, kinds: readonly ReadKind[], namespace: string): boolean {
  if (snapshot.coverage.length === 0 && snapshot.undecodable.length === 0) return true;
  const known = made.get(snapshot) ?? new Map<string, boolean>();
  made.set(snapshot, known);
  return kinds.every((kind) => {
    const key = local.has(kind) ? `${kind}/${namespace}` : kind;
    const before = known.get(key);
    if (before !== undefined) return before;
    const is = local.has(kind)
      ? notRead(snapshot, kind as DecidingKind, [snapshot.meshConfig.rootNamespace, namespace]) === null
      : isReadEverywhere(snapshot, kind);
    known.set(key, is);
    return is;
  });
}

const isReadEverywhere = ({ coverage, undecodable }: MeshSnapshot, kind: string): boolean =>
  undecodable.every((u) => u.kind !== kind) &&
  coverage.every(
    (c) => c.state === "readable" || c.state === "absent" || (c.kind !== kind && c.kind !== "*"),
  );
