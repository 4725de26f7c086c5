"use client";
import { useMemo, useState } from "react";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import type { Finds } from "../graph/shown.ts";
import { useAges } from "./ages.ts";
import { type GraphFacts, graphFacts } from "./facts.ts";
import { findsOf, nowhere } from "./find.ts";
import { fieldsIn, type Parsed, parse, type Query, type QueryError } from "./query.ts";
import type { Ages } from "./read-field.ts";
import { withoutTermAt } from "./tokens.ts";

/** What a text looks for in a mesh. */
export interface Find {
  readonly query: Query;
  readonly facts: GraphFacts;
  readonly ages: Ages;
  /** null: everything. */
  readonly finds: Finds | null;
  /** What is wrong, without the term that is still being written. */
  readonly errors: readonly QueryError[];
  readonly typing: boolean;
  /** Says where the caret is; null: the query is written. */
  readonly onCaret: (caret: number | null) => void;
}

/** Reads the query of the address and makes it ready for this mesh. */
export function useFind(answer: GraphAnswer, text: string): Find {
  const [caret, onCaret] = useState<number | null>(null);
  const parsed = useMemo(() => parse(text), [text]);
  const facts = graphFacts(answer);
  const ages = useAges(fieldsIn(parsed.query).includes("age"));
  const query = useMemo(() => heeded(parsed, text, caret, facts, ages), [parsed, text, caret, facts, ages]);
  const finds = useMemo(() => findsOf(query, facts, ages), [query, facts, ages]);
  return useMemo(
    () => ({
      query,
      facts,
      ages,
      finds,
      // A term is not called wrong before it is written.
      errors: parsed.errors.filter(({ from, to }) => caret === null || caret < from || caret > to),
      typing: caret !== null,
      onCaret,
    }),
    [parsed, query, facts, ages, finds, caret],
  );
}

/** A term that is being written and fits nothing yet must not empty the picture: it is heeded when the caret leaves it. */
function heeded(parsed: Parsed, text: string, caret: number | null, facts: GraphFacts, ages: Ages): Query {
  const cut = caret === null ? null : withoutTermAt(text, caret);
  if (cut === null || nowhere(parse(cut.term).query, facts, ages).length === 0) return parsed.query;
  return parse(cut.rest).query;
}
