import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { Problem } from "../contract/graph.ts";
import type { Flip, Preview, PreviewVerdict } from "../contract/preview.ts";
import type { VerdictRequest } from "../contract/request.ts";
import type { Answer } from "../contract/verdict.ts";
import { evaluateRequest, type MeshSnapshot, previewOf } from "../engine/index.ts";
import { readSource } from "./read-source.ts";
import { ok, type Result } from "./result.ts";

/** One edge on which some request ends otherwise. */
export interface MeshFlip {
  /** `namespace/workload`, or `outside`. */
  readonly client: string;
  /** `namespace/workload`, or `external/<host>`. */
  readonly server: string;
  readonly workloadPort: number;
  /** The port stands for every port that no Service, container or policy names. */
  readonly otherPorts: boolean;
  /** How it is called: by a Service, by the pod's own address, or in another protocol than the port's. */
  readonly via: Flip["via"];
  readonly before: PreviewVerdict;
  readonly after: PreviewVerdict;
  /** Traffic was seen on it. */
  readonly observed: boolean;
  /** Put to `sekisho verdict` on both folders it shows the flip; null where no such request exists, and `because` says why. */
  readonly request: VerdictRequest | null;
  readonly because: string | null;
}

/** What differs between two meshes. */
export interface MeshDiff {
  readonly flips: readonly MeshFlip[];
  /** Proven for all requests of all callers: what no flip names ends as before. */
  readonly equalElsewhere: boolean;
  /** What was not compared, as sentences; empty when `equalElsewhere`. */
  readonly notCompared: readonly string[];
  /** What could not be read of either. */
  readonly problems: readonly Problem[];
}

/** A page has to be quick; a command may take its time, but ends. */
const limits = { most: 100_000, mostServers: 2_000, mostPossible: Number.POSITIVE_INFINITY };

/**
 * Which edges flip when one mesh becomes the other: policies, workloads, services, settings, whatever differs.
 * @param now seconds since 1970, to judge tokens by
 */
export async function diffMeshes(
  from: ClusterSource,
  to: ClusterSource,
  now: { readonly nowSeconds: number },
): Promise<Result<MeshDiff>> {
  const [before, after] = [await readSource(from), await readSource(to)];
  if (!before.ok) return before;
  if (!after.ok) return after;
  const sides = [before.value.snapshot, after.value.snapshot] as const;
  const preview = previewOf(...sides, { ...now, ...limits });
  return ok({
    flips: flipsOf(preview, sides, now),
    equalElsewhere: preview.open.length === 0,
    notCompared: preview.open.map((o) =>
      o.servers.length === 0 ? o.text : `${o.text} ${serversOf(o.servers)}`,
    ),
    problems: sides.flatMap((s) => s.problems),
  });
}

const shownServers = 5;
const serversOf = (servers: readonly string[]) =>
  `(${servers.slice(0, shownServers).join(", ")}${servers.length > shownServers ? `, and ${servers.length - shownServers} more` : ""})`;

function flipsOf(
  { servers }: Preview,
  sides: readonly [MeshSnapshot, MeshSnapshot],
  now: { readonly nowSeconds: number },
): readonly MeshFlip[] {
  return servers.flatMap(({ server, flips }) =>
    flips.flatMap((flip) =>
      flip.callers.map(({ client, evidence }): MeshFlip => {
        const { workloadPort, otherPorts, via, before, after } = flip;
        const shown = requestOf(flip, client, sides, now);
        const observed = evidence === "observed";
        return { client, server, workloadPort, otherPorts, via, before, after, observed, ...shown };
      }),
    ),
  );
}

/** The example of the flip as this caller would send it, when it shows the flip. */
function requestOf(
  { example }: Flip,
  client: string,
  sides: readonly [MeshSnapshot, MeshSnapshot],
  now: { readonly nowSeconds: number },
): Pick<MeshFlip, "request" | "because"> {
  if (example === null) return { request: null, because: "No single request shows it." };
  const own = { ...example.request, from: client };
  // The example is one caller's; callers of another kind may be stopped elsewhere, and then this request proves nothing for them.
  const request = [own, { ...own, from: example.request.from }].find((r) => shows(r, sides, now));
  if (request !== undefined && request.from === client) return { request, because: null };
  const needs = [
    ...(example.claims === null ? [] : [`a token with the claims ${JSON.stringify(example.claims)}`]),
    ...(example.address === null ? [] : [`a caller at ${example.address}`]),
    ...example.given,
  ];
  if (needs.length > 0) return { request: null, because: `It takes ${needs.join("; ")}.` };
  return { request: null, because: `It was found for ${example.request.from}: ${example.curl}` };
}

function shows(
  request: VerdictRequest,
  sides: readonly [MeshSnapshot, MeshSnapshot],
  now: { readonly nowSeconds: number },
): boolean {
  const [before, after] = sides.map((s) => endOf(evaluateRequest(s, request, now)));
  return before !== after;
}

const endOf = ({ outcome, transport, endpoints }: Answer): string =>
  JSON.stringify([outcome, transport, endpoints.map((e) => [e.pod, e.outcome, e.transport])]);
