// The bootstrap: plain JavaScript without dependencies, because it runs before anything is installed
// and on whatever Node the machine has.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const modules = join(root, "node_modules");
const neededNode = 24;

/** A reason to stop that the person at the terminal can act on; it is printed without a stack. */
export class Refusal extends Error {}

/** Absolute path of a command that a dependency brings, such as `next` or `vitest`. */
export function tool(name) {
  return join(modules, ".bin", name);
}

/**
 * The environment for the product's own processes: node_modules/.bin comes first on PATH, so that `node` is the Node 24
 * from the lockfile and not the machine's.
 */
export function toolEnvironment(additions = {}) {
  const path = [join(modules, ".bin"), process.env.PATH].filter(Boolean).join(delimiter);
  return { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: "1", ...additions };
}

/**
 * Absolute path of a Node 24: the one in node_modules, or the running one where none is packaged for this machine.
 * @throws Refusal when neither exists
 */
export function findNode() {
  const packaged = tool("node");
  if (existsSync(packaged)) return packaged;
  if (Number.parseInt(process.versions.node, 10) >= neededNode) return process.execPath;
  throw new Refusal(
    `Sekisho needs Node ${neededNode} and this is ${process.version}; no Node ${neededNode} is packaged for ` +
      `${process.platform} ${process.arch}, so install one and try again.`,
  );
}

/** Whether node_modules holds what package-lock.json asks for, by the versions that npm noted when it installed. */
export function isInstalled() {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(modules, ".package-lock.json"));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === "") return true;
    const found = present[path];
    // npm leaves out the binaries for other systems.
    return found ? found.version === version : Boolean(optional || devOptional);
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Installs the dependencies when they are missing or not those of the lockfile.
 * @param say receives one line at the start and one at the end; npm's own output goes to standard error
 * @throws Refusal when npm fails
 */
export async function ensureInstalled(say) {
  if (isInstalled()) return;
  const started = Date.now();
  say("Installing dependencies (npm ci) …");
  // npm runs on the machine's Node, not on the one inside the folder that it is about to replace.
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((entry) => !entry.startsWith(modules))
    .join(delimiter);
  // Its warnings speak of the Node that installs, and another one runs everything afterwards.
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const code = await run("npm", ["ci", "--include=dev", "--include=optional", ...quiet], {
    env: { ...process.env, PATH: path },
    stdio: ["ignore", 2, 2],
  });
  if (code !== 0)
    throw new Refusal(`Installing failed: npm ci ended with ${code}; its message stands above.`);
  say(`Installed in ${seconds(started)}.`);
}

const running = new Set();

/**
 * Runs a command in the checkout and waits for it.
 * @returns its exit code; 1 when a signal ended it, 127 when it could not be started
 */
export function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, env: toolEnvironment(), stdio: "inherit", ...options });
    running.add(child);
    child.on("error", (error) => {
      running.delete(child);
      console.error(`${command} could not be started: ${error.message}`);
      done(127);
    });
    child.on("exit", (code) => {
      running.delete(child);
      done(code ?? 1);
    });
    options.onStart?.(child);
  });
}

/** Passes a request to stop on to every command that `run` has under way. */
export function stopRunning(signal) {
  for (const child of running) child.kill(signal);
}

/** Seconds since a time from Date.now(), as words. */
export function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}
