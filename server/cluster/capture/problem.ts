import type { Coverage, Problem } from "../../contract/graph.ts";

/** A problem of a whole file or folder. */
export function fileProblem(file: string | null, text: string, cure: string): Problem {
  return { file, line: null, object: null, path: null, text, cure };
}

/** Everything is unknown: something was not read that may hold objects of any kind. */
export function everythingUnknown(because: string): Coverage {
  return { kind: "*", namespace: null, state: "undecodable", because };
}
