import { expect, it } from "vitest";
import type { GraphAnswer, GraphEdge } from "../../server/contract/graph.ts";
import { type MatrixAnswer, readRows, writeRow } from "../../server/contract/matrix.ts";
import { csvField, matrixCsv } from "../../server/contract/matrix-csv.ts";
import { graphFacts } from "../find/facts.ts";
import { parse } from "../find/query.ts";
import { groupsOf, itemsOf, placeOf } from "./axis.ts";
import { cellsOf, isNotAllowed } from "./cell.ts";
import { isFolded, type MatrixView, readMatrixView, turn, writeMatrixView } from "./matrix-view.ts";
import { moved, nextPlace } from "./moves.ts";
import { queryTest } from "./pair-facts.ts";
import { pairsOf, pairTest, shownMatrix } from "./shown.ts";
import { tableOf } from "./table.ts";

const seen = {
  id: "a/x>b/z:80",
  client: "a/x",
  server: "b/z",
  workloadPort: 80,
  evidence: { observed: true, perSecond: 2, named: [], asked: false },
  outcome: "denied",
  transport: "mtls",
  condition: null,
  decidedBy: [{ kind: "AuthorizationPolicy", namespace: "b", name: "deny", rule: 0 }],
  disagrees: { share: 0.5, label: "50 % pass", text: "Half of it passes." },
} as unknown as GraphEdge;

const matrix: MatrixAnswer = {
  revision: "1",
  clients: ["outside", "b/z", "a/y", "a/x"],
  servers: [
    { id: "b/z", workloadPort: 80 },
    { id: "a/x", workloadPort: 9000 },
    { id: "a/x", workloadPort: 80 },
  ],
  legend: [
    { outcome: "allowed", transport: "plaintext" },
    { outcome: "denied", transport: "mtls" },
  ],
  rows: ["001", "000", "100", "100"],
};
const nodes = ["a/x", "a/y", "b/z"].map((id) => {
  const [namespace, name] = id.split("/");
  return {
    id,
    namespace,
    name,
    kind: "workload",
    membership: "sidecar",
    serverModes: [],
    mode: null,
    certificate: null,
  };
});
const graph = { nodes, namespaces: [], edges: [seen] } as unknown as GraphAnswer;
const table = tableOf(matrix, graph);
const noAges = { now: 0, flipped: new Map(), since: null };
const read = (text: string): MatrixView => readMatrixView(new URLSearchParams(text));
const shownBy = (address: string) => {
  const view = read(address);
  const query = queryTest(parse(view.text).query, graphFacts(graph), noAges);
  return shownMatrix(table, pairTest(view, query), view.outcomes);
};
const rowItems = (folded: boolean) => itemsOf(shownBy("").rows, () => folded);
const columnItems = (folded: boolean) => itemsOf(shownBy("").columns, () => folded);

it("a row that is written is read again, and one that is cut is refused", () => {
  expect(writeRow(Uint8Array.from([0, 1, 34]))).toBe("01R");
  expect([...readRows(matrix)].join("")).toBe("001000100100");
  expect(() => readRows({ ...matrix, rows: ["00"] })).toThrow("not whole");
  expect(() => readRows({ ...matrix, rows: ["009"] })).toThrow("not whole");
});

it("rows and columns stand by namespace, and what is outside stands first", () => {
  expect(table.rows.map(({ key }) => key)).toEqual(["outside", "a/x", "a/y", "b/z"]);
  expect(table.columns.map(({ key }) => key)).toEqual(["a/x:9000", "a/x:80", "b/z:80"]);
});

it("every pair is counted once, but not a workload with itself", () => {
  const { total, counts, disagreeing } = shownBy("");
  expect({ total, ...counts, disagreeing }).toMatchObject({
    total: 9,
    allowed: 6,
    denied: 3,
    disagreeing: 1,
  });
});

it("the strip filters what is shown, not what it counts", () => {
  const { counts, rows, columns } = shownBy("outcome=denied");
  expect([counts.allowed, counts.denied]).toEqual([6, 3]);
  expect(rows.map(({ key }) => key)).toEqual(["outside", "a/x", "a/y"]);
  expect(columns.map(({ key }) => key)).toEqual(["a/x:80", "b/z:80"]);
  expect([...pairsOf(shownBy("outcome=disagrees"))].map(({ client }) => client)).toEqual(["a/x"]);
});

it("traffic, text and namespaces each leave their pairs", () => {
  expect([shownBy("traffic=seen").total, shownBy("traffic=notSeen").total]).toEqual([1, 8]);
  expect(shownBy("q=a/y").rows.map(({ key }) => key)).toEqual(["a/y"]);
  expect(shownBy("q=b/z").total).toBe(5);
  expect(shownBy("ns=b").rows.map(({ key }) => key)).toEqual(["outside"]);
});

