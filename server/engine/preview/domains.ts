import type { MeshConfig } from "../objects.ts";
import {
  type Automaton,
  anyPattern,
  type CharacterSet,
  dead,
  foldedLiteral,
  literal,
  many,
  one,
  type Piece,
} from "./automaton.ts";

/** Which texts an attribute of a request can be at all. */

const visible: CharacterSet = (c) => c > " " && c !== "\u007f";
const tokenCharacter: CharacterSet = (c) => /^[A-Za-z0-9!#$%&'*+\-.^_`|~]$/.test(c);
const hostCharacter: CharacterSet = (c) => visible(c) && !'/?#@\\"<>^`{|}'.includes(c);
const nameCharacter: CharacterSet = (c) => hostCharacter(c) && c !== ":";
const digit: CharacterSet = (c) => c >= "0" && c <= "9" && c.length === 1;
/** Inside a header a space is like any other character. */
const headerCharacter: CharacterSet = (c) => c >= " " && c !== "\u007f";

export const methods: Automaton = anyPattern([[one(tokenCharacter), many(tokenCharacter)]]);
export const headerValues: Automaton = anyPattern([[many(headerCharacter)]]);
export const claimTexts: Automaton = anyPattern([[many(headerCharacter)]]);
export const authorities: Automaton = anyPattern([[one(hostCharacter), many(hostCharacter)]]);
/** Server names of a handshake; none at all for a bare address. */
export const serverNames: Automaton = anyPattern([[many(nameCharacter)]]);

/** Host headers that name one of some hosts, in any case, with or without a port. */
export const authoritiesOf = (names: readonly string[]): Automaton =>
  anyPattern(
    names.flatMap((name): readonly (readonly Piece[])[] => [
      foldedLiteral(name),
      [...foldedLiteral(name), ...literal(":"), one(digit), many(digit)],
    ]),
  );

const hex = /^[0-9A-Fa-f]$/;
const unreserved = /^[A-Za-z0-9\-._~]$/;

/** States of the path automaton: where in a segment it stands; a percent sign's digits are states of their own. */
const place = { start: 0, slash: 1, dot: 2, dots: 3, text: 4, query: 5, percent: 6, firstDigit: 7 };

/**
 * Paths as rules see them: what normalising leaves as it is. Begins with a slash, no fragment; without dot segments, backslashes and
 * encoded letters unless MeshConfig says NONE, without double slashes where they are merged.
 * @param query whether the path's query is a part of it
 * @param percent whether some test speaks of a percent sign; else that is a character like any other, and left out
 */
export function paths(
  mode: MeshConfig["pathNormalization"],
  { query, percent }: { readonly query: boolean; readonly percent: boolean },
): Automaton {
  const plain = mode === "NONE";
  const merges = mode === "MERGE_SLASHES" || mode === "DECODE_AND_MERGE_SLASHES";
  const decodes = mode === "DECODE_AND_MERGE_SLASHES";
  const isText = (c: string) => visible(c) && c !== "#";
  /** A percent sign and two digits that normalising would replace. */
  const replaced = (digits: string) => {
    const character = String.fromCharCode(Number.parseInt(digits, 16));
    return unreserved.test(character) || (decodes && (character === "/" || character === "\\"));
  };
  const inText = (c: string): number => {
    if (c === "/") return place.slash;
    if (c === "?") return query ? place.query : dead;
    if (plain) return isText(c) ? place.text : dead;
    if (c === "\\" || !isText(c)) return dead;
    if (c !== "%") return place.text;
    return percent ? place.percent : dead;
  };
  const endsSegment = (c: string) => c === "/" || c === "?";
  const next = (state: number, c: string): number => {
    switch (state) {
      case place.start:
        return c === "/" ? place.slash : dead;
      case place.query:
        return isText(c) ? place.query : dead;
      case place.slash:
        if (plain) return inText(c);
        if (c === "/" && merges) return dead;
        return c === "." ? place.dot : inText(c);
      case place.dot:
      case place.dots:
        if (endsSegment(c)) return dead;
        return c === "." && state === place.dot ? place.dots : inText(c);
      case place.percent:
        return hex.test(c) ? digitState(c) : inText(c);
      default:
        if (state < place.firstDigit) return inText(c);
        return hex.test(c) && replaced(digitOf(state) + c) ? dead : inText(c);
    }
  };
  return {
    start: place.start,
    next,
    accepts: (state) =>
      state !== dead && state !== place.start && state !== place.dot && state !== place.dots,
    characters: new Set([
      ...["/", "?"],
      ...(plain ? [] : [".", "\\", "%"]),
      ...(plain || !percent ? [] : "0123456789abcdefABCDEF"),
    ]),
    sets: [isText],
  };
}

const digits = "0123456789abcdef";
const digitState = (c: string) => place.firstDigit + digits.indexOf(c.toLowerCase());
const digitOf = (state: number) => digits[state - place.firstDigit] ?? "";
