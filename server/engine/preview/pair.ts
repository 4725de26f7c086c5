import type { Example, PreviewVerdict } from "../../contract/preview.ts";
import type { Answer } from "../../contract/verdict.ts";
import { combine, type Path } from "../answer.ts";
import { type Caller, callersOf } from "../caller.ts";
import { emptyRequest, evaluateEdge } from "../edge.ts";
import type { Test } from "../expression.ts";
import { principalOf } from "../membership.ts";
import type { Mesh, Workload } from "../mesh.ts";
import { numberOf } from "../object-number.ts";
import { pathsOf } from "../paths.ts";
import { bindingOf } from "../proxy.ts";
import { anyRequest, withCertificateHeader } from "../request-facts.ts";
import { type Approach, approachesOf, type Target } from "./approaches.ts";
import { attributeOf, type Gap } from "./choices.ts";
import { type ChoiceMemory, compareLadders } from "./compare.ts";
import { exampleOf, type Sides } from "./example.ts";
import { ladderOf } from "./ladder.ts";
import type { Atom, Nodes } from "./nodes.ts";
import type { Setting } from "./setting.ts";

/** What is kept from pair to pair within one preview. */
export interface Memory {
  readonly nodes: Nodes;
  readonly atoms: Map<string, Atom>;
  readonly choices: ChoiceMemory;
  /** Pairs of ladders that were compared, with what came of it where nothing differs. */
  readonly compared: Map<string, { readonly gaps: readonly Gap[]; readonly unread: string | null }>;
}

/** How one pair fares. */
export interface PairResult {
  readonly flip: {
    readonly via: Approach["via"];
    readonly before: PreviewVerdict;
    readonly after: PreviewVerdict;
    readonly example: Example | null;
  } | null;
  readonly gaps: ReadonlySet<Gap | "noRequest">;
  readonly unread: ReadonlySet<string>;
}

interface Pair {
  readonly client: string;
  readonly target: { readonly before: Target; readonly after: Target };
  readonly observed: "HTTP" | "TCP" | undefined;
}

function settingOf(
  { before, after, nowSeconds }: Sides,
  caller: Caller,
  approach: Approach,
  [was, will]: readonly [Path, Path],
): Setting {
  const pod = will.gateway?.pod ?? will.hop?.endpoint.pod ?? was.hop?.endpoint.pod ?? null;
  const tokensOf = (mesh: Mesh, path: Path) => {
    const own = path.gateway?.pod ?? path.hop?.endpoint.pod ?? null;
    return own === null || !own.hasProxy ? [] : bindingOf(mesh, own).tokens;
  };
  const tokens = { before: tokensOf(before, was), after: tokensOf(after, will) };
  const same =
    tokens.before.length === tokens.after.length && tokens.before.every((t, i) => t === tokens.after[i]);
  const atGateway = will.gateway !== undefined || was.gateway !== undefined;
  const http = [was, will].some((p) => p.hop?.arrival?.chain === "HTTP") || atGateway;
  const { meshConfig } = after.snapshot;
  const trusted = atGateway ? meshConfig.numTrustedProxies : 1;
  const server = pod === null ? null : principalOf(pod, meshConfig);
  const headerFor = (path: Path) =>
    withCertificateHeader({ ...anyRequest, headers: {} }, server, path.hop?.principal ?? null, undefined)
      .headers?.["x-forwarded-client-cert"] ?? null;
  const certificate =
    caller.pod?.gateway === true || atGateway ? null : { before: headerFor(was), after: headerFor(will) };
  const addresses =
    caller.pod === null || typeof caller.ip === "string"
      ? null
      : (before.workloadOfPod.get(caller.pod.id)?.pods ?? [])
          .filter(
            (p) => p.hasProxy === caller.pod?.hasProxy && p.serviceAccount === caller.pod.serviceAccount,
          )
          .flatMap((p) => p.ip ?? []);
  const setting = {
    pathNormalization: meshConfig.pathNormalization,
    hosts: approach.hosts,
    usualHost: approach.name,
    addresses: addresses === null || addresses.length === 0 ? null : addresses,
    forwarded: http ? trusted : 0,
    certificate,
    nowSeconds,
  };
  const ids = [tokens.before.map((t) => numberOf(before, t)), tokens.after.map((t) => numberOf(after, t))];
  return { ...setting, tokens: { ...tokens, same }, key: JSON.stringify([setting, ids, same]) };
}

function atomsFor(memory: Memory, setting: Setting, side: "before" | "after"): (test: Test) => Atom {
  return (test) => {
    const attribute = attributeOf(test, setting);
    const field = /^not[A-Z]/.test(test.field)
      ? `${test.field.charAt(3).toLowerCase()}${test.field.slice(4)}`
      : test.field;
    const own = attribute === "token" && !setting.tokens.same ? `${side} ` : "";
    const key = `${own}${attribute}\t${field}\t${test.wanted.join("\t")}`;
    const atom = memory.atoms.get(key) ?? { key, attribute, test };
    memory.atoms.set(key, atom);
    return atom;
  };
}

const verdictOf = ({ outcome, transport, condition, because, decidedBy }: Answer): PreviewVerdict => ({
  outcome,
  transport,
  condition,
  because,
  decidedBy,
});

