import type { CertificateIssueCode } from "./certificate-issues.ts";
import type { FindingCode } from "./findings.ts";
import type { Language } from "./language.ts";
import type { ReasonCode } from "./reasons.ts";
import { reasons } from "./reasons.ts";
import { type ActionCode, action as actionEn } from "./sentences/action-en.ts";
import { action as actionJa } from "./sentences/action-ja.ts";
import {
  type CertificateWord,
  certificates as certificatesEn,
  certificateWords as wordsEn,
} from "./sentences/certificates-en.ts";
import { certificates as certificatesJa, certificateWords as wordsJa } from "./sentences/certificates-ja.ts";
import { type DumpCode, dump as dumpEn } from "./sentences/dump-en.ts";
import { dump as dumpJa } from "./sentences/dump-ja.ts";
import { type OwnCode, own as ownEn } from "./sentences/en.ts";
import { type FindingSentence, findings as findingsEn } from "./sentences/findings-en.ts";
import { findings as findingsJa } from "./sentences/findings-ja.ts";
import { own as ownJa } from "./sentences/ja.ts";
import { reasons as reasonsJa } from "./sentences/reasons-ja.ts";
import { type TelemetryCode, telemetry as telemetryEn } from "./sentences/telemetry-en.ts";
import { telemetry as telemetryJa } from "./sentences/telemetry-ja.ts";
import { type WriteCode, write as writeEn } from "./sentences/write-en.ts";
import { write as writeJa } from "./sentences/write-ja.ts";

/** Every sentence, and part of a sentence, that the server can say. */
export type SentenceCode =
  | OwnCode
  | ReasonCode
  | `finding.${FindingCode}`
  | `cure.${FindingCode}`
  | `action.${ActionCode}`
  | `dump.${DumpCode}`
  | `certificate.${CertificateIssueCode}`
  | `certificateCure.${CertificateIssueCode}`
  | `certificateWord.${CertificateWord}`
  | `telemetry.${TelemetryCode}`
  | `write.${WriteCode}`;

/** `{name}` is filled in; where a language needs more than that, a function of the values. */
export type Template = string | ((values: Readonly<Record<string, string>>) => string);

// Noncharacters, which Unicode keeps for use inside of a program: no text from a cluster has a reason to hold them.
const [begin, next, is, end] = ["\uFDD0", "\uFDD1", "\uFDD2", "\uFDD3"] as const;

/**
 * A sentence in no language yet: its code and its values, packed as a string. Values may be such sentences too. It is compared, kept
 * and sent through the engine as any string; `tell` makes a language of it where an answer leaves the server.
 */
export function say(code: SentenceCode, values: Readonly<Record<string, string>> = {}): string {
  let packed = begin + code;
  for (const name in values) packed += next + name + is + values[name];
  return packed + end;
}

/** A sentence made of any number of parts, in their order; one part alone stands for itself, so that alike things are packed alike. */
export const sayAll = (code: "both" | "either" | "listed", parts: readonly string[]): string =>
  parts.length === 1 && parts[0] !== undefined ? parts[0] : say(code, Object.fromEntries(parts.entries()));

const catalogs: Readonly<Record<Language, (code: string) => Template | undefined>> = {
  en: catalog(
    { ...reasons, ...ownEn },
    {
      ...partsOf("finding", "cure", findingsEn),
      ...partsOf("certificate", "certificateCure", certificatesEn),
      certificateWord: wordsEn,
      write: writeEn,
      telemetry: telemetryEn,
      action: actionEn,
      dump: dumpEn,
    },
  ),
  ja: catalog(
    { ...reasonsJa, ...ownJa },
    {
      ...partsOf("finding", "cure", findingsJa),
      ...partsOf("certificate", "certificateCure", certificatesJa),
      certificateWord: wordsJa,
      write: writeJa,
      telemetry: telemetryJa,
      action: actionJa,
      dump: dumpJa,
    },
  ),
};

/** What findings say, and what they tell to do, as two families. */
function partsOf(told: string, todo: string, sentences: Readonly<Record<string, FindingSentence>>) {
  const all = Object.entries(sentences);
  return {
    [told]: Object.fromEntries(all.map(([code, { text }]) => [code, text])),
    [todo]: Object.fromEntries(all.map(([code, { cure }]) => [code, cure])),
  };
}

function catalog(
  sentences: Readonly<Record<string, Template>>,
  families: Readonly<Record<string, Readonly<Record<string, Template>>>>,
) {
  const all = new Map(Object.entries(sentences));
  for (const [family, members] of Object.entries(families))
    for (const [code, template] of Object.entries(members)) all.set(`${family}.${code}`, template);
  return (code: string) => all.get(code);
}

function fill(template: Template | undefined, values: Readonly<Record<string, string>>): string {
  if (typeof template === "function") return template(values);
  return (template ?? "").replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

const marks = /[\uFDD0-\uFDD3]/g;

/** One text in a language. Marks without a partner, which only foreign text can hold, vanish. */
function told(text: string, of: (code: string) => Template | undefined): string {
  if (!text.includes(begin)) return text.replace(marks, "");
  /** What is open: a sentence, or (at the bottom) the text around all of them. */
  const open: { parts: string[] }[] = [{ parts: [""] }];
  let from = 0;
  const write = (piece: string) => {
    const { parts } = open.at(-1) ?? { parts: [""] };
    parts[parts.length - 1] += piece;
  };
  for (const { 0: mark, index } of text.matchAll(marks)) {
    write(text.slice(from, index));
    from = index + 1;
    const inner = open.length > 1 ? open.at(-1) : undefined;
    if (mark === begin) open.push({ parts: [""] });
    else if (inner !== undefined && mark === end) {
      open.pop();
      write(filled(inner.parts, of));
    } else inner?.parts.push("");
  }
  write(text.slice(from));
  // A sentence that never ends is told as far as it goes.
  for (let last = open.pop(); last !== undefined; last = open.pop()) {
    if (open.length === 0) return last.parts.join("");
    write(filled(last.parts, of));
  }
  return "";
}

/** @param parts the code, then name and value by turns */
function filled(
  [code = "", ...pairs]: readonly string[],
  of: (code: string) => Template | undefined,
): string {
  const values: Record<string, string> = {};
  for (let i = 0; i + 1 < pairs.length; i += 2) values[pairs[i] ?? ""] = pairs[i + 1] ?? "";
  return fill(of(code), values);
}

/**
 * An answer with every sentence in a language. Everything else, codes included, stays; what holds no sentence stays the same object.
 * @throws never
 */
export function tell<Value>(value: Value, language: Language): Value {
  return tellAny(value, catalogs[language]) as Value;
}

function tellAny(value: unknown, of: (code: string) => Template | undefined): unknown {
  if (typeof value === "string") return told(value, of);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const parts = value.map((part: unknown) => tellAny(part, of));
    return parts.every((part, i) => part === value[i]) ? value : parts;
  }
  let changed = false;
  const parts = Object.entries(value).map(([name, part]: [string, unknown]) => {
    const spoken = tellAny(part, of);
    if (spoken !== part) changed = true;
    return [name, spoken] as const;
  });
  return changed ? Object.fromEntries(parts) : value;
}
