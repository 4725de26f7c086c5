/** The door of the engine; everything outside this folder imports only this. */

export { authorizerSaysYes, serverCertificateVerifies } from "./assumption.ts";
export { evaluateRequest } from "./evaluate.ts";
export { explainEdge, explainWorkload } from "./explain.ts";
export { buildGraph, type Graph } from "./graph.ts";
export type * from "./objects.ts";
export type { MeshSnapshot, ObservedTraffic, Undecodable } from "./snapshot.ts";
