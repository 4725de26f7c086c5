import { describe, expect, it } from "vitest";
import type { CertificateRow } from "../../server/contract/certificates.ts";
import { readCertificatesView, writeCertificatesView } from "./certificates-view.ts";
import { csvOf, grouped, shownRows } from "./rows.ts";
import { barIn, placeIn, stretchOf, ticksOf } from "./scale.ts";

const row = (part: Partial<CertificateRow>): CertificateRow => ({
  id: `workload/${part.owner}`,
  kind: "workload",
  known: "chain",
  owner: "shop/cart",
  namespace: "shop",
  name: "cart",
  workloads: [],
  pod: null,
  resource: null,
  spiffeId: null,
  dnsNames: [],
  subject: null,
  issuedBy: null,
  serial: null,
  sha256: null,
  issuerSha256: null,
  rootSha256: null,
  keyType: null,
  notBefore: null,
  notAfter: null,
  share: null,
  left: null,
  state: "fine",
  severity: null,
  nextRotation: null,
  renewedBy: null,
  source: "secretsDump",
  observedAt: null,
  ageSeconds: null,
  issues: [],
  ...part,
});
const view = (text: string) => readCertificatesView(new URLSearchParams(text));

describe("the address of the page", () => {
  it.each([
    "",
    "?view=inventory&q=cart&state=expired%2Cfine&group=root&sort=-ends&cert=workload%2Fshop%2Fcart",
    "?hours=6&offset=-2.5",
  ])("%s", (text) => {
    expect(writeCertificatesView(view(text))).toBe(text);
  });

  it("is read whatever it says", () => {
    expect(view("?view=x&state=no&group=&hours=abc&offset=1e99&sort=-x")).toMatchObject({
      tab: "timeline",
      states: [],
      group: "namespace",
      hours: 48,
      sort: "state",
    });
  });
});

describe("rows", () => {
  const rows = [
    row({ owner: "shop/cart", left: 0.5, serial: "ab12", issuedBy: "istiod" }),
    row({ owner: "ops/prober", namespace: "ops", left: 0.1, state: "rotationOverdue", rootSha256: "r1" }),
    row({ owner: "Root A", kind: "root", namespace: null, sha256: "r1" }),
  ];
  const owners = (text: string) => shownRows(rows, view(text)).map(({ owner }) => owner);

  it("are the worst first, and those that the text and the states ask for", () => {
    expect(owners("")).toEqual(["ops/prober", "Root A", "shop/cart"]);
    expect(owners("?q=AB1")).toEqual(["shop/cart"]);
    expect(owners("?state=rotationOverdue")).toEqual(["ops/prober"]);
    expect(owners("?sort=-left")[0]).toBe("Root A");
  });

  it("stand in groups, those without one last", () => {
    expect(grouped(rows, "namespace", rows).map(({ name }) => name)).toEqual(["ops", "shop", ""]);
    expect(grouped(rows.slice(0, 2), "root", rows).map(({ name }) => name)).toEqual(["Root A", ""]);
  });

  it("are a table that no spreadsheet runs", () => {
    const [heads, line] = csvOf([row({ owner: '=cmd|"x"', dnsNames: ["a", "b"], share: 0.25 })]).split(
      "\r\n",
    );
    expect(heads).toMatch(/^kind,owner,/);
    expect(line).toBe(`workload,"'=cmd|""x""",,a b,,,,0.2500,fine,,secretsDump`);
  });
});

describe("the scale", () => {
  const now = Date.parse("2026-11-24T08:25:00Z");
  const stretch = stretchOf(now, 48, 0);

  it("has the time in its middle", () => {
    expect(placeIn(stretch, now)).toBe(0.5);
    expect(placeIn(stretchOf(now, 48, 12), now)).toBe(0.25);
  });

  it.each([6, 48, 168, 2160, 87_600])("has some ticks, at whole hours or days: %i hours", (hours) => {
    const ticks = ticksOf(stretchOf(now, hours, 0), 9);
    expect(ticks.length).toBeGreaterThan(2);
    expect(ticks.length).toBeLessThanOrEqual(10);
    expect(ticks.every(({ time }) => time % 300_000 === 0)).toBe(true);
  });

  it("cuts bars at its ends", () => {
    expect(barIn(stretch, 0, now)).toEqual({ x: 0, width: 0.5 });
    expect(barIn(stretch, 0, 1)).toBeNull();
  });
});
