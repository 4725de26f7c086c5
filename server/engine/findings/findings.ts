import { type Finding, findingRows, severities } from "../../contract/findings.ts";
import { say } from "../../contract/text.ts";
import { type Mesh, meshOf } from "../mesh.ts";
import { type Listed, listedObjects, subjectOf } from "../policy-subject.ts";
import type { MeshSnapshot, Undecodable } from "../snapshot.ts";
import type { About, Check, ListedKind } from "./check.ts";
import { wasRead } from "./read.ts";
import { checksOf } from "./registry.ts";

/** Kinds whose objects are judged, and listed. */
export const listedKinds: ReadonlySet<string> = new Set([
  "PeerAuthentication",
  "AuthorizationPolicy",
  "RequestAuthentication",
  "DestinationRule",
  "VirtualService",
  "Gateway",
  "ServiceEntry",
  "Sidecar",
]);

/** An object that is there and could not be read: told, so that nobody takes it for absent. */
function unread({ kind, namespace, name, path, because }: Undecodable): Finding {
  const { severity, weight, known } = findingRows.undecodable;
  return {
    code: "undecodable",
    known: known[0],
    severity,
    weight,
    object: { kind, namespace, name, rule: null },
    path,
    file: null,
    line: null,
    text: say("finding.undecodable", { because }),
    cure: say("cure.undecodable"),
    others: [],
    affected: [],
    affectedCount: 0,
  };
}

type Kept = WeakMap<object, Map<unknown, readonly Finding[]>>;
/** Findings of checks that look at nothing but the object, for as long as pods and services stay. */
const lasting = new WeakMap<Mesh["registry"], Kept>();

function found<Kind extends ListedKind>(check: Check<Kind>, about: About<Kind>): readonly Finding[] {
  if (check.alone !== true) return check.find(about);
  const kept: Kept = lasting.get(about.mesh.registry) ?? new WeakMap();
  lasting.set(about.mesh.registry, kept);
  const byCheck = kept.get(about.object) ?? new Map<unknown, readonly Finding[]>();
  kept.set(about.object, byCheck);
  const known = byCheck.get(check) ?? check.find(about);
  byCheck.set(check, known);
  return known;
}

function findingsAbout<Kind extends ListedKind>(about: About<Kind>): readonly Finding[] {
  const { snapshot } = about.mesh;
  const { namespace } = about.object.meta;
  return checksOf(about.kind).flatMap((check) =>
    wasRead(snapshot, check.needs, namespace) ? found(check, about) : [],
  );
}

function aboutOf(mesh: Mesh, listed: Listed): About<ListedKind> {
  const { workloads } = subjectOf(mesh, listed);
  const proxies = workloads.filter((w) => w.pods.some((p) => p.hasProxy));
  return { mesh, kind: listed.kind, object: listed.object, workloads, proxies };
}

const made = new WeakMap<MeshSnapshot, readonly Finding[]>();

/**
 * What is found in a snapshot, the worst first, then by object. Nothing is found from what was not read.
 * @returns the same list for the same snapshot
 * @throws never
 */
export function findingsOf(snapshot: MeshSnapshot): readonly Finding[] {
  const known = made.get(snapshot);
  if (known !== undefined) return known;
  const mesh = meshOf(snapshot);
  const all = [
    ...snapshot.undecodable.filter((u) => listedKinds.has(u.kind)).map(unread),
    ...listedObjects(snapshot).flatMap((listed) => findingsAbout(aboutOf(mesh, listed))),
  ];
  const keyed = all.map((f) => ({
    f,
    rank: severities.indexOf(f.severity),
    key: `${f.object.namespace}/${f.object.kind}/${f.object.name}`,
  }));
  // Equals keep the order of the checks, which is that of the fields.
  const found = keyed
    .toSorted((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ f }) => f);
  made.set(snapshot, found);
  return found;
}
