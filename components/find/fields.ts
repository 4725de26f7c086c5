import { outcomeOrder } from "../look/outcome.ts";

/** How the values of a field are written and compared. */
export type ValueKind = "text" | "choice" | "flag" | "number" | "share" | "duration";

interface Row {
  readonly aliases: readonly string[];
  readonly kind: ValueKind;
  /** Whose fact it is: of the edge, or of the workload at either end. */
  readonly of: "edge" | "node";
  /** All values that there are; null: whatever the mesh has. */
  readonly choices: readonly string[] | null;
}

const flag = ["true", "false"];

const text = (of: Row["of"], ...aliases: string[]): Row => ({ aliases, kind: "text", of, choices: null });
const choice = (of: Row["of"], choices: readonly string[], ...aliases: string[]): Row => ({
  aliases,
  kind: "choice",
  of,
  choices,
});
const yesNo = (of: Row["of"], ...aliases: string[]): Row => ({ aliases, kind: "flag", of, choices: flag });
const amount = (of: Row["of"], kind: ValueKind, ...aliases: string[]): Row => ({
  aliases,
  kind,
  of,
  choices: null,
});

/** Every field, in the order in which it is offered. What each means is said in the dictionary, under the same name. */
const rows = {
  verdict: choice("edge", outcomeOrder, "outcome"),
  transport: choice("edge", ["mtls", "plaintext", "tls", "hbone", "none"]),
  ns: text("node", "namespace"),
  client: text("edge", "from"),
  server: text("edge", "to"),
  policy: text("edge"),
  observed: yesNo("edge", "seen"),
  disagrees: yesNo("edge", "disagree"),
  principal: text("node"),
  sa: text("node", "account"),
  mode: choice("edge", ["strict", "permissive", "disable", "none"]),
  protocol: choice("edge", ["http", "tcp", "tls", "auto"]),
  port: amount("edge", "number"),
  host: text("edge"),
  condition: text("edge"),
  kind: choice("node", ["workload", "gateway", "outside", "external"]),
  proxy: choice("node", ["sidecar", "ambient", "gateway", "none", "mixed"], "membership"),
  open: yesNo("node"),
  pods: amount("node", "number"),
  cert: amount("node", "share", "certificate"),
  rate: amount("edge", "number"),
  age: amount("edge", "duration"),
} as const satisfies Record<string, Row>;

export type FieldName = keyof typeof rows;

export const fields: Readonly<Record<FieldName, Row>> = rows;

export const fieldNames = Object.keys(rows) as readonly FieldName[];

export type End = "client" | "server";

/** A field as a query names it: a fact of a workload may be asked of one end only. */
export interface FieldRef {
  readonly name: FieldName;
  readonly end: End | null;
}

const ends: Readonly<Record<string, End>> = {
  client: "client",
  from: "client",
  server: "server",
  to: "server",
};

const byName = new Map<string, FieldName>(
  fieldNames.flatMap((name) =>
    [name, ...rows[name].aliases].map((each): [string, FieldName] => [each, name]),
  ),
);

/** The field of this name or alias, with `client.` or `server.` before it or without; null when there is none. */
export function fieldOf(written: string): FieldRef | null {
  const low = written.toLowerCase();
  const plain = byName.get(low);
  if (plain !== undefined) return { name: plain, end: null };
  const dot = low.indexOf(".");
  const end = dot < 0 ? undefined : ends[low.slice(0, dot)];
  const name = byName.get(low.slice(dot + 1));
  return end !== undefined && name !== undefined && fields[name].of === "node" ? { name, end } : null;
}

export const writtenField = ({ name, end }: FieldRef): string => (end === null ? name : `${end}.${name}`);

/** Every way to write a field, for "did you mean". */
export const allFieldNames: readonly string[] = [
  ...byName.keys(),
  ...fieldNames.flatMap((name) => (fields[name].of === "node" ? [`client.${name}`, `server.${name}`] : [])),
];

/** The values of a field that a written value may mean: exactly, or as the beginning of one. */
export function choicesOf(written: string, choices: readonly string[]): readonly string[] {
  const low = written.toLowerCase();
  const meant = low === "yes" ? "true" : low === "no" ? "false" : low;
  return choices.includes(meant) ? [meant] : choices.filter((value) => value.startsWith(meant));
}
