import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled, findNode, Refusal, root, run, seconds, toolEnvironment } from "./install.mjs";

const stamp = join(root, ".next", "sekisho-stamp");

const sourceFolders = ["app", "components", "server", "public"];
const sourceFiles =
  /^(package-lock\.json|tsconfig\.json|next\.config\.js|(instrumentation|proxy|middleware)[\w-]*\.ts)$/;
// They cannot change what is served, so a change in them does not cost a build.
const notServed = /\.test\.tsx?$|^server\/(cli|engine\/cases|engine\/conformance)\//;

/** A hash over everything that a build reads, by content: a checkout that only moved times does not build again. */
function hashSources() {
  const hash = createHash("sha256");
  for (const path of listSources())
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  return hash.digest("hex");
}

function listSources() {
  const top = readdirSync(root).filter((name) => sourceFiles.test(name));
  const below = sourceFolders.flatMap((folder) => listBelow(join(root, folder)));
  return [...top, ...below].filter((path) => !notServed.test(path)).sort();
}

function listBelow(folder) {
  let entries = [];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listBelow(path) : [relative(root, path).replaceAll("\\", "/")];
  });
}

/**
 * Builds the pages when no build fits the sources.
 * @param say receives one line at the start and one at the end
 * @throws Refusal when the build fails, after its output was printed
 */
export async function ensureBuilt(say) {
  const wanted = hashSources();
  const built = readStamp();
  if (built === wanted) return;
  const started = Date.now();
  say(built ? "Building again, since the sources changed …" : "Building …");
  rmSync(stamp, { force: true });
  const output = [];
  const code = await run(findNode(), [join("node_modules", "next", "dist", "bin", "next"), "build"], {
    env: toolEnvironment({ NODE_ENV: "production" }),
    stdio: ["ignore", "pipe", "pipe"],
    onStart: (child) => {
      child.stdout.on("data", (chunk) => output.push(chunk));
      child.stderr.on("data", (chunk) => output.push(chunk));
    },
  });
  if (code !== 0) {
    process.stderr.write(Buffer.concat(output));
    throw new Refusal(`The build failed after ${seconds(started)}; its message stands above.`);
  }
  writeFileSync(stamp, wanted);
  say(`Built in ${seconds(started)}.`);
}

function readStamp() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await ensureInstalled(console.log);
    await ensureBuilt(console.log);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
