import { cost, type Link } from "./cost.ts";
import { place } from "./place.ts";
import type { LayoutProblem, Positions } from "./problem.ts";
import { copyState, firstState, mutate, randomFrom, type State } from "./state.ts";

/** Rough number of line tests that one layout may cost: one to two seconds of one core. */
const budget = 90_000_000;
const seeds = [7, 19, 31, 43, 57, 71];
/** Points that a worse drawing may cost at the start of a search: wild at first, then only to polish the best. */
const hot = 300;
const warm = 80;

/**
 * Lays out a small mesh as a person would: namespaces in columns from callers to called, no line over a workload, as
 * large as the window allows. Simulated annealing from a layered start, the best of a few fixed seeds.
 * @returns the centre of each node; the same problem gives the same answer
 */
export function compactLayout(problem: LayoutProblem): Positions {
  const flat = problem.blocks.flatMap((block) => block.nodes);
  const number = new Map(flat.map((node, i) => [node.id, i] as const));
  const blockOf = problem.blocks.flatMap((block, b) => block.nodes.map(() => b));
  const links = problem.edges.flatMap(({ client, server, room }): Link[] => {
    const from = number.get(client);
    const to = number.get(server);
    return from === undefined || to === undefined || from === to ? [] : [{ client: from, server: to, room }];
  });
  const price = (state: State): number => cost(problem, blockOf, links, place(problem, flat, links, state));
  const pairs = links.map((link) => [link.client, link.server] as const);
  const start = firstState(problem, blockOf, pairs);
  const tests = Math.max(200, links.length * (flat.length + problem.blocks.length * 2 + links.length / 2));
  const rounds = Math.max(300, Math.min(9000, Math.floor(budget / (seeds.length + 2) / tests)));
  const found = seeds.map((seed) => anneal(start, price, rounds, hot, randomFrom(seed)));
  const best = found.reduce((a, b) => (b.price < a.price ? b : a));
  const polished = anneal(best.state, price, rounds * 2, warm, randomFrom(1));
  const { nodes } = place(problem, flat, links, polished.state);
  return Object.fromEntries(flat.map((node, i) => [node.id, { x: nodes[i]?.x ?? 0, y: nodes[i]?.y ?? 0 }]));
}

function anneal(
  start: State,
  price: (state: State) => number,
  rounds: number,
  heatAtStart: number,
  random: () => number,
): { state: State; price: number } {
  let state = start;
  let current = price(state);
  let best = { state, price: current };
  for (let round = 0; round < rounds; round++) {
    const heat = heatAtStart * (1 - round / rounds) ** 2 + 0.5;
    const next = copyState(state);
    mutate(next, random);
    const nextPrice = price(next);
    if (nextPrice <= current || random() < Math.exp((current - nextPrice) / heat)) {
      state = next;
      current = nextPrice;
      if (current < best.price) best = { state, price: current };
    }
  }
  return best;
}
