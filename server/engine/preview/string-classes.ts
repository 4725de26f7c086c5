import { type Automaton, dead } from "./automaton.ts";

/** One combination of answers that a real text can have, with the shortest text that has it. */
export interface StringClass {
  readonly witness: string;
  /** One for each automaton, in their order. */
  readonly answers: readonly boolean[];
}

export interface StringClasses {
  readonly classes: readonly StringClass[];
  /** False when there are more states than are looked at: then there may be further combinations. */
  readonly complete: boolean;
}

/** What "any other character" may be, the friendliest first: every visible character of ASCII, and some beyond. */
const others = [
  ..."xyzwvutsrqponmlkjihgfedcba0123456789XYZWVUTSRQPONMLKJIHGFEDCBA",
  ..."-_.~!$&'()+,;:@/=*^|\"<>[]{}`%?#\\ éλ語",
];

/** Characters of which at least one stands for every character that there is: the automata treat it alike. */
function alphabetOf(automata: readonly Automaton[]): readonly string[] {
  const single = new Set(automata.flatMap((a) => [...a.characters]));
  const sets = [...new Set(automata.flatMap((a) => a.sets))];
  const kinds = new Map<string, string>();
  for (const c of others) {
    if (single.has(c)) continue;
    const kind = sets.map((set) => (set(c) ? "1" : "0")).join("");
    if (!kinds.has(kind)) kinds.set(kind, c);
  }
  return [...kinds.values(), ...single];
}

interface Reached {
  readonly states: readonly number[];
  readonly before: Reached | null;
  readonly character: string;
}

function textOf(reached: Reached): string {
  const parts: string[] = [];
  for (let at: Reached | null = reached; at !== null; at = at.before) parts.push(at.character);
  return parts.reverse().join("");
}

/**
 * Every combination of answers that a text of the domain can have: the product of the automata, walked breadth first.
 * @param preferred texts that are taken as witnesses where they fit; those outside of the domain are passed over
 * @param most states of the product that are looked at
 */
export function stringClasses(
  tests: readonly Automaton[],
  domain: Automaton,
  preferred: readonly string[],
  most: number,
): StringClasses {
  const all = [domain, ...tests];
  const found = new Map<string, StringClass>();
  const take = (states: readonly number[], witness: () => string) => {
    if (!domain.accepts(states[0] ?? dead)) return;
    const answers = tests.map((t, i) => t.accepts(states[i + 1] ?? dead));
    const key = answers.map(Number).join("");
    if (!found.has(key)) found.set(key, { witness: witness(), answers });
  };
  const start = all.map((a) => a.start);
  const move = (states: readonly number[], c: string) =>
    states.map((s, i) => (s === dead ? dead : (all[i]?.next(s, c) ?? dead)));
  for (const text of preferred) take([...text].reduce(move, start), () => text);
  const alphabet = alphabetOf(all);
  const seen = new Set([start.join(",")]);
  let front: Reached[] = [{ states: start, before: null, character: "" }];
  while (front.length > 0) {
    const following: Reached[] = [];
    for (const at of front) {
      take(at.states, () => textOf(at));
      for (const character of alphabet) {
        const states = move(at.states, character);
        if (states[0] === dead) continue;
        const key = states.join(",");
        if (seen.has(key)) continue;
        if (seen.size >= most) return { classes: [...found.values()], complete: false };
        seen.add(key);
        following.push({ states, before: at, character });
      }
    }
    front = following;
  }
  return { classes: [...found.values()], complete: true };
}
