import { type CertificateState, certificateStates } from "../../server/contract/certificates.ts";

export const tabs = ["timeline", "inventory", "trust"] as const;
export type Tab = (typeof tabs)[number];
export const groupings = ["namespace", "issuer", "root"] as const;
export type Grouping = (typeof groupings)[number];
export const columns = ["owner", "kind", "state", "left", "ends", "issuer", "source"] as const;
export type Column = (typeof columns)[number];

/** Hours that the timeline shows at once. */
export const spans = { "6h": 6, "48h": 48, "7d": 168, "90d": 2160 } as const;
export type Span = keyof typeof spans;
const usualHours = spans["48h"];

/** What the address of the page says. */
export interface CertificatesView {
  readonly tab: Tab;
  readonly text: string;
  /** Chosen states; empty means all. */
  readonly states: readonly CertificateState[];
  readonly group: Grouping;
  readonly hours: number;
  /** Hours from now to the middle of the timeline. */
  readonly offset: number;
  readonly sort: Column;
  readonly descending: boolean;
  /** Id of the certificate in the drawer. */
  readonly opened: string | null;
}

function among<T extends string>(all: readonly T[], value: string | null, usual: T): T {
  return all.find((one) => one === value) ?? usual;
}

const number = (text: string | null, usual: number, least: number, most: number): number => {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : usual;
};

export const leastHours = 1;
export const mostHours = 24 * 365 * 12;

export function readCertificatesView(search: URLSearchParams): CertificatesView {
  const sort = search.get("sort") ?? "";
  return {
    tab: among(tabs, search.get("view"), "timeline"),
    text: search.get("q") ?? "",
    states: certificateStates.filter((state) => search.get("state")?.split(",").includes(state)),
    group: among(groupings, search.get("group"), "namespace"),
    hours: number(search.get("hours"), usualHours, leastHours, mostHours),
    offset: number(search.get("offset"), 0, -mostHours, mostHours),
    sort: among(columns, sort.replace(/^-/, ""), "state"),
    descending: sort.startsWith("-"),
    opened: search.get("cert"),
  };
}

/** The address of a view; what is at its default is left out. Inverse of `readCertificatesView`. */
export function writeCertificatesView(view: CertificatesView): string {
  const search = new URLSearchParams();
  if (view.tab !== "timeline") search.set("view", view.tab);
  if (view.text !== "") search.set("q", view.text);
  if (view.states.length > 0) search.set("state", view.states.join(","));
  if (view.group !== "namespace") search.set("group", view.group);
  if (view.hours !== usualHours) search.set("hours", String(Math.round(view.hours * 100) / 100));
  if (view.offset !== 0) search.set("offset", String(Math.round(view.offset * 100) / 100));
  if (view.sort !== "state" || view.descending)
    search.set("sort", `${view.descending ? "-" : ""}${view.sort}`);
  if (view.opened !== null) search.set("cert", view.opened);
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