it("a query is put to every pair, drawn or not; what is not known of a pair leaves it out and is counted", () => {
  const keys = (address: string) => {
    const { rows, columns, total, undecided } = shownBy(address);
    return [rows.map(({ key }) => key).join(), columns.map(({ key }) => key).join(), total, undecided];
  };
  expect(keys("q=verdict:denied")).toEqual(["outside,a/x,a/y", "a/x:80,b/z:80", 3, 0]);
  expect(keys("q=server.ns:a -client:outside port:9000")).toEqual(["a/y,b/z", "a/x:9000", 2, 0]);
  expect(keys("q=transport:mtls observed:false")).toEqual(["outside,a/y", "a/x:80,b/z:80", 2, 0]);
  // Only of a drawn edge it is known which policy decides.
  expect(keys("q=policy:b/deny")).toEqual(["a/x", "b/z:80", 1, 8]);
});

it("a folded namespace is one row whose sums are its pairs'", () => {
  const rows = rowItems(true);
  const columns = columnItems(true);
  expect(rows.map(({ key }) => key)).toEqual(["outside", "a", "b"]);
  const cellAt = cellsOf(shownBy(""));
  const cells = rows.flatMap((row) => columns.map((column) => cellAt(row, column)));
  expect(cells.map((cell) => (cell.kind === "sum" ? cell.total : 0))).toEqual([2, 1, 2, 2, 2, 0]);
  const [, , , toB] = cells;
  expect(toB).toMatchObject({
    sums: [{ outcome: "denied", count: 2 }],
    seen: 1,
    tint: "denied",
    disagreeing: 1,
  });
});

it("a cell of one workload and one port is its pair", () => {
  const cellAt = cellsOf(shownBy(""));
  const [rows, columns] = [rowItems(false), columnItems(false)];
  const kinds = rows.map((row) => columns.map((column) => cellAt(row, column).kind).join(" "));
  expect(kinds).toEqual(["pair pair pair", "self self pair", "pair pair pair", "pair pair self"]);
});

it("a cursor finds its place after its namespace was folded or unfolded", () => {
  expect(placeOf(rowItems(true), "a/y")).toBe(1);
  expect(placeOf(rowItems(false), "b")).toBe(3);
  expect(placeOf(rowItems(false), "gone/x")).toBe(-1);
  expect(groupsOf(rowItems(false)).map(({ first, last }) => [first, last])).toEqual([
    [0, 0],
    [1, 2],
    [3, 3],
  ]);
});

it("keys move within the matrix", () => {
  const size = { rows: 10, columns: 5, page: 4 };
  const from = { row: 3, column: 2 };
  const to = (key: string, far = false) => moved(from, key, far, size);
  expect([to("ArrowUp"), to("ArrowRight")]).toEqual([
    { row: 2, column: 2 },
    { row: 3, column: 3 },
  ]);
  expect([to("Home"), to("End"), to("Home", true), to("End", true)]).toEqual([
    { row: 3, column: 0 },
    { row: 3, column: 4 },
    { row: 0, column: 0 },
    { row: 9, column: 4 },
  ]);
  expect([to("PageDown"), to("PageUp"), to("x")]).toEqual([
    { row: 7, column: 2 },
    { row: 0, column: 2 },
    null,
  ]);
  expect(moved({ row: 0, column: 0 }, "ArrowUp", false, size)).toEqual({ row: 0, column: 0 });
});

it("the next that is not allowed is found, also from the end", () => {
  const cellAt = cellsOf(shownBy(""));
  const [rows, columns] = [rowItems(false), columnItems(false)];
  const next = (row: number, column: number) =>
    nextPlace({ row, column }, { rows: rows.length, columns: columns.length }, (place) => {
      const [r, c] = [rows[place.row], columns[place.column]];
      return r !== undefined && c !== undefined && isNotAllowed(cellAt(r, c));
    });
  expect(next(0, 0)).toEqual({ row: 0, column: 1 });
  expect(next(3, 2)).toEqual({ row: 0, column: 1 });
  expect(nextPlace({ row: 0, column: 0 }, { rows: 2, columns: 2 }, () => false)).toBeNull();
});

it("an address is read as it was written", () => {
  const view: MatrixView = {
    namespaces: ["a"],
    text: "x & y",
    outcomes: ["denied", "disagrees"],
    traffic: "notSeen",
    level: "workloads",
    turned: ["b"],
    at: "a/x>b/z:80",
    open: true,
  };
  expect(read(writeMatrixView(view))).toEqual(view);
  expect(writeMatrixView(read(""))).toBe("");
  expect([isFolded(view, "a"), isFolded(view, "b"), isFolded(read(""), "a")]).toEqual([false, true, true]);
  expect(turn(turn([], "a"), "a")).toEqual([]);
});

it("the file has a line for each pair, and no name becomes a formula", () => {
  expect(matrixCsv(pairsOf(shownBy("traffic=seen")))).toBe(
    "client,server,port,outcome,transport,observed,condition,decided by\r\na/x,b/z,80,denied,mtls,2,,AuthorizationPolicy b/deny\r\n",
  );
  expect(["=1+1", "+1", "-1", "@x", "\tx", 'a,"b"', "a/-x"].map(csvField)).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@x",
    "'\tx",
    '"a,""b"""',
    "a/-x",
  ]);
});
