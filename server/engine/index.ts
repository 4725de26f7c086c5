/** The door of the engine; everything outside this folder imports only this. */

export { matrixOf, namespaceMatrix } from "./all-pairs.ts";
export { askRequest } from "./ask.ts";
export { askChoices } from "./ask-choices.ts";
export { changeChoices } from "./change-choices.ts";
export { controlPlanes } from "./control-planes.ts";
export { evaluateRequest } from "./evaluate.ts";
export { explainEdge, explainWorkload } from "./explain.ts";
export { findingsOfChange } from "./findings/change.ts";
export { findingsOf } from "./findings/findings.ts";
export { whoMayCall, whomMayCall } from "./focus.ts";
export { focusPorts } from "./focus-ports.ts";
export type { Graph } from "./graph.ts";
export { nextGraph } from "./incremental.ts";
export { podsOfNodes } from "./mesh.ts";
export { meshMembers } from "./mesh-members.ts";
export { meshSettings } from "./mesh-settings.ts";
export { countPolicies, policyFacts } from "./policy-facts.ts";
export { policyLines } from "./policy-lines.ts";
export { previewOf } from "./preview/preview.ts";
export type { MeshSnapshot } from "./snapshot.ts";
export { whyOpen } from "./why-open.ts";
export { type WorkloadProxy, workloadProxies } from "./workload-proxies.ts";
