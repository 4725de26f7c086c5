import { say } from "../contract/text.ts";
import type { FieldProblem, WriteOutcome } from "../contract/write.ts";
import { lineFinder } from "./capture/yaml-lines.ts";
import { parseText, splitDocuments } from "./capture/yaml-text.ts";
import type { DecodeNote } from "./decode/failure.ts";
import { isObject } from "./decode/field.ts";
import { findKind } from "./decode/kinds.ts";
import { decodeObject } from "./decode/object.ts";
import type { KnownChange } from "./policy-writer.ts";

/** The group of each kind that is written. */
export const groupOf = {
  AuthorizationPolicy: "security.istio.io",
  PeerAuthentication: "security.istio.io",
  RequestAuthentication: "security.istio.io",
  DestinationRule: "networking.istio.io",
} as const satisfies Record<KnownChange["kind"], string>;

/** What the text of a change came to: the object in it, or why it is refused before anybody is asked. */
export type Checked =
  | {
      readonly ok: true;
      readonly object: Readonly<Record<string, unknown>>;
      /** Fields that this program does not know; a newer Istio may have them. */
      readonly unknown: readonly UnknownField[];
    }
  | { readonly ok: false; readonly outcome: Extract<WriteOutcome, { readonly kind: "invalid" }> };

/** A field that is not known, and whether it looks like a slip of one that is. */
export interface UnknownField extends FieldProblem {
  readonly slip: boolean;
}

/**
 * Checks a change by what can be known here: names, one document of YAML, that it is the object it says, and the fields and rules of its kind.
 * @param yaml the text of the change
 */
export function checkChange(change: KnownChange, yaml: string): Checked {
  const named = checkName(change);
  if (named !== null) return refuse([named]);
  const documents = splitDocuments(yaml.replace(/^\uFEFF/, ""));
  const [document] = documents;
  if (document === undefined) return refuse([problem(null, 1, "noObject")]);
  if (documents.length > 1)
    return refuse([
      problem(null, documents[1]?.contentLine ?? 1, "manyDocuments", { count: `${documents.length}` }),
    ]);
  const { text, firstLine } = document;
  const parsed = parseText(text);
  if (parsed.kind === "broken")
    return refuse([problem(null, firstLine + parsed.line - 1, "notYaml", { error: parsed.text })]);
  if (parsed.duplicateKey !== null)
    return refuse([problem(null, firstLine + parsed.duplicateKey.line - 1, "keyTwice")]);
  const object = parsed.value;
  if (!isObject(object)) return refuse([problem(null, document.contentLine, "noObject")]);
  const find = lineFinder(text);
  const lineOf = (path: string) => firstLine + find(path) - 1;
  // The fields of another kind, or of another object, are nobody's business.
  const other = identity(change, object, lineOf);
  if (other.length > 0) return refuse(other);
  const place = { origin: { file: "", line: 1 }, lineOf };
  const result = decodeObject(object, place, () => ({ error: "" }));
  if (result.kind === "undecodable") return refuse([fieldProblem(result, lineOf)]);
  const notes = result.kind === "decoded" ? result.notes : [];
  const unknown = notes.map((note) => ({ ...fieldProblem(note, lineOf), slip: note.meant !== undefined }));
  return { ok: true, object, unknown };
}

/** Why no object can have this name; null when one can. */
export function checkName({ namespace, name }: Pick<KnownChange, "namespace" | "name">): FieldProblem | null {
  if (namespace.length > 63 || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(namespace))
    return problem("metadata.namespace", null, "noName", { name: namespace });
  const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  return name.length > 253 || !new RegExp(`^${label}(\\.${label})*$`).test(name)
    ? problem("metadata.name", null, "noName", { name })
    : null;
}

/** An outcome of problems; the first one stands for all of them. */
export function refuse(problems: readonly FieldProblem[]): Extract<Checked, { readonly ok: false }> {
  const [first] = problems;
  const outcome = { kind: "invalid", problems, text: first?.text ?? "", cure: first?.cure ?? "" } as const;
  return { ok: false, outcome };
}

type Code = "noName" | "manyDocuments" | "notYaml" | "keyTwice" | "noObject" | "otherObject";

function problem(
  path: string | null,
  line: number | null,
  code: Code,
  values: Readonly<Record<string, string>> = {},
): FieldProblem {
  return { path, line, text: say(`write.${code}`, values), cure: say(`write.${code}Cure`, values) };
}

/** A text is written under the name that it was asked for, and under no other. */
function identity(
  { kind, namespace, name }: KnownChange,
  object: Readonly<Record<string, unknown>>,
  lineOf: (path: string) => number,
): readonly FieldProblem[] {
  const metadata = isObject(object.metadata) ? object.metadata : {};
  const group = String(object.apiVersion ?? "").split("/")[0];
  const rows = [
    ["kind", object.kind, kind],
    ["apiVersion", group === groupOf[kind] ? groupOf[kind] : object.apiVersion, groupOf[kind]],
    ["metadata.name", metadata.name, name],
    // Without one it would stand in "default".
    ["metadata.namespace", metadata.namespace ?? "default", namespace],
  ] as const;
  return rows
    .filter(([, found, wanted]) => found !== wanted)
    .map(([path, found, wanted]) => {
      const version = findKind(groupOf[kind], kind)?.versions[0] ?? "v1";
      const value = path === "apiVersion" ? `${wanted}/${version}` : wanted;
      return problem(path, lineOf(path), "otherObject", { path, found: String(found ?? "–"), wanted: value });
    });
}

function fieldProblem(
  { path, found, cure }: Pick<DecodeNote, "path" | "found" | "cure">,
  lineOf: (path: string) => number,
): FieldProblem {
  return { path: path === "" ? null : path, line: lineOf(path), text: `${path} ${found}.`.trim(), cure };
}
