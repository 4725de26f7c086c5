/** The door of the engine; everything outside this folder imports only this. */

export { askRequest } from "./ask.ts";
export { askChoices } from "./ask-choices.ts";
export { evaluateRequest } from "./evaluate.ts";
export { explainEdge, explainWorkload } from "./explain.ts";
export { buildGraph } from "./graph.ts";
