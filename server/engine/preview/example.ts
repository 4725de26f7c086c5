import type { Example, ExampleEnd } from "../../contract/preview.ts";
import type { VerdictRequest } from "../../contract/request.ts";
import { say } from "../../contract/text.ts";
import type { Answer } from "../../contract/verdict.ts";
import { curlLine } from "../ask-curl.ts";
import { type Caller, callersOf } from "../caller.ts";
import { evaluateCallers } from "../evaluate.ts";
import type { Mesh } from "../mesh.ts";
import type { Approach } from "./approaches.ts";
import type { RequestPart } from "./setting.ts";

/** The mesh on both sides of the change. */
export interface Sides {
  readonly before: Mesh;
  readonly after: Mesh;
  /** Unix time in seconds. */
  readonly nowSeconds: number;
}

/** Parts of a request as one; of two that say the same the later one counts. */
function whole(parts: readonly RequestPart[]): RequestPart {
  const all: RequestPart = Object.assign({}, ...parts);
  const headers = Object.assign({}, ...parts.map((p) => p.headers)) as Record<string, string>;
  const assumed = Object.assign({}, ...parts.map((p) => p.assumed)) as Record<string, boolean>;
  return { ...all, headers, assumed };
}

function requestOf(from: string, approach: Approach, part: RequestPart): VerdictRequest {
  const base = { id: "example", from, to: approach.to };
  if (approach.payload === "tcp") return { ...base, tcp: {} };
  const host = part.authority ?? (approach.payload === "http" ? approach.hosts?.[0] : undefined);
  const body = {
    ...(approach.payload === "https" ? {} : { method: part.method ?? "GET", path: part.path ?? "/" }),
    ...(host === undefined || host === approach.name ? {} : { host }),
    ...(Object.keys(part.headers ?? {}).length === 0 ? {} : { headers: { ...part.headers } }),
  };
  return approach.payload === "https" ? { ...base, https: body } : { ...base, http: body };
}

/** The end at the endpoint in question, where the endpoints of the host differ. */
function endOf(answer: Answer, pod: string): ExampleEnd & { readonly endpoint: string | null } {
  const own = answer.endpoints.find((e) => e.pod === pod);
  const { outcome, transport, decidedBy, seen } = own ?? answer;
  return { outcome, transport, decidedBy, seen, endpoint: own?.pod ?? null };
}

/** The pod among a workload's that has an address; the workload itself where none is asked for. */
function callerName(mesh: Mesh, client: string, address: string | undefined): string {
  const pod = address === undefined ? undefined : mesh.podByIp.get(address);
  return client === "outside" || pod === undefined ? client : `${pod.namespace}/${pod.name}`;
}

function given(assumed: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(assumed).map(([name, value]) => {
    const provider = /^authorizer (.*) says yes$/.exec(name)?.[1];
    if (provider !== undefined) return say(value ? "givenAuthorizerYes" : "givenAuthorizerNo", { provider });
    return say(value ? "givenHolds" : "givenFails", { fact: name });
  });
}

/**
 * The request that some choices stand for, put to both sides.
 * @param pod `namespace/name` of the endpoint in question
 * @returns null when it ends alike on both: then it is no example
 */
export function exampleOf(
  { before, after, nowSeconds }: Sides,
  client: string,
  caller: Caller,
  approach: Approach,
  pod: string,
  parts: readonly RequestPart[],
): Example | null {
  const part = whole(parts);
  const from = callerName(before, client, part.address);
  const outside = caller.pod === null;
  const options = {
    nowSeconds,
    assumed: part.assumed ?? {},
    ...(outside && part.address !== undefined ? { outsideAddress: part.address } : {}),
    ...(part.claims === undefined ? {} : { claims: part.claims }),
  };
  const request = requestOf(from, approach, part);
  const ask = (mesh: Mesh): Answer | null => {
    const callers = callersOf(mesh, from, options);
    return callers === null
      ? null
      : evaluateCallers(mesh, request, callers, { ...options, quiet: true }).answer;
  };
  const [answer, later] = [ask(before), ask(after)];
  if (answer === null || later === null) return null;
  const { endpoint, ...was } = endOf(answer, pod);
  const { endpoint: endpointLater, ...will } = endOf(later, pod);
  if (was.outcome === will.outcome && was.transport === will.transport) return null;
  const callers = callersOf(before, from, options) ?? [];
  const shown = { from: outside ? null : client, account: null, principal: null, callers };
  return {
    request,
    claims: part.claims ?? null,
    address: outside ? (part.address ?? null) : null,
    given: given(part.assumed ?? {}),
    before: was,
    after: will,
    endpoint: endpoint ?? endpointLater,
    curl: curlLine(before, request, shown, part.claims !== undefined),
  };
}