/** Paths of one approach by one caller; those to the server alone. */
function pathsBy(mesh: Mesh, caller: Caller, approach: Approach, workload: Workload, nowSeconds: number) {
  const shape = approach.payload === "tcp" ? emptyRequest : anyRequest;
  return pathsOf(mesh, caller, approach.dial, approach.name, approach.payload, shape, {
    nowSeconds,
    assumed: {},
    quiet: true,
    only: workload.pods,
  });
}

const edgeOf = (mesh: Mesh, { client, observed }: Pair, target: Target, nowSeconds: number): Answer | null =>
  evaluateEdge(
    mesh,
    { client, server: target.workload.id, workloadPort: target.workloadPort },
    { nowSeconds, observed, quiet: true },
  )?.answer ?? null;

/** An edge that looks otherwise: what the graph shows of it, whatever the request. */
const looksOtherwise = (a: Answer | null, b: Answer | null) =>
  a?.outcome !== b?.outcome || a?.transport !== b?.transport;

/**
 * Compares one pair on both sides of the change, way by way, until one shows a flip.
 * @param kinds which ways: as in the graph only, or all
 */
export function comparePair(memory: Memory, sides: Sides, pair: Pair, kinds: "service" | "all"): PairResult {
  const gaps = new Set<Gap | "noRequest">();
  const unread = new Set<string>();
  const { before, after, nowSeconds } = sides;
  const callers = callersOf(before, pair.client, {}) ?? [];
  const callersAfter = callersOf(after, pair.client, {}) ?? [];
  for (const [i, caller] of callers.entries()) {
    const later = callersAfter[i] ?? caller;
    const approaches = approachesOf(before, caller, pair.target.before, pair.observed);
    const approachesAfter =
      before.registry === after.registry
        ? approaches
        : approachesOf(after, later, pair.target.after, pair.observed);
    for (const [j, approach] of approaches.entries()) {
      if (kinds === "service" && approach.via !== "service") continue;
      const approachAfter = approachesAfter[j] ?? approach;
      const was = pathsBy(before, caller, approach, pair.target.before.workload, nowSeconds);
      const will = pathsBy(after, later, approachAfter, pair.target.after.workload, nowSeconds);
      const example = comparePaths(memory, sides, pair, caller, approach, [was, will], gaps, unread);
      if (example === null) continue;
      const edges = [
        edgeOf(before, pair, pair.target.before, nowSeconds),
        edgeOf(after, pair, pair.target.after, nowSeconds),
      ];
      const own = approach.via === "service" ? edges : [combine("", was), combine("", will)];
      if (own[0] == null || own[1] == null) continue;
      return {
        flip: { via: approach.via, before: verdictOf(own[0]), after: verdictOf(own[1]), example },
        gaps,
        unread,
      };
    }
  }
  // What the graph shows of an edge may change without a request that is sure to show it, as when it becomes unknown.
  const edges = [
    edgeOf(before, pair, pair.target.before, nowSeconds),
    edgeOf(after, pair, pair.target.after, nowSeconds),
  ];
  if (edges[0] == null || edges[1] == null || !looksOtherwise(edges[0], edges[1]))
    return { flip: null, gaps, unread };
  gaps.add("noRequest");
  return {
    flip: { via: "service", before: verdictOf(edges[0]), after: verdictOf(edges[1]), example: null },
    gaps,
    unread,
  };
}

/** Requests that are put to both sides before a difference is given up as one that no request shows. */
const mostTries = 12;

function comparePaths(
  memory: Memory,
  sides: Sides,
  { client }: Pair,
  caller: Caller,
  approach: Approach,
  [was, will]: readonly [readonly Path[], readonly Path[]],
  gaps: Set<Gap | "noRequest">,
  unread: Set<string>,
): Example | null {
  if (was.length !== will.length || was.some((p, i) => p.pod !== will[i]?.pod)) {
    // Other endpoints or routes: the paths cannot be laid side by side.
    const plain = exampleOf(sides, client, caller, approach, []);
    if (plain === null) gaps.add("attribute");
    return plain;
  }
  let example: Example | null = null;
  const done = new Set<string>();
  for (const [i, path] of was.entries()) {
    const other = will[i];
    if (other === undefined) continue;
    const setting = settingOf(sides, caller, approach, [path, other]);
    const ladders = {
      before: ladderOf(memory.nodes, path, atomsFor(memory, setting, "before")),
      after: ladderOf(memory.nodes, other, atomsFor(memory, setting, "after")),
    };
    const key = `${setting.key}\n${ladders.before.key}\n${ladders.after.key}`;
    if (done.has(key)) continue;
    done.add(key);
    const known = memory.compared.get(key);
    if (known !== undefined) {
      for (const gap of known.gaps) gaps.add(gap);
      if (known.unread !== null) unread.add(known.unread);
      continue;
    }
    let tries = 0;
    const compared = compareLadders(memory.nodes, ladders, setting, memory.choices, ({ parts }) => {
      tries += 1;
      example = exampleOf(sides, client, caller, approach, parts);
      return example !== null || tries >= mostTries;
    });
    for (const gap of compared.gaps) gaps.add(gap);
    if (compared.unread !== null) unread.add(compared.unread);
    if (example !== null) return example;
    if (compared.differs) gaps.add("noRequest");
    else memory.compared.set(key, compared);
  }
  return null;
}
