import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { findControlPlane } from "./control-plane.mjs";
import { ensureInstalled, findNode, Refusal, root, run, toolEnvironment } from "./install.mjs";
import { serverFlags } from "./server-flags.mjs";

const help = `Usage: npm run bench [-- options]

Measures the engine, the server, the browser and a live cluster on generated meshes: M (100 workloads, 100 policies), L (1,000 and
1,000) and XL (10,000 and 5,000). Times are those of this machine at this moment; GOAL/VALUE above 1 means better than the goal.

  --json           an array of { measure, size, value, unit, goal, holds } on standard output
  --only PREFIX    only measures whose name begins so, e.g. engine. or engine.allPairs
  --soak MINUTES   nothing else: the server's memory while a live cluster of size M changes all the time
  --size SIZE      M, L, XL, 300 or 3000; may be given more than once (default: what each measure is meant for)
  --help           this text
`;

/** @throws Refusal for anything not understood */
function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        json: { type: "boolean", default: false },
        only: { type: "string", default: "" },
        size: { type: "string", multiple: true, default: [] },
        soak: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const unknown = values.size.find((size) => !["M", "L", "XL", "300", "3000"].includes(size));
    if (unknown !== undefined) throw new Refusal(`--size ${unknown} is not M, L, XL, 300 or 3000.`);
    if (values.soak !== undefined && !(Number(values.soak) > 0))
      throw new Refusal(`--soak ${values.soak} is no number of minutes.`);
    return values;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${error.message.split(/\.(?=\s|$)/)[0]}; npm run bench -- --help lists the options.`);
  }
}

async function main(args) {
  const options = readOptions(args);
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  // Standard output belongs to the table.
  const say = (line) => console.error(line);
  await ensureInstalled(say);
  const soaks = options.soak !== undefined;
  const wants = (...names) =>
    !soaks && names.some((name) => name.startsWith(options.only) || options.only.startsWith(name));
  // Only measures of the engine need no pages.
  if (soaks || wants("server.", "browser.", "push.", "certificates.", "cluster.")) await ensureBuilt(say);
  const browser = wants("browser.", "push.", "certificates.", "cluster.") ? await findChromium() : {};
  const live = soaks || wants("cluster.") ? await findControlPlane() : {};
  if (live.missing) {
    const without = live.missing.replace("cluster: skipped", "live: not measured");
    if (soaks) throw new Refusal(without);
    say(without);
  }
  return run(
    findNode(),
    [
      "--conditions=react-server",
      "--disable-warning=ExperimentalWarning",
      join(root, "bench", "main.ts"),
      ...args,
    ],
    {
      env: toolEnvironment({
        SEKISHO_SERVER_FLAGS: serverFlags.join(" "),
        ...browser,
        ...(live.folder ? { SEKISHO_CONTROL_PLANE: live.folder } : {}),
      }),
    },
  );
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
