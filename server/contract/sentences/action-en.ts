/** What is said of actions about certificates, in English; action-ja.ts says the same. */
export const action = {
  restartEffect:
    "The pods of {object} are made anew, one after the other; each comes with a new key, a new certificate and the roots of today.",
  renewEffect:
    "cert-manager issues {object} anew, as cmctl renew does; gateways take the new one without a restart.",
  oneReplica: "It has one replica: calls fail while the new pod starts.",
  controlPlane: "It is the control plane: with one replica no certificate is issued while it starts.",
  gateway: "It is a gateway: long connections from outside end with its old pods.",
  owned:
    "{owner} manages it and may undo the mark that says when it was restarted; the pods are new all the same.",
  limits: "The issuer may count it against a limit, as Let's Encrypt does.",
  restarted: "{object} restarts.",
  restartedCure: "Its pods come with new certificates; the inventory shows them as they are seen.",
  renewed: "cert-manager was asked to issue {object} anew.",
  renewedCure: "Look at its Ready condition; a failure is told there.",
  wouldRestart: "The API server would restart {object}.",
  wouldRenew: "The API server would take the request to issue {object} anew.",
  goOn: "Do it without a dry run.",
  folder: "Nothing runs in a folder: nothing can be restarted or renewed there.",
  folderCure: "Open the live cluster; the lines below do it by hand.",
  notFound: "There is no {object}.",
  notFoundCure: "Look at the inventory again; it may have gone since.",
  issuing: "{object} is being issued at this moment.",
  issuingCure: "Wait until its Issuing condition is gone.",
  backOff: "The last try to issue {object} failed, and cert-manager waits until {until}.",
  backOffCure: "Correct the issuer first; cmctl renew would go past the wait and may meet a limit.",
  ztunnel: "A restart of ztunnel breaks every connection of its node, so it is not done here.",
  ztunnelCure: "Drain one node after the other, then delete its ztunnel pod.",
  confirm: "Its name was not typed.",
  confirmCure: "Type {name}; what it is for runs by it.",
  mayNot: "{who} may not {verb} {resource} in namespace {namespace}.",
  refused: "The API server refuses it: {message}.",
  refusedCure: "Correct what it names, then try again.",
  busy: "{object} is changed by others faster than it can be written.",
  busyCure: "Try again.",
  lost: "The connection was lost after the request was sent; whether it counts is not known.",
  lostCure: "Look at the pods, or at the Certificate, before you try again.",
  none: "For this certificate nothing is done here.",
  noneCure: "The lines below tell more.",
  renewSecret:
    "Make the Secret of the gateway anew from a new certificate and key; the gateway takes it without a restart.",
  lookAtSecrets: "What the proxy holds at this moment.",
  lookAtRoots: "The roots that the namespace is given.",
  renewByHand: "The same with cert-manager's own command.",
} as const;

export type ActionCode = keyof typeof action;
