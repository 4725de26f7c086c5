import type { AskAnswer, AskedQuestion, PolicyRow } from "../contract/ask.ts";
import type { VerdictRequest } from "../contract/request.ts";
import { judge, type Path } from "./answer.ts";
import { type AskedCaller, askedCaller } from "./ask-caller.ts";
import { curlLine } from "./ask-curl.ts";
import { deciderOf } from "./ask-decider.ts";
import { askGates } from "./ask-gates.ts";
import { policyRows } from "./ask-policies.ts";
import { whoCould } from "./ask-who.ts";
import { refOf } from "./authorization.ts";
import { type EvaluateOptions, evaluateCallers, unknownAnswer } from "./evaluate.ts";
import { type Mesh, meshOf, workloadOf } from "./mesh.ts";
import { seenWords, sentenceOf } from "./sentence.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/** The request that a question stands for: a pasted token travels as a bearer token, an address of a pod is that pod. */
function requestOf(mesh: Mesh, q: AskedQuestion, by: AskedCaller | null): VerdictRequest {
  const { to } = q;
  const pod = "host" in to ? mesh.podByIp.get(to.host) : undefined;
  const workload = pod === undefined ? null : workloadOf(mesh, pod);
  const request: VerdictRequest = {
    id: q.id,
    from: by?.from ?? q.from ?? q.account ?? "outside",
    to:
      workload === null || mesh.registry.byAddress.has("host" in to ? to.host : "")
        ? to
        : { pod: workload.id, port: to.port },
    ...(q.http === undefined ? {} : { http: q.http }),
    ...(q.https === undefined ? {} : { https: q.https }),
    ...(q.tcp === undefined ? {} : { tcp: q.tcp }),
  };
  const { token } = q;
  if (token === undefined || !("jwt" in token) || q.tcp !== undefined) return request;
  const at = q.https === undefined ? "http" : "https";
  const body = request[at] ?? {};
  return {
    ...request,
    [at]: { ...body, headers: { ...body.headers, authorization: `Bearer ${token.jwt}` } },
  };
}

function tokenOf(path: Path | undefined, q: AskedQuestion): AskAnswer["token"] {
  const proxies = [path?.hop?.proxy, path?.gateway?.proxy].filter((p) => p != null);
  // The proxy that read a token tells of it; else the one that would.
  const proxy =
    proxies.find((p) => p.facts.token?.kind !== "absent") ?? proxies.find((p) => p.tokenBy !== null);
  const by = proxy?.tokenBy ? refOf(proxy.tokenBy) : null;
  if (proxy === undefined || by === null) return { state: proxies.length > 0 ? "notRead" : "none", by };
  const kind = proxy.facts.token?.kind ?? "unknown";
  if (kind === "accepted")
    return { state: q.token !== undefined && "claims" in q.token ? "assumed" : kind, by };
  return { state: kind === "absent" ? "none" : kind, by };
}

/** Where a path ends: the workload behind everything, else the gateway. */
function serverOf(mesh: Mesh, path: Path | undefined): AskAnswer["server"] {
  const { hop, gateway } = path ?? {};
  const pod = hop?.endpoint.pod ?? gateway?.pod;
  const id = pod === undefined ? hop?.pod : (workloadOf(mesh, pod)?.id ?? `${pod.namespace}/${pod.name}`);
  const workloadPort = hop?.endpoint.port ?? gateway?.port;
  if (id === undefined || workloadPort === undefined) return null;
  const proxy = hop === null || hop === undefined ? gateway?.proxy : hop.proxy;
  const told = path?.steps.findLast((s) => s.code === "streamHttp" || s.code === "streamTcp");
  return {
    id,
    workloadPort,
    protocol: !proxy || told === undefined ? null : told.code === "streamHttp" ? "HTTP" : "TCP",
  };
}

const lastName = (id: string) => id.slice(id.indexOf("/") + 1);

/**
 * Everything about one request: the answer of `evaluateRequest`, what each policy on the way made of it, and who else could.
 * @throws never
 */
export function askRequest(
  snapshot: MeshSnapshot,
  question: AskedQuestion,
  options: EvaluateOptions,
): Omit<AskAnswer, "revision"> {
  const mesh = meshOf(snapshot);
  const by = askedCaller(mesh, question);
  const request = requestOf(mesh, question, by);
  const claims =
    question.token !== undefined && "claims" in question.token ? question.token.claims : undefined;
  const asked = {
    ...options,
    claims,
    ...(question.address === undefined ? {} : { outsideAddress: question.address }),
  };
  const { answer, paths } =
    by === null
      ? { answer: unknownAnswer(request.id, request.from), paths: [] }
      : evaluateCallers(mesh, request, by.callers, asked);
  const [path] = paths;
  const judgement = path === undefined ? null : judge(path.gates, path.seen);
  const rows: readonly PolicyRow[] =
    path === undefined || judgement === null ? [] : policyRows(mesh, path, judgement);
  const server = serverOf(mesh, path);
  const { text, source } = seenWords(
    answer.seen,
    question.tcp !== undefined ? "TCP" : question.https !== undefined ? "TLS" : "HTTP",
  );
  const client = by?.callers[0]?.name ?? lastName(request.from);
  return {
    answer,
    sentence: sentenceOf(answer, client, server === null ? targetName(request) : lastName(server.id)),
    seenText: text,
    seenSource: source,
    gates: askGates(path, rows),
    policies: rows,
    decider: judgement === null ? null : deciderOf(mesh, rows, judgement, answer),
    token: tokenOf(path, question),
    caller: {
      from: by === null ? (question.from ?? null) : by.from,
      account: by?.account ?? null,
      principal: by?.principal ?? null,
    },
    server,
    curl: by === null ? "" : curlLine(mesh, request, by, question.token !== undefined),
    who: question.who ? whoCould(mesh, request, by?.from ?? null, asked) : [],
  };
}

const targetName = ({ to }: VerdictRequest): string =>
  "host" in to ? to.host : lastName("pod" in to ? to.pod : to.gateway);
