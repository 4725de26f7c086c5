import type { Coverage } from "../../contract/graph.ts";
import { say } from "../../contract/text.ts";
import type { ApiFailure } from "./api-failure.ts";
import type { ReflectorState } from "./reflector.ts";

/** How well one collection is known. */
export interface ReadState {
  readonly state: ReflectorState;
  readonly failure: ApiFailure | null;
  /** When it was last certain what is there, in milliseconds since 1970. */
  readonly since: number;
}

/** A kind in the words of RBAC. */
export interface Resource {
  readonly kind: string;
  readonly group: string;
  readonly plural: string;
  /** Where one object of the kind is meant: its name. */
  readonly only?: string | undefined;
}

/** How well one kind is known: as a whole, or where that is refused namespace by namespace. */
export interface KindState {
  readonly resource: Resource;
  readonly whole: ReadState;
  /** Empty unless the whole is refused. */
  readonly byNamespace: ReadonlyMap<string, ReadState>;
  /** Whether `byNamespace` has every namespace that there is. */
  readonly everyNamespace: boolean;
}

/** So many namespaces are named one by one; where more are refused, the refusal is general and the others are the exceptions. */
const NAMED = 50;

/** What of a kind is not known, for the engine and for a person. A kind that is read gives no row. */
export function coverageOf(kind: KindState, user: string): readonly Coverage[] {
  const { whole, byNamespace, everyNamespace, resource } = kind;
  if (whole.state !== "forbidden") return rowsOf(resource, null, whole, user);
  const states = [...byNamespace].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const refused = states.filter(([, { state }]) => state === "forbidden");
  if (states.some(([, { state }]) => state === "absent"))
    return rowsOf(resource, null, { ...whole, state: "absent" }, user);
  const readAny = states.some(([, { state }]) => state !== "forbidden");
  const byName = everyNamespace && readAny && refused.length <= NAMED;
  if (byName) return states.flatMap(([namespace, state]) => rowsOf(resource, namespace, state, user));
  return [
    ...rowsOf(resource, null, whole, user),
    ...states.flatMap(([namespace, state]) => {
      if (state.state === "forbidden") return [];
      const rows = rowsOf(resource, namespace, state, user);
      return rows.length > 0
        ? rows
        : [{ kind: resource.kind, namespace, state: "readable" as const, because: null }];
    }),
  ];
}

function rowsOf(
  resource: Resource,
  namespace: string | null,
  { state, failure, since }: ReadState,
  user: string,
): readonly Coverage[] {
  const { kind } = resource;
  const what = namespace === null ? kind : say("kindIn", { kind, namespace });
  const why = failure === null ? "" : ` ${failure.text} ${failure.cure}`;
  const row = (as: Coverage["state"], because: string): readonly Coverage[] => [
    { kind, namespace, state: as, because },
  ];
  switch (state) {
    case "synced":
      return [];
    case "connecting":
      return row("stale", say("stillRead", { what }));
    case "failed":
      return row("stale", say("notReadSoFar", { what, why }));
    case "stale":
      return row("stale", say("mayHaveChangedSince", { what, since: timeOf(since), why }));
    case "absent":
      return row("absent", absence(resource));
    case "forbidden":
      return row("forbidden", refusal(resource, namespace, user));
  }
}

function refusal({ group, plural, only }: Resource, namespace: string | null, user: string): string {
  const name = group === "" ? plural : `${plural}.${group}`;
  const grant = grantLine(group, plural, only);
  return namespace === null
    ? say("mayNotList", { user, name, grant })
    : say("mayNotListIn", { user, name, namespace, grant });
}

/** The rule of a Role that lets one read a kind, as YAML of one line. */
function grantLine(group: string, plural: string, only: string | undefined): string {
  const names = only === undefined ? "" : `, resourceNames: ["${only}"]`;
  return `{apiGroups: ["${group}"], resources: ["${plural}"]${names}, verbs: ["get", "list", "watch"]}`;
}

function absence({ kind, group, plural }: Resource): string {
  return say("clusterHasNo", {
    kind,
    group: group === "" ? say("coreApi") : group,
    name: `${plural}.${group}`,
  });
}

const timeOf = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
