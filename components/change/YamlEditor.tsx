"use client";
import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { unifiedMergeView } from "@codemirror/merge";
import { Annotation, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";
import { pathAtLine } from "./yaml-place.ts";
import { type Schema, schemaAt, schemaOf } from "./yaml-schema.ts";

/** A place of the text that something is said of. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly severity: "error" | "warning" | "info";
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--sk-yaml-key)" },
  { tag: tags.comment, color: "var(--sk-subtle)" },
  { tag: tags.meta, color: "var(--sk-subtle)" },
]);
// A diff is blue and grey: green and red mean verdicts here.
const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--sk-code)", color: "var(--sk-text)", fontSize: "12px" },
  ".cm-scroller": { fontFamily: "var(--sk-mono)", lineHeight: "18px" },
  ".cm-gutters": { backgroundColor: "var(--sk-code)", color: "var(--sk-subtle)", border: "0" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--sk-text) 4%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--sk-text)" },
  "&.cm-focused": { outline: "2px solid var(--sk-link)", outlineOffset: "-2px" },
  // As specific as the library's own rules, which would else win.
  "&.cm-merge-b .cm-changedLine, .cm-inlineChangedLine": { backgroundColor: "var(--sk-selected)" },
  "&.cm-merge-b .cm-changedText": {
    background: "none",
    textDecoration: "underline 1px var(--sk-link)",
  },
  ".cm-deletedChunk": {
    backgroundColor: "var(--sk-box)",
    color: "var(--sk-subtle)",
    paddingLeft: "6px",
  },
  // The bar beside it and its colour say that it goes; a line through indentation says nothing.
  ".cm-deletedChunk .cm-deletedText, .cm-deletedChunk del": {
    background: "none",
    textDecoration: "none",
  },
  "&.cm-merge-b .cm-changedLineGutter": { background: "var(--sk-link)" },
  ".cm-deletedLineGutter": { background: "var(--sk-border)" },
  ".cm-tooltip": {
    backgroundColor: "var(--sk-panel)",
    color: "var(--sk-text)",
    border: "1px solid var(--sk-border)",
    borderRadius: "6px",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--sk-selected)",
    color: "var(--sk-text)",
  },
  ".cm-diagnostic": { padding: "4px 8px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--sk-denied-line)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--sk-depends-line)" },
});
const fromOutside = Annotation.define<boolean>();

/** Keys that may stand here, or the values that the field knows. */
function complete(schema: Schema) {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const value = /^[\s-]*([\w.-]+):\s+(\w*)$/.exec(before);
    const lines = context.state.doc.toString().split("\n");
    if (value !== null) {
      const path = [...pathAtLine(lines, line.number - 1, true), value[1] ?? ""];
      const values = schemaAt(schema, path)?.values;
      if (values === undefined) return null;
      return {
        from: context.pos - (value[2] ?? "").length,
        options: values.map((label) => ({ label, type: "enum" })),
      };
    }
    const key = /^[\s-]*(\w*)$/.exec(before);
    if (key === null || (!context.explicit && (key[1] ?? "") === "")) return null;
    const keys = schemaAt(schema, pathAtLine(lines, line.number - 1, true))?.keys;
    if (keys === undefined) return null;
    return {
      from: context.pos - (key[1] ?? "").length,
      options: Object.entries(keys).map(([label, inner]) => ({
        label,
        type: "property",
        apply:
          inner.keys !== undefined || inner.item !== undefined || inner.any !== undefined
            ? `${label}:`
            : `${label}: `,
      })),
    };
  };
}

/** What a field is, beside the mouse. */
const hover = (schema: Schema, help: (name: string) => string | null) =>
  hoverTooltip((view, position) => {
    const line = view.state.doc.lineAt(position);
    const key = /^([\s-]*)([\w.-]+):/.exec(line.text);
    if (key === null) return null;
    const from = line.from + (key[1] ?? "").length;
    const name = key[2] ?? "";
    if (position < from || position > from + name.length) return null;
    const path = [...pathAtLine(view.state.doc.toString().split("\n"), line.number - 1, true), name];
    const values = schemaAt(schema, path)?.values;
    const text = [help(name), values?.join(" | ") ?? null].filter((part) => part !== null).join(": ");
    if (text === "") return null;
    return {
      pos: from,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "cm-diagnostic";
        dom.textContent = text;
        return { dom };
      },
    };
  });

/** The YAML of a draft, with what differs from the saved text in line, what is wrong at its place, and keys and values to complete. */
export default function YamlEditor({
  text,
  saved,
  kind,
  label,
  marks,
  help,
  onChange,
}: {
  text: string;
  /** null: nothing to compare with. */
  saved: string | null;
  kind: string;
  label: string;
  marks: readonly Mark[];
  help: (name: string) => string | null;
  onChange: (text: string) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ text, onChange, help });
  latest.current = { text, onChange, help };

  useEffect(() => {
    if (place.current === null) return;
    const schema = schemaOf(kind);
    const extensions: Extension[] = [
      lineNumbers(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      indentUnit.of("  "),
      yaml(),
      EditorView.lineWrapping,
      syntaxHighlighting(colours),
      lintGutter(),
      autocompletion({ override: [complete(schema)], icons: false }),
      hover(schema, (name) => latest.current.help(name)),
      // Tab is not taken: it leads out of the editor.
      keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
      EditorView.contentAttributes.of({ "aria-label": label }),
      EditorView.updateListener.of((update) => {
        const own = update.transactions.every((transaction) => transaction.annotation(fromOutside) !== true);
        if (update.docChanged && own) latest.current.onChange(update.state.doc.toString());
      }),
      look,
    ];
    if (saved !== null)
      extensions.push(
        unifiedMergeView({ original: saved, mergeControls: false, highlightChanges: true, gutter: true }),
      );
    const made = new EditorView({
      state: EditorState.create({ doc: latest.current.text, extensions }),
      parent: place.current,
    });
    // A region that scrolls is reached by keyboard.
    made.scrollDOM.tabIndex = 0;
    made.scrollDOM.setAttribute("role", "group");
    made.scrollDOM.setAttribute("aria-label", label);
    view.current = made;
    return () => {
      made.destroy();
      view.current = null;
    };
  }, [kind, label, saved]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const now = editor.state.doc.toString();
    if (now === text) return;
    let from = 0;
    while (from < now.length && from < text.length && now[from] === text[from]) from++;
    let end = 0;
    while (end < now.length - from && end < text.length - from && now.at(-1 - end) === text.at(-1 - end))
      end++;
    editor.dispatch({
      changes: { from, to: now.length - end, insert: text.slice(from, text.length - end) },
      annotations: fromOutside.of(true),
    });
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const { length } = editor.state.doc;
    const diagnostics: Diagnostic[] = marks.map(({ from, to, text: message, severity }) => ({
      from: Math.min(from, length),
      to: Math.min(Math.max(to, from), length),
      message,
      severity,
    }));
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
  }, [marks]);

  return <div ref={place} style={{ height: "100%", minHeight: 0 }} />;
}
