import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { type Area, type AreaName, areas, testAllowance } from "./areas.ts";
import { readImports } from "./imports.ts";

/** A source file, its path with slashes from the root of the checkout. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const areaEntries = Object.entries(areas) as [AreaName, Area][];

/** Folders with nothing of ours in them, or with data only. */
const skipped = new Set(["node_modules", "corpus", "test-results", "playwright-report"]);
const madeByNext = "next-env.d.ts";

/**
 * Every file below a folder whose name ends as given. Folders that begin with a dot are left out.
 * @param root absolute path of the checkout
 */
export function readSources(root: string, ending: RegExp): readonly SourceFile[] {
  const listBelow = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      if (entry.name.startsWith(".") || skipped.has(entry.name)) return [];
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? listBelow(path) : [path];
    });
  return listBelow("")
    .filter((path) => ending.test(path) && path !== madeByNext)
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/**
 * What the table of areas forbids, as sentences that begin with file and line.
 * @param files TypeScript files; what they import need not be among them
 */
export function findViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const area = areaOf(path);
    if (!area) return [`${path}: belongs to no area; scripts/architecture/areas.ts lists them`];
    return readImports(path, text).flatMap(({ specifier, typeOnly, line }) => {
      const problem = judge(path, area, specifier, typeOnly);
      return problem ? [`${path}:${line}: ${problem}`] : [];
    });
  });
}

/** The area that owns a path, or undefined for a path outside of the plan. */
export function areaOf(path: string): AreaName | undefined {
  return areaEntries.find(([, area]) => area.files.test(path))?.[0];
}

function judge(
  path: string,
  name: AreaName,
  specifier: string | undefined,
  typeOnly: boolean,
): string | undefined {
  if (specifier === undefined) return "imports something computed; name it, so that it can be judged";
  const area: Area = areas[name];
  const isTest = testAllowance.files.test(path);
  if (!specifier.startsWith(".")) {
    const packages = [...area.packages, ...(isTest ? testAllowance.packages : [])];
    return packages.some((allowed) => covers(allowed, specifier))
      ? undefined
      : `${name} may not import ${specifier}`;
  }
  const target = posix.join(posix.dirname(path), specifier);
  const targetArea = areaOf(target);
  if (!targetArea) return `imports ${target}, which belongs to no area`;
  // A test is read by the test runner alone, and what is data of tests by tests.
  if (testAllowance.files.test(target) && !(isTest && target.includes(".test-data.")))
    return `may not import the test ${target}`;
  if (area.imports.includes(targetArea)) return undefined;
  if (isTest && (testAllowance.imports as readonly AreaName[]).includes(targetArea)) return undefined;
  if (area.types?.includes(targetArea)) {
    return typeOnly ? undefined : `${name} may import only types from ${targetArea} (${target})`;
  }
  return `${name} may not import from ${targetArea} (${target})`;
}

/** Whether an entry of `packages` allows a specifier, a path inside of the package included. */
function covers(allowed: string, specifier: string): boolean {
  if (allowed.endsWith("*")) return specifier.startsWith(allowed.slice(0, -1));
  return specifier === allowed || specifier.startsWith(`${allowed}/`);
}
