import type { PolicyRef } from "../contract/refs.ts";
import type { Meta } from "./objects.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/** A reference as a key: `Kind namespace/name`, with `#rule` where it names one. */
const keyOf = ({ kind, namespace, name, rule }: PolicyRef): string =>
  `${kind} ${namespace}/${name}${rule === null ? "" : `#${rule}`}`;

const pathOf = ({ kind, rule }: PolicyRef): string =>
  rule !== null ? `spec.rules[${rule}]` : kind === "PeerAuthentication" ? "spec.mtls" : "spec";

/**
 * Line in its file of each policy, or of the rule that the reference names.
 * @returns by `Kind namespace/name`, with `#rule` where the reference names one; without those whose line is not known
 * @throws never
 */
export function policyLines(
  snapshot: MeshSnapshot,
  refs: readonly PolicyRef[],
): Readonly<Record<string, number>> {
  const objects: readonly { readonly meta: Meta }[] = [
    ...snapshot.authorizationPolicies,
    ...snapshot.peerAuthentications,
    ...snapshot.requestAuthentications,
    ...snapshot.destinationRules,
  ];
  const wanted = new Map(refs.map((ref) => [keyOf(ref), ref]));
  const names = new Set(refs.map((ref) => keyOf({ ...ref, rule: null })));
  const metas = new Map(
    objects
      .map(({ meta }) => [keyOf({ ...meta, rule: null }), meta] as const)
      .filter(([name]) => names.has(name)),
  );
  const lines = [...wanted].flatMap(([key, ref]) => {
    const meta = metas.get(keyOf({ ...ref, rule: null }));
    const line = meta?.lineOf(pathOf(ref)) ?? meta?.origin?.line ?? null;
    return line === null ? [] : [[key, line] as const];
  });
  return Object.fromEntries(lines);
}
