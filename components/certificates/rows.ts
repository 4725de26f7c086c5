import {
  type CertificateRow,
  type CertificateState,
  certificateStates,
} from "../../server/contract/certificates.ts";
import type { CertificatesView, Column, Grouping } from "./certificates-view.ts";

/** True when some word of the row holds the text: owner, names, serial, issuer. */
function holds(row: CertificateRow, text: string): boolean {
  const sought = text.trim().toLowerCase();
  if (sought === "") return true;
  return [row.owner, row.spiffeId, row.serial, row.issuedBy, row.subject, row.sha256, ...row.dnsNames].some(
    (word) => word?.toLowerCase().includes(sought) === true,
  );
}

/** Rows that the view asks for, in its order. */
export function shownRows(
  rows: readonly CertificateRow[],
  { text, states, sort, descending }: CertificatesView,
): readonly CertificateRow[] {
  const found = rows.filter((row) => (states.length === 0 || states.includes(row.state)) && holds(row, text));
  const sign = descending ? -1 : 1;
  return found.toSorted((a, b) => sign * compare(a, b, sort) || byOwner(a, b));
}

const byOwner = (a: CertificateRow, b: CertificateRow) =>
  a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0;
const rank = (state: CertificateState) => certificateStates.indexOf(state);
// What is not known stands last.
const last = Number.MAX_VALUE;

function compare(a: CertificateRow, b: CertificateRow, column: Column): number {
  switch (column) {
    case "owner":
      return byOwner(a, b);
    case "kind":
      return a.kind.localeCompare(b.kind);
    case "state":
      return rank(a.state) - rank(b.state);
    case "left":
      return (a.left ?? last) - (b.left ?? last);
    case "ends":
      return time(a.notAfter) - time(b.notAfter);
    case "issuer":
      return (a.issuedBy ?? "\uffff").localeCompare(b.issuedBy ?? "\uffff");
    case "source":
      return a.source.localeCompare(b.source);
  }
}

const time = (text: string | null) => (text === null ? last : Date.parse(text));

/**
 * Rows of one group under its name; groups by name, those without one last.
 * @param all rows among which a root is found by its fingerprint
 */
export function grouped(
  rows: readonly CertificateRow[],
  grouping: Grouping,
  all: readonly CertificateRow[],
): readonly { readonly name: string; readonly rows: readonly CertificateRow[] }[] {
  const names = new Map(all.flatMap((row) => (row.sha256 === null ? [] : [[row.sha256, row.owner]])));
  const nameOf = (row: CertificateRow): string => {
    if (grouping === "namespace") return row.namespace ?? "";
    if (grouping === "issuer") return row.issuedBy ?? "";
    return row.rootSha256 === null ? "" : (names.get(row.rootSha256) ?? row.rootSha256.slice(0, 16));
  };
  return [...Map.groupBy(rows, nameOf)]
    .map(([name, members]) => ({ name, rows: members.toSorted(byOwner) }))
    .toSorted((a, b) => (a.name === "" ? 1 : b.name === "" ? -1 : a.name.localeCompare(b.name)));
}

/** Those whose life is so short that a picture of hours or days shows it: leaves that an agent renews. */
export const isLeaf = ({ kind }: CertificateRow): boolean => kind === "workload";

/** The rows as a table of commas (RFC 4180). A text that a spreadsheet would read as a formula is quoted with an apostrophe. */
export function csvOf(rows: readonly CertificateRow[]): string {
  const heads = [
    "kind",
    "owner",
    "spiffeId",
    "dnsNames",
    "serial",
    "notBefore",
    "notAfter",
    "share",
    "state",
    "issuedBy",
    "source",
  ];
  const cell = (value: unknown): string => {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = rows.map((row) =>
    [
      row.kind,
      row.owner,
      row.spiffeId,
      row.dnsNames.join(" "),
      row.serial,
      row.notBefore,
      row.notAfter,
      row.share?.toFixed(4),
      row.state,
      row.issuedBy,
      row.source,
    ]
      .map(cell)
      .join(","),
  );
  return [heads.join(","), ...lines, ""].join("\r\n");
}
