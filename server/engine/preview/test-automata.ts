import type { Test } from "../expression.ts";
import { isPathTemplate } from "../match/path-template.ts";
import {
  type Automaton,
  anyCharacter,
  anyPattern,
  type CharacterSet,
  foldedLiteral,
  inFrontOf,
  literal,
  many,
  one,
  type Piece,
  starPieces,
} from "./automaton.ts";

const segment: CharacterSet = (c) => /^[A-Za-z0-9\-._~%!$&'()+,;:@]$/.test(c);
const rest: CharacterSet = (c) => c === "/" || segment(c);

/** A value of `paths`: a template, or a text with stars. */
export function pathPieces(value: string): readonly Piece[] {
  if (!isPathTemplate(value)) return starPieces(value);
  return value
    .split(/(\{\*\*\}|\{\*\})/)
    .flatMap((part) =>
      part === "{*}" ? [one(segment), many(segment)] : part === "{**}" ? [many(rest)] : literal(part),
    );
}

/** A condition on a header: a star asks for presence alone. */
const headerPieces = (value: string): readonly Piece[] =>
  value === "*" ? [many(anyCharacter)] : starPieces(value);

/**
 * The texts of an attribute for which a test answers yes.
 * @param query whether the path is told with its query, of which `paths` sees nothing
 */
export function automatonOf({ field, wanted }: Test, query: boolean): Automaton {
  if (/^(notP|p)aths$/.test(field)) {
    const path = anyPattern(wanted.map(pathPieces));
    return query ? inFrontOf("?", path) : path;
  }
  if (/^(notH|h)osts$/.test(field)) return anyPattern(wanted.map((v) => starPieces(v, foldedLiteral)));
  return anyPattern(wanted.map(field.startsWith("request.headers[") ? headerPieces : (v) => starPieces(v)));
}
