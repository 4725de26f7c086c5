import type { Example, PreviewVerdict } from "../../contract/preview.ts";
import type { Answer } from "../../contract/verdict.ts";
import { combine, type Path } from "../answer.ts";
import { type Caller, callersOf } from "../caller.ts";
import { emptyRequest, evaluateEdge } from "../edge.ts";
import type { Test } from "../expression.ts";
import { principalOf } from "../membership.ts";
import type { Mesh } from "../mesh.ts";
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
  /** Calls to one port by its address, by kind of caller and protocol. */
  readonly byAddress: Map<string, PairResult>;
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

export interface Pair {
  readonly client: string;
  /** Only calls as the graph shows them. */
  readonly byServiceOnly: boolean;
  /** Callers of one kind fare alike when they dial the pod's address; null for one that is like no other. */
  readonly addressKind: string | null;
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
function pathsBy(mesh: Mesh, caller: Caller, approach: Approach, { workload }: Target, nowSeconds: number) {
  const shape = approach.payload === "tcp" ? emptyRequest : anyRequest;
  return pathsOf(mesh, caller, approach.dial, approach.name, approach.payload, shape, {
    nowSeconds,
    assumed: {},
    quiet: true,
    ...(workload === null ? {} : { only: workload.pods }),
  });
}

const edgeOf = (mesh: Mesh, { client, observed }: Pair, target: Target, nowSeconds: number): Answer | null =>
  evaluateEdge(
    mesh,
    { client, server: target.server, workloadPort: target.workloadPort },
    { nowSeconds, observed, quiet: true },
  )?.answer ?? null;

/** An edge that looks otherwise: what the graph shows of it, whatever the request. */
const looksOtherwise = (a: Answer | null, b: Answer | null) =>
  a?.outcome !== b?.outcome || a?.transport !== b?.transport;

type Gaps = Set<Gap | "noRequest">;
interface Notes {
  readonly gaps: Gaps;
  readonly unread: Set<string>;
}

interface Way {
  readonly caller: { readonly before: Caller; readonly after: Caller };
  readonly approach: { readonly before: Approach; readonly after: Approach };
}

/** Every way of a pair on both sides; as many callers as the client has kinds of pods. */
function waysOf({ before, after }: Sides, { client, target, observed }: Pair): readonly Way[] {
  const callers = callersOf(before, client, {}) ?? [];
  const later = callersOf(after, client, {}) ?? [];
  const ways = callers.flatMap((caller, i) => {
    const other = later[i] ?? caller;
    const own = approachesOf(before, caller, target.before, observed);
    const others =
      before.registry === after.registry && before.snapshot.sidecars === after.snapshot.sidecars
        ? own
        : approachesOf(after, other, target.after, observed);
    return own.map((approach, j) => ({
      caller: { before: caller, after: other },
      approach: { before: approach, after: others[j] ?? approach },
    }));
  });
  const rank = { service: 0, protocol: 1, address: 2 } as const;
  return ways.toSorted((a, b) => rank[a.approach.before.via] - rank[b.approach.before.via]);
}

/** Compares one way; a flip where some request on it ends otherwise. */
function compareWay(
  memory: Memory,
  sides: Sides,
  pair: Pair,
  { caller, approach }: Way,
  notes: Notes,
): PairResult["flip"] {
  const { before, after, nowSeconds } = sides;
  const was = pathsBy(before, caller.before, approach.before, pair.target.before, nowSeconds);
  const will = pathsBy(after, caller.after, approach.after, pair.target.after, nowSeconds);
  const example = comparePaths(memory, sides, pair, caller.before, approach.before, [was, will], notes);
  if (example === null) return null;
  const { via } = approach.before;
  const [a, b] =
    via === "service"
      ? [
          edgeOf(before, pair, pair.target.before, nowSeconds),
          edgeOf(after, pair, pair.target.after, nowSeconds),
        ]
      : [combine("", was), combine("", will)];
  return a === null || b === null ? null : { via, before: verdictOf(a), after: verdictOf(b), example };
}

/** The same, once for all callers of one kind that dial the pod's address. */
function compareAddress(memory: Memory, sides: Sides, pair: Pair, way: Way): PairResult {
  const { server, workloadPort } = pair.target.after;
  const key = `${server}:${workloadPort} ${pair.addressKind} ${way.approach.before.payload}`;
  const known = pair.addressKind === null ? undefined : memory.byAddress.get(key);
  if (known !== undefined) return known;
  const notes: Notes = { gaps: new Set(), unread: new Set() };
  const result = { flip: compareWay(memory, sides, pair, way, notes), ...notes };
  if (pair.addressKind !== null) memory.byAddress.set(key, result);
  return result;
}

/** Compares one pair on both sides of the change, way by way, until one shows a flip. */
export function comparePair(memory: Memory, sides: Sides, pair: Pair): PairResult {
  const notes: Notes = { gaps: new Set(), unread: new Set() };
  for (const way of waysOf(sides, pair)) {
    if (pair.byServiceOnly && way.approach.before.via !== "service") continue;
    if (way.approach.before.via !== "address") {
      const flip = compareWay(memory, sides, pair, way, notes);
      if (flip !== null) return { flip, ...notes };
      continue;
    }
    const known = compareAddress(memory, sides, pair, way);
    for (const gap of known.gaps) notes.gaps.add(gap);
    for (const because of known.unread) notes.unread.add(because);
    if (known.flip !== null) return { flip: known.flip, ...notes };
  }
  // Everything was compared, and all of it is alike: so is what the graph shows.
  if (notes.gaps.size === 0 && notes.unread.size === 0) return { flip: null, ...notes };
  // What the graph shows of an edge may change without a request that is sure to show it, as when it becomes unknown.
  const { before, after, nowSeconds } = sides;
  const was = edgeOf(before, pair, pair.target.before, nowSeconds);
  const will = edgeOf(after, pair, pair.target.after, nowSeconds);
  if (was === null || will === null || !looksOtherwise(was, will)) return { flip: null, ...notes };
  notes.gaps.add("noRequest");
  return {
    flip: { via: "service", before: verdictOf(was), after: verdictOf(will), example: null },
    ...notes,
  };
}

/** Requests that are put to both sides before a difference is given up as one that no request shows. */
const mostTries = 12;

const isAgain = (paths: readonly Path[], at: number) =>
  at > 0 && paths[at - 1]?.gates === paths[at]?.gates && paths[at - 1]?.gateway === paths[at]?.gateway;

function comparePaths(
  memory: Memory,
  sides: Sides,
  { client }: Pair,
  caller: Caller,
  approach: Approach,
  [was, will]: readonly [readonly Path[], readonly Path[]],
  { gaps, unread }: Notes,
): Example | null {
  if (was.length !== will.length || was.some((p, i) => p.pod !== will[i]?.pod)) {
    // Other endpoints or routes: the paths cannot be laid side by side.
    const plain = exampleOf(sides, client, caller, approach, was[0]?.pod ?? "", []);
    if (plain === null) gaps.add("attribute");
    return plain;
  }
  let example: Example | null = null;
  const done = new Set<string>();
  for (const [i, path] of was.entries()) {
    const other = will[i];
    // Pods that nothing tells apart share their gates.
    if (other === undefined || (isAgain(was, i) && isAgain(will, i))) continue;
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
      example = exampleOf(sides, client, caller, approach, path.pod, parts);
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
