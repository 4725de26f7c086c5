import type { AskAnswer, PolicyRow } from "../../server/contract/ask.ts";
import type { ChangeChoices, ChangeWorkload } from "../../server/contract/change.ts";
import type { DraftKind } from "../../server/contract/preview-kinds.ts";
import { yamlOf } from "../change/yaml-of.ts";
import type { Json, YamlEdit } from "../change/yaml-value.ts";
import { freeName, labelsFor } from "./start.ts";

/** What a candidate does, as a code that the page has words for. */
export type CandidateCode =
  | "addSource"
  | "addRule"
  | "newPolicy"
  | "exceptCaller"
  | "takePlaintext"
  | "stopPlaintext";

/** One small change that may let a request pass. Whether it does, the engine says. */
export interface Candidate {
  readonly code: CandidateCode;
  readonly kind: DraftKind;
  readonly namespace: string;
  readonly name: string;
  /** Index of the rule that it changes. */
  readonly rule: number | null;
  readonly make:
    | { readonly how: "edit"; readonly edits: readonly YamlEdit[] }
    | { readonly how: "new"; readonly text: string };
}

/** What of the request a rule can name. */
export interface Asked {
  readonly method: string | null;
  readonly path: string | null;
}

const sourceNames = [
  "principals",
  "namespaces",
  "serviceAccounts",
  "ipBlocks",
  "remoteIpBlocks",
  "trustDomains",
];
/** The miss is about who calls, not about what is asked. */
const isAboutCaller = (field: string) =>
  sourceNames.some((name) => name.toLowerCase() === field.replace(/^not/, "").toLowerCase()) ||
  /^source\.(principal|namespace)$/.test(field);

/**
 * Changes that may let a refused request pass: a source for a rule, a rule for a policy, a policy for the workload; an exception from
 * what denies it; plaintext where it is refused. None where no policy should be changed, as for a wrong token.
 * @throws never
 */
export function candidatesOf(answer: AskAnswer, asked: Asked, choices: ChangeChoices): readonly Candidate[] {
  const server = choices.workloads.find(({ id }) => id === answer.server?.id);
  if (answer.server === null || server === undefined) return [];
  const port = `${answer.server.workloadPort}`;
  if (answer.answer.outcome === "refused") return transportCandidates(answer, server, port, choices);
  const { principal } = answer.caller;
  if (answer.answer.outcome !== "denied" || principal === null) return [];
  const deciding = answer.policies.find(({ state, action }) => state === "decides" && action === "DENY");
  if (deciding !== undefined) return exceptions(deciding, principal);
  const operation: Record<string, Json> = {
    ...(answer.server.protocol === "TCP" || asked.method === null ? {} : { methods: [asked.method] }),
    ...(answer.server.protocol === "TCP" || asked.path === null ? {} : { paths: [asked.path] }),
    ports: [port],
  };
  const rule: Json = { from: [{ source: { principals: [principal] } }], to: [{ operation }] };
  const allows = answer.policies.filter(
    ({ at, action, state }) => at === "server" && action === "ALLOW" && state === "missed",
  );
  const namespace = server.namespace;
  const name = freeName(
    "AuthorizationPolicy",
    namespace,
    `${server.name}-allow-${principal.split("/").at(-1)}`,
    choices,
  );
  const spec = { selector: { matchLabels: labelsFor(server, choices) }, action: "ALLOW", rules: [rule] };
  return [
    ...allows.flatMap((policy) => sourcesFor(policy, principal)),
    ...allows.map(
      (policy): Candidate => ({
        ...refOf(policy),
        code: "addRule",
        rule: null,
        make: {
          how: "edit",
          edits: [{ kind: "insert", path: ["spec", "rules"], index: policy.rules.length, value: rule }],
        },
      }),
    ),
    {
      code: "newPolicy",
      kind: "AuthorizationPolicy",
      namespace,
      name,
      rule: null,
      make: { how: "new", text: yamlOf("AuthorizationPolicy", { namespace, name }, spec) },
    },
  ];
}

const refOf = ({ ref }: PolicyRow) => ({
  kind: "AuthorizationPolicy" as const,
  namespace: ref.namespace,
  name: ref.name,
});

/** A caller more for each rule that asks for what the request has, and for another caller. */
const sourcesFor = (policy: PolicyRow, principal: string): readonly Candidate[] =>
  policy.rules.flatMap(({ rule, miss }): readonly Candidate[] =>
    miss === null || miss.not || !isAboutCaller(miss.field)
      ? []
      : [
          {
            ...refOf(policy),
            code: "addSource",
            rule,
            make: {
              how: "edit",
              edits: [
                {
                  kind: "insert",
                  path: ["spec", "rules", rule, "from"],
                  index: Number.MAX_SAFE_INTEGER,
                  value: { source: { principals: [principal] } },
                },
              ],
            },
          },
        ],
  );

/** The rule that denies no longer means this caller. */
const exceptions = (policy: PolicyRow, principal: string): readonly Candidate[] =>
  policy.rules.flatMap(({ rule, state, checks }): readonly Candidate[] => {
    if (state !== "matched") return [];
    const sources = new Set(
      checks.flatMap(({ path }) => {
        const index = /\.from\[(\d+)\]/.exec(path)?.[1];
        return index === undefined ? [] : [Number(index)];
      }),
    );
    const except: readonly YamlEdit[] =
      sources.size === 0
        ? [
            {
              kind: "set",
              path: ["spec", "rules", rule, "from"],
              value: [{ source: { notPrincipals: [principal] } }],
            },
          ]
        : [...sources].map((index) => ({
            kind: "insert",
            path: ["spec", "rules", rule, "from", index, "source", "notPrincipals"],
            index: Number.MAX_SAFE_INTEGER,
            value: principal,
          }));
    return [{ ...refOf(policy), code: "exceptCaller", rule, make: { how: "edit", edits: except } }];
  });

/** Plaintext at a server that asks for mTLS: either it is no longer sent, or it is taken. */
function transportCandidates(
  { answer }: AskAnswer,
  server: ChangeWorkload,
  port: string,
  choices: ChangeChoices,
): readonly Candidate[] {
  if (answer.serverMode !== "STRICT") return [];
  const sends = answer.decidedBy.filter(({ kind }) => kind === "DestinationRule");
  const stops = sends.map(
    ({ namespace, name }): Candidate => ({
      code: "stopPlaintext",
      kind: "DestinationRule",
      namespace,
      name,
      rule: null,
      make: { how: "edit", edits: [{ kind: "delete", path: ["spec", "trafficPolicy", "tls"] }] },
    }),
  );
  const mode = { mode: "PERMISSIVE" };
  const { namespace, peerAuthentication } = server;
  const own = peerAuthentication ?? freeName("PeerAuthentication", namespace, server.name, choices);
  const takes: Candidate = {
    code: "takePlaintext",
    kind: "PeerAuthentication",
    namespace,
    name: own,
    rule: null,
    make:
      peerAuthentication === null
        ? {
            how: "new",
            text: yamlOf(
              "PeerAuthentication",
              { namespace, name: own },
              { selector: { matchLabels: labelsFor(server, choices) }, portLevelMtls: { [port]: mode } },
            ),
          }
        : { how: "edit", edits: [{ kind: "set", path: ["spec", "portLevelMtls", port], value: mode }] },
  };
  return [...stops, takes];
}
