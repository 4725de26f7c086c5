import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { findControlPlane } from "./control-plane.mjs";
import {
  ensureInstalled,
  Refusal,
  root,
  run,
  seconds,
  stopRunning,
  tool,
  toolEnvironment,
} from "./install.mjs";
import { countPlaywright, countVitest } from "./test-report.mjs";

const help = `Usage: npm test [-- --tier NAME]...

Runs everything that proves the product, tier by tier: static, unit, conformance, cluster, browser.

  --tier NAME   run this tier only; may be given more than once
  --help        this text
`;

const cache = join(root, "node_modules", ".cache", "sekisho");
/** The conformance tests write their own summary here, since a count of tests does not say how many requests agree. */
const conformanceSummary = join(cache, "conformance.txt");

/** One entry for each tier, in the order in which they run; each answers { passed, failed, notes }. */
const tiers = {
  static: runStatic,
  unit: runUnit,
  conformance: runConformance,
  cluster: runCluster,
  browser: runBrowser,
};

async function runStatic() {
  const checks = [
    // The route types must fit the routes of this moment before anything is checked against them.
    {
      name: "types",
      commands: [
        ["next", "typegen"],
        ["tsc", "--noEmit"],
      ],
    },
    { name: "lint and format", commands: [["biome", "check", "."]] },
    { name: "unused code and dependencies", commands: [["knip"]] },
  ];
  const result = { passed: 0, failed: 0, notes: [] };
  for (const { name, commands } of checks) {
    console.log(`${name}: ${commands.map((command) => command.join(" ")).join(", ")}`);
    let holds = true;
    for (const [command, ...args] of commands) holds &&= (await run(tool(command), args)) === 0;
    console.log(`${name}: ${holds ? "passed" : "FAILED"}`);
    result[holds ? "passed" : "failed"] += 1;
  }
  return result;
}

function runUnit() {
  return runVitest("unit");
}

async function runConformance() {
  rmSync(conformanceSummary, { force: true });
  const result = await runVitest("conformance");
  return { ...result, notes: [...result.notes, ...readLines(conformanceSummary)] };
}

async function runCluster() {
  const sources = await runClusterSources();
  return sources.plane ? joined(sources, await runClusterPages(sources.plane)) : sources;
}

/** @param output where the commands write; this program's own output unless told */
async function runClusterSources(output) {
  const found = await findControlPlane(output);
  if (found.missing) {
    console.log(found.missing);
    // Where every change is judged, a tier that did not run proves nothing.
    return { passed: 0, failed: process.env.CI ? 1 : 0, notes: [found.missing] };
  }
  const plane = { SEKISHO_CONTROL_PLANE: found.folder };
  const missing = findPrometheus();
  const result = await runVitest(
    "cluster",
    plane,
    output,
    missing === null ? [] : ["--exclude", prometheusTests],
  );
  if (missing === null) return { ...result, plane };
  console.log(missing);
  return { ...joined(result, { passed: 0, failed: process.env.CI ? 1 : 0, notes: [missing] }), plane };
}

const prometheusTests = "**/prometheus*.test.ts";

/** @returns null when it is there, else one line that says what is missing */
function findPrometheus() {
  const folders = (process.env.PATH ?? "").split(":");
  const absent = ["prometheus", "promtool"].filter(
    (name) => !folders.some((folder) => existsSync(join(folder, name))),
  );
  if (absent.length === 0) return null;
  return `cluster: the tests of Prometheus did not run: ${absent.join(" and ")} not found; on Debian: apt-get install prometheus`;
}

function runClusterPages(plane) {
  return runPlaywright("cluster", ["--config", "playwright.live.config.ts"], plane);
}

function joined(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    notes: [...one.notes, ...other.notes],
  };
}

function runBrowser() {
  return runPlaywright("browser", []);
}

async function runPlaywright(name, options, additions = {}) {
  const chromium = await findChromium();
  await ensureBuilt(console.log);
  const report = join(cache, `${name}-pages.json`);
  rmSync(report, { force: true });
  const code = await run(tool("playwright"), ["test", ...options, "--reporter=list,json"], {
    env: toolEnvironment({ PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...chromium, ...additions }),
  });
  return judge(name, code, countPlaywright(readJson(report)));
}

