/** The guided replay on a copy of the demo. */
export const story = {
  title: "Story: a server is closed step by step",
  about:
    "Six steps on a copy of the demo. Each change is a draft that you apply yourself, in the same forms as everywhere; how the requests end is what the engine says of the copy. Nothing of yours is touched.",
  begin: "Begin the story",
  again: "Start again",
  starting: "Making a copy…",
  goOn: (n: number) => `Go on with step ${n}`,
  needsWrites: "The story needs a server that writes.",
  gone: "This story is over: its copy is gone.",
  leave: "Leave the story",
  allSteps: "All steps",
  fold: "Fold the step",
  unfold: "Show the step",
  stepOf: (n: number, of: number) => `Step ${n} of ${of}`,
  requests: "How the requests to my-nginx end",
  becomes: "becomes",
  inGraph: "Show in the graph",
  back: "Back",
  next: "Next step",
  notYet: "Apply the change first.",
  asks: {
    plain: "Ask as test-client",
    sidecar: "Ask as test-client-injected",
    account: "Ask as test-client-sa",
    post: "Ask a POST as test-client-sa",
  },
  tasks: {
    strict: {
      open: "Open the PeerAuthentication",
      todo: "To do: apply it. It says STRICT for my-nginx.",
    },
    disable: {
      open: "Open the DestinationRule",
      todo: "To do: apply it. It says DISABLE for calls to my-nginx.",
    },
    mutual: {
      open: "Mend the DestinationRule",
      todo: "To do, first: apply ISTIO_MUTUAL, so that certificates travel again.",
    },
    principal: {
      open: "Open the AuthorizationPolicy",
      todo: "To do: apply it. It allows one principal, and only GET.",
    },
  },
  steps: {
    open: {
      title: "Open: everybody passes",
      text: "my-nginx has a sidecar and no policy, so it is PERMISSIVE. test-client has no sidecar and speaks plaintext; the other two have one, and speak mTLS without anyone asking for it.",
      done: "Look at the requests: all of them get an answer.",
    },
    strict: {
      title: "STRICT: plaintext is refused",
      text: "A PeerAuthentication with mode STRICT takes mutual TLS only. A caller without a sidecar has no certificate to show.",
      done: "Done: test-client sees its connection reset before anything answers.",
    },
    sidecar: {
      title: "A client with a sidecar passes",
      text: "The sidecar of test-client-injected sends mTLS by itself: auto mTLS sees that the server has a sidecar too. The application still speaks plain HTTP and needed no change.",
      done: "Look: the same GET, with a sidecar beside it, passes. Ask why if you like.",
    },
    disable: {
      title: "DISABLE in a DestinationRule: 503",
      text: "A DestinationRule speaks for the client's side and overrides auto mTLS. With DISABLE the sidecars in default send plaintext to a server that takes none.",
      done: "Done: their own sidecar answers 503 for a connection that the server reset.",
    },
    principal: {
      title: "One principal, one method: the others get 403",
      text: "Once certificates travel, the server knows who calls. An ALLOW policy lets in the service account test-service-account with GET; from then on it refuses whatever it does not allow.",
      done: "Done: test-client-injected runs as another account and gets 403.",
    },
    account: {
      title: "test-service-account passes",
      text: "test-client-sa runs as test-service-account. Its certificate says so, its GET passes, and its POST is refused by the same rule.",
      done: "The end: of four requests one passes, and each of the others says which line refuses it.",
    },
  },
} as const;
