import { type Document, LineCounter, parseDocument } from "yaml";
import { kubectlTags } from "../../contract/kubectl-yaml.ts";
import type { ItemLines } from "./plain-yaml.ts";

/** What a document's text came to. */
export type Parsed =
  | {
      readonly kind: "value";
      readonly value: unknown;
      readonly duplicateKey: TextError | null;
      /** Lines of the entries of a list at `items`, where they are known. */
      readonly items?: readonly ItemLines[];
    }
  | ({ readonly kind: "broken" } & TextError);

/** What the YAML reader said, and the 1-based line within the document. */
export interface TextError {
  readonly line: number;
  readonly text: string;
  /** Where the usual cure, to correct the line, is not the right one. */
  readonly cure?: string;
}

// Aliases are shared, not copied, so a thousand uses cost nothing; a bomb multiplies and passes the limit at once.
const MAX_ALIAS_COUNT = 1000;

/** What the library gets at once: it takes seconds and gigabytes for what is longer or deeper than this. */
const MAX_LENGTH = 1024 * 1024;
const MAX_BRACKETS = 500;

/** By the YAML library: slow, and right about everything. */
export function parseAnyYaml(text: string): Parsed {
  const heavy = whyTooHeavy(text);
  if (heavy !== null)
    return {
      kind: "broken",
      line: 1,
      text: heavy,
      cure: "Split it into several documents, or save it as JSON.",
    };
  try {
    const lines = new LineCounter();
    const document = parseYaml(text, lines);
    const errors = document.errors.map((error) => ({
      code: error.code,
      line: lines.linePos(error.pos[0]).line,
      text: sentence(error.message),
    }));
    const fatal = errors.find((error) => error.code !== "DUPLICATE_KEY");
    if (fatal !== undefined) return { kind: "broken", line: fatal.line, text: fatal.text };
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIAS_COUNT });
    return { kind: "value", value, duplicateKey: errors[0] ?? null };
  } catch (thrown) {
    return { kind: "broken", line: 1, text: thrownSentence(thrown) };
  }
}

/** Why a text is not given to the library; null when it may be. */
function whyTooHeavy(text: string): string | null {
  if (text.length > MAX_LENGTH)
    return "it is over 1 MiB long and uses styles that take too long to read (anchors, tags, long flow lists, or a broken line)";
  let depth = 0;
  for (const bracket of text.matchAll(/[[\]{}]/g)) {
    depth = bracket[0] === "[" || bracket[0] === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > MAX_BRACKETS) return "it is nested too deeply";
  }
  return null;
}

/**
 * The document tree of a text, for positions.
 * @returns null when the text is too heavy or beyond the library
 */
export function parseTree(text: string): { readonly document: Document; readonly lines: LineCounter } | null {
  if (whyTooHeavy(text) !== null) return null;
  const lines = new LineCounter();
  try {
    return { document: parseYaml(text, lines), lines };
  } catch {
    return null;
  }
}

function parseYaml(text: string, lineCounter: LineCounter): Document {
  return parseDocument(text, {
    version: "1.1",
    customTags: kubectlTags,
    prettyErrors: false,
    logLevel: "silent",
    lineCounter,
  });
}

function sentence(message: string): string {
  return message.split("\n")[0]?.replace(/[:.]$/, "") ?? message;
}

function thrownSentence(thrown: unknown): string {
  if (thrown instanceof RangeError) return "it is nested too deeply";
  if (thrown instanceof ReferenceError && /alias/i.test(thrown.message))
    return /excessive/i.test(thrown.message)
      ? "its aliases multiply beyond any sensible size"
      : "it has an alias without an anchor";
  return sentence(thrown instanceof Error ? thrown.message : String(thrown));
}
