export interface Piece {
  readonly kind: "key" | "comment" | "plain";
  readonly text: string;
}

/** One line of YAML in coloured pieces: the key, and a comment that takes the line or follows a space. Display only. */
export function yamlPieces(line: string): Piece[] {
  if (/^\s*#/.test(line)) return [{ kind: "comment", text: line }];
  const key = /^(\s*(?:- )*)((?:"[^"]*"|'[^']*'|[^\s#"'][^:#]*?):)(?=\s|$)/.exec(line);
  const [indent, name] = key === null ? ["", ""] : [key[1] ?? "", key[2] ?? ""];
  const rest = line.slice(indent.length + name.length);
  const comment = /\s#.*$/.exec(rest);
  const cut = comment !== null && !/["']/.test(rest) ? comment.index : rest.length;
  const pieces: Piece[] = [
    { kind: "plain", text: indent },
    { kind: "key", text: name },
    { kind: "plain", text: rest.slice(0, cut) },
    { kind: "comment", text: rest.slice(cut) },
  ];
  return pieces.filter(({ text }) => text !== "");
}
