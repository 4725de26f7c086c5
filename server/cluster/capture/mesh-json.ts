import type { Coverage, Problem } from "../../contract/graph.ts";
import { type MeshJson, meshJson } from "../../contract/mesh-json.ts";
import { say } from "../../contract/text.ts";
import { knownKinds } from "../decode/kinds.ts";
import { pluralOf } from "../decode/plural.ts";
import { everythingUnknown, fileProblem } from "./problem.ts";

/** What `mesh.json` says, or the problem with it. */
export interface MeshJsonReading {
  readonly mesh: MeshJson | null;
  readonly coverage: readonly Coverage[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the text of `mesh.json`.
 * @param file its name for problems
 * @returns on a bad file everything is unknown, since what could not be read is not known
 * @throws never
 */
export function readMeshJson(text: string, file: string): MeshJsonReading {
  const parsed = meshJson.safeParse(parseJson(text));
  if (parsed.success) {
    return { mesh: parsed.data, coverage: parsed.data.unreadable.map(coverageOf), problems: [] };
  }
  const issue = parsed.error.issues[0];
  const path = issue === undefined || issue.path.length === 0 ? null : issue.path.join(".");
  const cure = "Correct it, or take the capture again; it names what could not be read.";
  const what = `${file} ${path === null ? "is no JSON object" : `has a wrong ${path}`}: ${issue?.message ?? ""}`;
  return {
    mesh: null,
    coverage: [everythingUnknown(`${what}. ${cure}`)],
    problems: [{ ...fileProblem(file, `${what}.`, cure), path }],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function coverageOf(entry: MeshJson["unreadable"][number]): Coverage {
  const { kind, namespace } = entry;
  const listing = namespace === null ? say("listing", { kind }) : say("listingIn", { kind, namespace });
  if (entry.status === 404) {
    const because = entry.because ?? say("listingAbsent", { listing });
    return { kind, namespace, state: "absent", because };
  }
  const status = entry.status === undefined ? "" : ` (${entry.status})`;
  const refused = entry.status === undefined || entry.status === 401 || entry.status === 403;
  const because = refused
    ? say("listingRefused", { listing, status, resource: resourceOf(kind) })
    : say("listingFailed", { listing, status });
  return { kind, namespace, state: "forbidden", because: entry.because ?? because };
}

/** Plural and group as RBAC names them, e.g. `authorizationpolicies.security.istio.io`. */
function resourceOf(kind: string): string {
  const group = knownKinds.find((known) => known.kind === kind)?.group ?? "";
  const plural = pluralOf(kind);
  return group === "" ? plural : `${plural}.${group}`;
}
