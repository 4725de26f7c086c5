/** A set of texts as a machine that reads one character after the other. */
export interface Automaton {
  readonly start: number;
  /** The state behind one more character; `dead` stays dead. */
  readonly next: (state: number, character: string) => number;
  readonly accepts: (state: number) => boolean;
  /** Characters that it treats one by one. */
  readonly characters: ReadonlySet<string>;
  /** Sets of characters that it tells apart besides. */
  readonly sets: readonly CharacterSet[];
}

/** True for the characters of a set. */
export type CharacterSet = (character: string) => boolean;

/** The state from which nothing is accepted any more. */
export const dead = -1;
export const anyCharacter: CharacterSet = () => true;

/** A piece of a pattern: one character of a set, or any number of them. */
export interface Piece {
  readonly of: CharacterSet;
  readonly many: boolean;
  /** Given when the set is these characters. */
  readonly characters?: readonly string[];
}

export const one = (of: CharacterSet): Piece => ({ of, many: false });
export const many = (of: CharacterSet): Piece => ({ of, many: true });

/** The characters of a text, each as it stands. */
export const literal = (text: string): readonly Piece[] =>
  [...text].map((c) => ({ of: (x) => x === c, many: false, characters: [c] }));

/** The characters of a text in either case. */
export const foldedLiteral = (text: string): readonly Piece[] =>
  [...text.toLowerCase()].map((lower) => ({
    of: (x) => x.toLowerCase() === lower,
    many: false,
    characters: [lower, ...[...lower.toUpperCase()].slice(0, 1)],
  }));

/** Positions from which a pattern goes on, with all that they lead to without a character: a repeated piece may be passed over. */
function closure(pattern: readonly Piece[], from: readonly number[]): readonly number[] {
  const found = new Set<number>();
  for (let at of from) {
    found.add(at);
    while (pattern[at]?.many === true) {
      at += 1;
      found.add(at);
    }
  }
  return [...found].toSorted((a, b) => a - b);
}

/** Texts that fit one of some patterns from end to end. */
export function anyPattern(patterns: readonly (readonly Piece[])[]): Automaton {
  // A state is the positions that may be reached in each pattern; states are numbered as they are met.
  const states: (readonly (readonly number[])[])[] = [];
  const moves: Map<string, number>[] = [];
  const numbers = new Map<string, number>();
  const stateOf = (positions: readonly (readonly number[])[]): number => {
    if (positions.every((p) => p.length === 0)) return dead;
    const key = positions.map((p) => p.join(".")).join("|");
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    moves.push(new Map());
    return states.push(positions) - 1;
  };
  const step = (pattern: readonly Piece[], positions: readonly number[], character: string) =>
    closure(
      pattern,
      positions.flatMap((at) => {
        const piece = pattern[at];
        return piece?.of(character) === true ? [piece.many ? at : at + 1] : [];
      }),
    );
  const pieces = patterns.flat();
  return {
    start: stateOf(patterns.map((pattern) => closure(pattern, [0]))),
    next: (state, character) => {
      const positions = states[state];
      if (positions === undefined) return dead;
      const known = moves[state]?.get(character);
      if (known !== undefined) return known;
      const to = stateOf(patterns.map((pattern, i) => step(pattern, positions[i] ?? [], character)));
      moves[state]?.set(character, to);
      return to;
    },
    accepts: (state) =>
      states[state]?.some((positions, i) => positions.includes(patterns[i]?.length ?? -1)) === true,
    characters: new Set(pieces.flatMap((p) => p.characters ?? [])),
    sets: [...new Set(pieces.flatMap((p) => (p.characters === undefined ? [p.of] : [])))],
  };
}

/** Istio's string match: `*` is any text but the empty one, `*x` a suffix, `x*` a prefix, anything else the text itself. */
export function starPieces(
  pattern: string,
  text: (t: string) => readonly Piece[] = literal,
): readonly Piece[] {
  if (pattern === "*") return [one(anyCharacter), many(anyCharacter)];
  if (pattern.startsWith("*")) return [many(anyCharacter), ...text(pattern.slice(1))];
  if (pattern.endsWith("*")) return [...text(pattern.slice(0, -1)), many(anyCharacter)];
  return text(pattern);
}

/** Judges the part of a text in front of a character only; what follows changes nothing. */
export function inFrontOf(character: string, automaton: Automaton): Automaton {
  // Even numbers are states that still read, odd ones have seen the character.
  return {
    start: automaton.start === dead ? dead : 2 * automaton.start,
    next: (state, c) => {
      if (state === dead || state % 2 === 1) return state;
      if (c === character) return state + 1;
      const to = automaton.next(state / 2, c);
      return to === dead ? dead : 2 * to;
    },
    accepts: (state) => state !== dead && automaton.accepts(Math.floor(state / 2)),
    characters: new Set([...automaton.characters, character]),
    sets: automaton.sets,
  };
}
