import { fieldOf } from "./fields.ts";
import type { QueryError } from "./query.ts";
import { tokens } from "./tokens.ts";

/** A run of letters of the field that is drawn alike. */
export interface Piece {
  readonly text: string;
  /** `field`: a term that is understood; `not`: what negates. */
  readonly kind: "plain" | "field" | "not";
  readonly wrong: boolean;
}

/** The text cut where its look changes; put together again it is the text. */
export function pieces(text: string, errors: readonly QueryError[]): readonly Piece[] {
  const kinds = new Array<Piece["kind"]>(text.length).fill("plain");
  for (const token of tokens(text)) {
    const kind =
      token.kind === "term"
        ? token.field !== null && fieldOf(token.field.text) !== null
          ? "field"
          : "plain"
        : token.kind === "not"
          ? "not"
          : "plain";
    kinds.fill(kind, token.from, token.to);
  }
  const wrong = new Array<boolean>(text.length).fill(false);
  for (const { from, to } of errors) wrong.fill(true, from, to);
  const result: Piece[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && kinds[at] === kinds[from] && wrong[at] === wrong[from]) continue;
    result.push({ text: text.slice(from, at), kind: kinds[from] ?? "plain", wrong: wrong[from] ?? false });
    from = at;
  }
  return result;
}
