import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Area, type AreaName, areas, testAllowance } from "./areas.ts";
import { areaOf, findViolations, readSources } from "./directions.ts";

const root = join(import.meta.dirname, "..", "..");
const sources = readSources(root, /\.tsx?$/);
const names = Object.keys(areas) as AreaName[];
const area = (name: AreaName): Area => areas[name];

function specifierTo(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

function violationsOf(path: string, text: string): readonly string[] {
  return findViolations([{ path, text }]);
}

it("every import in this checkout goes in an allowed direction", () => {
  expect(sources.length).toBeGreaterThan(0);
  expect(findViolations(sources)).toEqual([]);
});

it("a file outside of every area is reported", () => {
  expect(violationsOf("utils/format.ts", "export const a = 1;")).toHaveLength(1);
  expect(violationsOf("server/common/format.ts", "export const a = 1;")).toHaveLength(1);
  expect(violationsOf("server/cli/main.ts", 'import "../common/format.ts";')).toHaveLength(1);
});

it.each(names)("%s owns the example that stands for it", (name) => {
  expect(areaOf(area(name).example)).toBe(name);
});

describe("between areas", () => {
  const plant = (from: AreaName, to: AreaName, statement: string) => {
    const specifier = specifierTo(area(from).example, area(to).example);
    return violationsOf(area(from).example, `${statement} from "${specifier}";\n`);
  };

  // One import is planted for each pair of areas, in both directions, as a value and as a type.
  it.each(names)("%s imports from the areas of its row and no others", (from) => {
    for (const to of names) {
      const values = area(from).imports.includes(to);
      const types = values || (area(from).types?.includes(to) ?? false);
      expect(plant(from, to, "import { a }"), `values of ${to}`).toHaveLength(values ? 0 : 1);
      expect(plant(from, to, "import type { A }"), `types of ${to}`).toHaveLength(types ? 0 : 1);
    }
  });
});

// Said a second time and by hand, so that a slip in the table shows.
describe("the plan's own sentences", () => {
  it.each([
    [
      "the browser imports no server folder but the contract",
      "components/matrix/Matrix.tsx",
      "server/engine/index.ts",
    ],
    [
      "the browser reaches the server over HTTP",
      "components/graph/GraphPage.tsx",
      "server/services/get-graph.ts",
    ],
    ["a route never imports the engine", "app/api/verdict/route.ts", "server/engine/index.ts"],
    ["a route never imports the cluster", "app/api/graph/route.ts", "server/cluster/source.ts"],
    ["a route draws nothing", "app/api/graph/route.ts", "components/look/outcome.ts"],
    ["a page asks a service, not the engine", "app/graph/page.tsx", "server/engine/index.ts"],
    ["the command line has no logic of its own", "server/cli/verdict.ts", "server/engine/index.ts"],
    [
      "the engine is reached through its door",
      "server/services/get-graph.ts",
      "server/engine/authorization.ts",
    ],
    ["the engine does not know where facts come from", "server/engine/mesh.ts", "server/cluster/source.ts"],
    ["the cluster does not judge", "server/cluster/capture/read.ts", "server/engine/index.ts"],
    ["the contract knows nobody", "server/contract/verdict.ts", "server/engine/objects.ts"],
    ["services do not know HTTP", "server/services/get-graph.ts", "app/api/respond.ts"],
    ["telemetry does not know the cluster", "server/telemetry/query.ts", "server/cluster/source.ts"],
    [
      "no product code leans on the judge",
      "server/engine/authorization.ts",
      "server/engine/conformance/read-cases.ts",
    ],
    ["nothing imports the command line", "server/services/get-graph.ts", "server/cli/main.ts"],
  ])("%s", (_, from, to) => {
    expect(violationsOf(from, `import { a } from "${specifierTo(from, to)}";`)).toHaveLength(1);
  });

  it.each([
    ["cytoscape", "components/graph/stylesheet.ts"],
    ["cytoscape", "components/matrix/Matrix.tsx"],
    ["@dagrejs/dagre", "components/matrix/Matrix.tsx"],
    ["@kubernetes/client-node", "server/cluster/capture/read.ts"],
    ["@kubernetes/client-node", "server/services/get-graph.ts"],
    ["yaml", "server/services/get-graph.ts"],
    ["yaml", "components/policies/Editor.tsx"],
    ["react", "server/services/get-graph.ts"],
    ["next/server", "server/services/get-graph.ts"],
    ["node:fs", "server/engine/authorization.ts"],
    ["node:crypto", "server/engine/authorization.ts"],
    ["node:fs", "server/engine/jwt.ts"],
    ["fs", "server/cluster/capture/read.ts"],
    ["node:fs", "components/matrix/Matrix.tsx"],
    ["server-only", "server/engine/index.ts"],
    ["vitest", "server/engine/authorization.ts"],
    ["left-pad", "server/cluster/source.ts"],
  ])("%s is kept out of %s", (name, path) => {
    expect(violationsOf(path, `import a from "${name}";`)).toHaveLength(1);
    expect(violationsOf(path, `import type a from "${name}";`)).toHaveLength(1);
  });
});

describe("packages", () => {
  const all = new Set(names.flatMap((name) => area(name).packages.map((entry) => entry.replace("*", "x"))));
  const allows = (name: AreaName, given: string) =>
    area(name).packages.some(
      (entry) => entry === given || entry.replace("*", "x") === given || fits(entry, given),
    );
  const fits = (entry: string, given: string) => entry.endsWith("*") && given.startsWith(entry.slice(0, -1));

  it.each(names)("%s imports the packages of its row and no others", (name) => {
    for (const given of [...all, "left-pad"]) {
      const found = violationsOf(area(name).example, `import a from "${given}";`);
      expect(found, given).toHaveLength(allows(name, given) ? 0 : 1);
    }
  });
});

describe("every form of import is seen", () => {
  it.each([
    'import "../cluster/source.ts";',
    'import a from "../cluster/source.ts";',
    'import * as a from "../cluster/source.ts";',
    'import type { A } from "../cluster/source.ts";',
    'import { type A } from "../cluster/source.ts";',
    'export { a } from "../cluster/source.ts";',
    'export type { A } from "../cluster/source.ts";',
    'export * from "../cluster/source.ts";',
    'export * as a from "../cluster/source.ts";',
    'const a = await import("../cluster/source.ts");',
    "const a = await import(`../cluster/source.ts`);",
    'function f(a: import("../cluster/source.ts").A) {}',
    'type A = typeof import("../cluster/source.ts");',
    'const a = require("../cluster/source.ts");',
    'const a = require.resolve("../cluster/source.ts");',
    'import a = require("../cluster/source.ts");',
    'vi.mock("../cluster/source.ts");',
    'new Worker(new URL("../cluster/source.ts", import.meta.url));',
    'import.meta.resolve("../cluster/source.ts");',
    "const a = await import(name);",
    "const a = require(name);",
  ])("%s", (text) => {
    expect(violationsOf("server/engine/authorization.ts", `\n${text}\n`)).toEqual([
      expect.stringContaining("server/engine/authorization.ts:2: "),
    ]);
  });

  it("an import in a comment or a string is none", () => {
    const text = '// import "../cluster/source.ts";\nexport const a = \'import "../cluster/source.ts"\';';
    expect(violationsOf("server/engine/authorization.ts", text)).toEqual([]);
  });

  it("an address is not an import", () => {
    expect(violationsOf("server/engine/authorization.ts", 'new URL("http://a.test");')).toEqual([]);
  });
});

describe("tests", () => {
  it("may import the test tools, Node and the server, wherever they stand", () => {
    for (const to of testAllowance.imports) {
      const path = "components/matrix/elements.test.ts";
      expect(violationsOf(path, `import { a } from "${specifierTo(path, area(to).example)}";`)).toEqual([]);
    }
    const path = "server/engine/authorization.test.ts";
    expect(violationsOf(path, 'import "vitest"; import "fast-check"; import "node:fs";')).toEqual([]);
  });

  it("may not import pages, nor what their area may not", () => {
    const path = "server/engine/authorization.test.ts";
    expect(violationsOf(path, 'import "../../components/matrix/Matrix.tsx";')).toHaveLength(1);
    expect(violationsOf(path, 'import "react";')).toHaveLength(1);
  });

  it("are imported by nobody", () => {
    expect(violationsOf("server/engine/mesh.ts", 'import "./authorization.test.ts";')).toHaveLength(1);
    expect(violationsOf("server/engine/a.test.ts", 'import "./authorization.test.ts";')).toHaveLength(1);
  });

  it("have their data for themselves", () => {
    expect(violationsOf("server/engine/a.test.ts", 'import "./mesh.test-data.ts";')).toEqual([]);
    expect(violationsOf("server/engine/mesh.ts", 'import "./mesh.test-data.ts";')).toHaveLength(1);
    expect(violationsOf("server/engine/mesh.test-data.ts", 'import "node:fs";')).toEqual([]);
  });
});

describe("on disk", () => {
  const copy = mkdtempSync(join(tmpdir(), "sekisho-architecture-"));
  afterAll(() => rmSync(copy, { recursive: true }));

  it("an import planted in a copy of this checkout is reported, and only that", () => {
    for (const { path } of sources) cpSync(join(root, path), join(copy, path));
    const planted = join(copy, "components", "look", "planted.ts");
    mkdirSync(dirname(planted), { recursive: true });
    writeFileSync(planted, 'export type { MeshSnapshot } from "../../server/engine/snapshot.ts";\n');
    const before = findViolations(sources);
    const after = findViolations(readSources(copy, /\.tsx?$/));
    expect(after.filter((violation) => !before.includes(violation))).toEqual([
      "components/look/planted.ts:1: components may not import from engineShapes (server/engine/snapshot.ts)",
    ]);
  });
});
