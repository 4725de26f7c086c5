/** What is said of asking a proxy for its certificates, in English; dump-ja.ts says the same. */
export const dump = {
  cancelled: "{pod} was not asked: it was cancelled.",
  cancelledCure: "Ask again when it is wanted.",
  forbidden: "A port-forward to {pod} is not allowed.",
  notFound: "There is no pod {pod} any more.",
  notFoundCure: "Look at the inventory again.",
  noAnswer: "The proxy of {pod} gave no answer on port 15000{because}.",
  noAnswerCure: "Look whether its istio-proxy runs; a pod without one has no certificates.",
  folder: "A folder has what it was saved with; no proxy can be asked.",
  folderCure: "Open the live cluster, or save proxies/<namespace>/<pod>/secrets.json into the folder.",
  tooMany: "{count} pods are more than the {most} that are asked at once.",
  tooManyCure: "Ask fewer; for the whole fleet start with --prometheus.",
} as const;

export type DumpCode = keyof typeof dump;
