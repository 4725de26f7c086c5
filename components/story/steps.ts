import type { VerdictRequest } from "../../server/contract/request.ts";
import type { Answer } from "../../server/contract/verdict.ts";
import type { Wanted } from "../change/put-draft.ts";
import type { Words } from "../look/words.ts";

const host = "my-nginx.sambaiz.svc.cluster.local";

export type Caller = "plain" | "sidecar" | "account" | "post";

/** The requests whose ends the story tells; the engine answers them anew after each change. */
const callers = {
  plain: { from: "default/test-client", method: "GET" },
  sidecar: { from: "default/test-client-injected", method: "GET" },
  account: { from: "default/test-client-sa", method: "GET" },
  post: { from: "default/test-client-sa", method: "POST" },
} as const satisfies Record<Caller, { readonly from: string; readonly method: string }>;

export const callerOrder: readonly Caller[] = ["plain", "sidecar", "account", "post"];
export const callerOf = (caller: Caller): { readonly from: string; readonly method: string } =>
  callers[caller];

export const storyRequests: readonly VerdictRequest[] = callerOrder.map((id) => ({
  id,
  from: callers[id].from,
  to: { host, port: 80 },
  http: { method: callers[id].method, path: "/" },
}));

/** How each request ends; empty while that is not known. */
export type Ends = Partial<Record<Caller, Pick<Answer, "outcome" | "transport" | "seen">>>;

/** A draft that the reader applies. */
export interface Task extends Wanted {
  readonly word: keyof Words["story"]["tasks"];
  /** Told by how requests end, not by what was clicked. */
  readonly done: (ends: Ends) => boolean;
}

export interface StoryStep {
  readonly id: keyof Words["story"]["steps"];
  readonly tasks: readonly Task[];
  /** What to ask, where asking is the step. */
  readonly asks: readonly Caller[];
}

const nginx = { matchLabels: { run: "my-nginx" } };
const strict: Task = {
  word: "strict",
  kind: "PeerAuthentication",
  namespace: "sambaiz",
  name: "nginx-strict",
  spec: { selector: nginx, mtls: { mode: "STRICT" } },
  done: ({ plain }) => plain?.outcome === "refused",
};
const rule = (mode: string) => ({
  kind: "DestinationRule" as const,
  namespace: "default",
  name: "nginx-tls",
  spec: { host, trafficPolicy: { tls: { mode } } },
});
const disable: Task = {
  ...rule("DISABLE"),
  word: "disable",
  done: ({ sidecar }) => sidecar?.outcome === "refused",
};
const mutual: Task = {
  ...rule("ISTIO_MUTUAL"),
  word: "mutual",
  done: ({ account }) => account?.outcome === "allowed",
};
const principal: Task = {
  word: "principal",
  kind: "AuthorizationPolicy",
  namespace: "sambaiz",
  name: "nginx-authn",
  spec: {
    selector: nginx,
    action: "ALLOW",
    rules: [
      {
        from: [{ source: { principals: ["cluster.local/ns/default/sa/test-service-account"] } }],
        to: [{ operation: { methods: ["GET"] } }],
      },
    ],
  },
  done: ({ sidecar, post }) => sidecar?.outcome === "denied" && post?.outcome === "denied",
};

/** The story in its order. */
export const storySteps: readonly StoryStep[] = [
  { id: "open", tasks: [], asks: ["plain"] },
  { id: "strict", tasks: [strict], asks: [] },
  { id: "sidecar", tasks: [], asks: ["sidecar"] },
  { id: "disable", tasks: [disable], asks: [] },
  { id: "principal", tasks: [mutual, principal], asks: [] },
  { id: "account", tasks: [], asks: ["account", "post"] },
];

/** The first task of a step that is not done; null when all are. */
export const taskOf = ({ tasks }: StoryStep, ends: Ends): Task | null =>
  tasks.find(({ done }) => !done(ends)) ?? null;

/** The story's edges in the graph: all that may call the server, since nothing is observed in a copy. */
export const storyGraph = `/graph?${new URLSearchParams([
  ["ns", "default,sambaiz"],
  ["asked", "sambaiz/my-nginx"],
])}`;

/** The form of Ask, filled in. */
export const askAs = (caller: Caller): string =>
  `/ask?${new URLSearchParams([
    ["from", callers[caller].from],
    ["host", host],
    ["port", "80"],
    ["method", callers[caller].method],
  ])}`;