async function runVitest(project, additions = {}, output = {}, options = []) {
  const report = join(cache, `${project}.json`);
  rmSync(report, { force: true });
  const args = [
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...options,
  ];
  const code = await run(tool("vitest"), args, { env: toolEnvironment(additions), ...output });
  return judge(project, code, countVitest(readJson(report)));
}

/** Trusts neither the counts nor the exit code alone: a tool that failed without counting a failure is one failure. */
function judge(name, code, counts) {
  const { passed, failed, skipped, names } = counts ?? { passed: 0, failed: 0, skipped: 0, names: [] };
  const notes = skipped > 0 ? [`${name}: ${skipped} skipped`] : [];
  // Once more by name, at the end, where a long output is read.
  notes.push(...names.map((line) => `${name}: ${line}`));
  const unexplained = failed === 0 && (code !== 0 || passed === 0);
  if (unexplained) notes.push(`${name}: ended with ${code} and counted no failure; its message stands above`);
  return { passed, failed: unexplained ? 1 : failed, notes };
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function readLines(file) {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n");
  } catch {
    return [];
  }
}

function readTiers(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        tier: { type: "string", multiple: true },
        help: { type: "boolean", short: "h", default: false },
      },
    }));
  } catch (error) {
    throw new Refusal(`${error.message.split(/\.(?=\s|$)/)[0]}; npm test -- --help lists the options.`);
  }
  if (values.help) return undefined;
  const names = Object.keys(tiers);
  const unknown = values.tier?.find((name) => !names.includes(name));
  if (unknown) throw new Refusal(`There is no tier ${unknown}; the tiers are ${names.join(", ")}.`);
  return names.filter((name) => !values.tier || values.tier.includes(name));
}

async function runTier(name, work = tiers[name]) {
  console.log(`\n== ${name} ==`);
  const started = Date.now();
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Refusal ? error.message : error.stack;
    console.error(reason);
    return { passed: 0, failed: 1, notes: [`${name}: could not run: ${reason}`] };
  } finally {
    console.log(`${name} took ${seconds(started)}`);
  }
}

/**
 * Several tiers of which one is the cluster's: its tests of the sources mostly wait (for watches, leases and time limits), so they run
 * beside the tiers that only compute. What they print comes as a whole when they are through. Two browsers at once would only share the
 * cores, so the pages come last, one tier after the other.
 * @returns one result for each chosen tier, in their order
 */
async function runBeside(chosen) {
  const file = join(cache, "cluster.log");
  const log = openSync(file, "w");
  const output = { stdio: ["ignore", log, log] };
  console.log("cluster: its sources are tested beside the other tiers; what that prints stands below");
  const sources = runTier("cluster, beside the others", () => runClusterSources(output));
  const results = new Map();
  for (const name of chosen.filter((each) => !["cluster", "browser"].includes(each)))
    results.set(name, await runTier(name));
  let cluster = await sources;
  closeSync(log);
  console.log(`\n== cluster: what its tests of the sources printed ==\n${readFileSync(file, "utf8")}`);
  if (cluster.plane)
    cluster = joined(cluster, await runTier("cluster", () => runClusterPages(cluster.plane)));
  results.set("cluster", cluster);
  if (chosen.includes("browser")) results.set("browser", await runTier("browser"));
  return chosen.map((name) => ({ name, ...results.get(name) }));
}

async function main(args) {
  const chosen = readTiers(args);
  if (!chosen) {
    process.stdout.write(help);
    return 0;
  }
  await ensureInstalled(console.log);
  mkdirSync(cache, { recursive: true });
  const results = chosen.length > 1 && chosen.includes("cluster") ? await runBeside(chosen) : [];
  if (results.length === 0) for (const name of chosen) results.push({ name, ...(await runTier(name)) });
  console.log("");
  for (const note of results.flatMap((result) => result.notes)) console.log(note);
  const total = { passed: 0, failed: 0 };
  for (const { name, passed, failed } of results) {
    console.log(`${name}: ${passed} passed, ${failed} failed`);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    stopRunning(signal);
    process.exit(130);
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
