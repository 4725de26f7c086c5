import type { Coverage, Problem } from "../../contract/graph.ts";
import { isKnownKindName } from "../decode/kinds.ts";
import type { TextError } from "./yaml-library.ts";
import type { TextDocument } from "./yaml-text.ts";

/** Which objects a text that cannot be parsed seems to hold. */
interface SuspectedObjects {
  /** Kinds that are read, or "*" when the text does not say. */
  readonly kinds: readonly string[];
  /** The one namespace that the text names; null when it names none, several or a template. */
  readonly namespace: string | null;
}

/**
 * Guesses from raw text what would be unknown without it: nothing may turn green because a file was broken.
 * @returns null when the text does not look like a Kubernetes object that is read
 */
function suspectObjects(text: string): SuspectedObjects | null {
  const kinds = new Set<string>();
  for (const kind of valuesOf(text, "kind")) {
    if (/\{\{/.test(kind) || kind === "List") kinds.add("*");
    else if (isKnownKindName(kind)) kinds.add(kind);
    else if (isKnownKindName(kind.replace(/List$/, ""))) kinds.add(kind.replace(/List$/, ""));
  }
  // Only a ConfigMap that holds MeshConfig counts.
  if (
    kinds.delete("ConfigMap") &&
    /["']?name["']?\s*:\s*["']?istio\b/.test(text) &&
    /\bmesh["']?\s*:/.test(text)
  )
    kinds.add("MeshConfig");
  if (kinds.size === 0) return null;
  const namespaces = new Set(valuesOf(text, "namespace"));
  const [only] = namespaces;
  const one = namespaces.size === 1 && only !== undefined && /^[a-z0-9-]+$/.test(only);
  return { kinds: [...kinds], namespace: one ? only : null };
}

function valuesOf(text: string, key: string): readonly string[] {
  const pattern = new RegExp(
    `(?:^|[\\s{,"'-])${key}["']?[ \\t]*:[ \\t]*["']?(\\{\\{[^}]*\\}\\}|[\\w.-]+)`,
    "gm",
  );
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}

/**
 * A document that the YAML reader refused: the problem to show, and what is unknown without it.
 * @param error the reader's words and the 1-based line within the document
 */
export function brokenDocument(
  document: TextDocument,
  error: TextError,
  file: string,
): { readonly problem: Problem; readonly coverage: readonly Coverage[] } {
  const line = document.firstLine + error.line - 1;
  const isTemplate = /\{\{/.test(document.text);
  const cure = isTemplate
    ? "It looks like a template: render it first, for example with helm template, and read the result."
    : (error.cure ?? "Correct the YAML at this line.");
  const problem = {
    file,
    line,
    object: null,
    path: null,
    text: `The document is no YAML: ${error.text}.`,
    cure,
  };
  return {
    problem,
    coverage: coverageOf(document.text, `${file} line ${line} could not be parsed. ${cure}`),
  };
}

/** Coverage rows for what a text that could not be read seems to hold; none when it seems to hold no object. */
function coverageOf(text: string, because: string): readonly Coverage[] {
  const suspected = suspectObjects(text);
  if (suspected === null) return [];
  return suspected.kinds.map((kind) => ({
    kind,
    // Namespaces have none, and MeshConfig counts for the whole mesh.
    namespace: kind === "Namespace" || kind === "MeshConfig" ? null : suspected.namespace,
    state: "undecodable",
    because,
  }));
}
