import type { Example, Flip, Preview } from "../../contract/preview.ts";
import type { VerdictRequest } from "../../contract/request.ts";
import type { Answer } from "../../contract/verdict.ts";
import { callersOf } from "../caller.ts";
import { type EvaluateOptions, evaluateCallers } from "../evaluate.ts";
import { type Mesh, meshOf } from "../mesh.ts";
import type { MeshSnapshot } from "../snapshot.ts";

/** How a request ends, as far as a preview compares it. */
export const endOf = ({ outcome, transport }: Pick<Answer, "outcome" | "transport">) =>
  `${outcome} ${transport}`;

interface Edge {
  readonly client: string;
  readonly server: string;
  readonly workloadPort: number;
}

/** The edges that a request takes: to its server, or to a gateway and from there on. */
function edgesOf(mesh: Mesh, request: VerdictRequest, options: EvaluateOptions): readonly Edge[] {
  const callers = callersOf(mesh, request.from, options) ?? [];
  const client = mesh.workloadOfPod.get(request.from)?.id ?? request.from;
  const idOf = (pod: { readonly id: string } | null | undefined) =>
    pod == null ? undefined : mesh.workloadOfPod.get(pod.id)?.id;
  const host = "host" in request.to ? request.to.host : "";
  return evaluateCallers(mesh, request, callers, options).paths.flatMap(
    ({ hop, gateway }): readonly Edge[] => {
      const by = idOf(gateway?.pod);
      const last = hop === null ? [] : [idOf(hop.endpoint.pod) ?? `external/${host}`];
      return [
        ...(gateway === undefined || by === undefined
          ? []
          : [{ client, server: by, workloadPort: gateway.port }]),
        ...last.map((server) => ({ client: by ?? client, server, workloadPort: hop?.endpoint.port ?? 0 })),
      ];
    },
  );
}

/** True when the preview flips an edge that the request takes before or after the change. */
export function flipsRequest(
  { servers }: Preview,
  sides: readonly MeshSnapshot[],
  request: VerdictRequest,
  options: EvaluateOptions,
): boolean {
  const edges = sides.flatMap((s) => edgesOf(meshOf(s), request, options));
  const named = new Set(
    servers.flatMap((s) => s.flips.filter((f) => !f.otherPorts).map((f) => `${s.server} ${f.workloadPort}`)),
  );
  const isAt = (server: string, f: Flip, e: Edge) =>
    e.server === server &&
    (f.workloadPort === e.workloadPort || (f.otherPorts && !named.has(`${server} ${e.workloadPort}`)));
  return servers.some((s) =>
    s.flips.some((f) =>
      edges.some((e) => isAt(s.server, f, e) && f.callers.some((c) => c.client === e.client)),
    ),
  );
}

/** What is wrong with an example: put to both sides, it must end as it says, and otherwise on each. */
export function wrongExample(
  example: Example,
  sides: readonly [MeshSnapshot, MeshSnapshot],
  options: EvaluateOptions,
): string | null {
  const own = {
    ...options,
    ...(example.address === null ? {} : { outsideAddress: example.address }),
    ...(example.claims === null ? {} : { claims: example.claims }),
  };
  const [before, after] = sides.map((s) => {
    const mesh = meshOf(s);
    const { answer } = evaluateCallers(
      mesh,
      example.request,
      callersOf(mesh, example.request.from, own) ?? [],
      own,
    );
    return endOf(answer.endpoints.find((e) => e.pod === example.endpoint) ?? answer);
  });
  if (before === after) return `ends as ${before} on both sides`;
  if (before !== endOf(example.before) || after !== endOf(example.after))
    return `ends as ${before} and ${after}, told as ${endOf(example.before)} and ${endOf(example.after)}`;
  return null;
}
