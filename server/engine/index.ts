/** The door of the engine; everything outside this folder imports only this. */

export { evaluateRequest } from "./evaluate.ts";
export { explainEdge, explainWorkload } from "./explain.ts";
export { buildGraph } from "./graph.ts";
