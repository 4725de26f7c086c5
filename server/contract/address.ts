/** Stands for the namespace of an object that has none, in an address; no Kubernetes name holds an underscore. */
export const noNamespace = "_";
