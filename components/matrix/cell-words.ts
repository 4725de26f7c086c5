import { transportWord } from "../look/transport.ts";
import type { Words } from "../look/words.ts";
import type { Item } from "./axis.ts";
import type { CellFacts } from "./cell.ts";
import type { End } from "./table.ts";

const nameOf = (end: End, words: Words): string =>
  end.namespace === ""
    ? words.matrix.outside
    : end.workloadPort === null
      ? end.id
      : words.matrix.port(end.id, end.workloadPort);

/** What a header says aloud. */
export function itemSpoken({ folded, namespace, ends }: Item, words: Words): string {
  const [end] = ends;
  if (folded || end === undefined) return words.matrix.namespace(namespace);
  const name = nameOf(end, words);
  return end.node?.membership === "none" && end.namespace !== "" ? `${name}, ${words.matrix.noProxy}` : name;
}

/** What a cell says aloud: its ends, how it ends, and what was seen. */
export function cellSpoken(row: Item, column: Item, cell: CellFacts, words: Words): string {
  return words.matrix.spoken(itemSpoken(row, words), itemSpoken(column, words), told(cell, words));
}

function told(cell: CellFacts, words: Words): string {
  if (cell.kind === "self") return words.matrix.self;
  if (cell.kind === "none") return words.matrix.filtered;
  if (cell.kind === "pair") {
    const { end, edge } = cell;
    return [
      words.outcome[end.outcome].word,
      transportWord(end.transport, words),
      edge?.evidence.observed === true ? words.matrix.seen : words.matrix.notSeen,
      ...(edge === null || edge.disagrees === null ? [] : [words.matrix.disagreeing(1)]),
    ].join(", ");
  }
  return [
    ...cell.sums.map(({ outcome, count }) => words.matrix.counted(count, words.outcome[outcome].counted)),
    words.matrix.seenOf(cell.seen, cell.total),
    ...(cell.disagreeing === 0 ? [] : [words.matrix.disagreeing(cell.disagreeing)]),
  ].join(", ");
}
