import { existsSync, statSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./build.mjs";
import {
  ensureInstalled,
  findNode,
  Refusal,
  root,
  run,
  seconds,
  stopRunning,
  toolEnvironment,
} from "./install.mjs";
import { serverFlags } from "./server-flags.mjs";

const help = `Usage: npm start -- [options]

Serves the Sekisho dashboard. On a fresh checkout it installs and builds first.

  --folder DIR        a capture, or any folder of Kubernetes manifests (default: the demo in this checkout); may be given more
                      than once: the first is opened, the others are offered at the top of the page
  --context NAME      a live cluster: this context of the kubeconfig; with --folder the folders are offered beside it
  --kubeconfig FILE   a live cluster: this kubeconfig (default: KUBECONFIG, else ~/.kube/config); its current context without --context
  --namespace NAME    with a live cluster whose namespaces may not be listed: look into this one too; may be given more than once
  --contexts          offer every context of the kubeconfig to whoever reaches the page; without it only where --host is this machine
  --prometheus URL    where metrics of the mesh that is opened first are asked for: certificates of every workload, and their renewals;
                      also by SEKISHO_PROMETHEUS, and with SEKISHO_PROMETHEUS_TOKEN for a bearer token
  --port PORT         where to listen (default: 3000)
  --host HOST         on which address (default: 127.0.0.1, this machine only)
  --view-only         write nothing, whatever a page asks for
  --dev               recompile on every change, for work on Sekisho itself
  --help              this text

The page offers the contexts of the kubeconfig too. In a pod with a service account it shows the cluster that the pod runs in, unless --folder names something else.
`;

/** How long the server may take to close its connections before it is ended. */
const graceMilliseconds = 4000;

const say = (line) => console.log(line);

/**
 * @returns the options, and what they mean to show
 * @throws Refusal for anything not understood
 */
function readOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        folder: { type: "string", multiple: true, default: [] },
        context: { type: "string" },
        kubeconfig: { type: "string" },
        namespace: { type: "string", multiple: true, default: [] },
        contexts: { type: "boolean", default: false },
        prometheus: { type: "string" },
        port: { type: "string", default: "3000" },
        host: { type: "string", default: "127.0.0.1" },
        "view-only": { type: "boolean", default: false },
        dev: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }));
  } catch (error) {
    // Only the first sentence: Node's second one advises on positional arguments, which there are none of.
    throw new Refusal(`${error.message.split(/\.(?=\s|$)/)[0]}; npm start -- --help lists the options.`);
  }
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port < 1 || port > 65535) {
    throw new Refusal(`--port ${values.port} is not a port; give a number from 1 to 65535.`);
  }
  const { prometheus } = values;
  if (prometheus !== undefined && !/^https?:$/.test(URL.parse(prometheus)?.protocol ?? ""))
    throw new Refusal("--prometheus is no address; write it as http://prometheus.istio-system:9090.");
  const live =
    values.context !== undefined || (values.kubeconfig !== undefined && values.folder.length === 0);
  // npm changes into the checkout before it starts a script, so a relative path is meant from where npm was called.
  const caller = (process.env.npm_lifecycle_event ? process.env.INIT_CWD : undefined) ?? ".";
  const start = live || inCluster(values) ? liveSource(values, caller) : folderSource(values, caller);
  return {
    ...values,
    port,
    ...start,
    environment: {
      ...start.environment,
      ...otherSources(values, caller, live),
      ...(prometheus === undefined ? {} : { SEKISHO_PROMETHEUS: prometheus }),
    },
  };
}

/** What can be chosen besides the source that is opened first. */
function otherSources({ folder, kubeconfig, contexts, host }, caller, live) {
  const folders = folder.map((one) => resolve(caller, one));
  const local = /^(localhost|127\.|::1$)/.test(host);
  return {
    SEKISHO_MORE_FOLDERS: (live ? folders : folders.slice(1)).join("\n"),
    SEKISHO_CONTEXTS: contexts ? "any" : local ? "local" : "",
    ...(kubeconfig === undefined ? {} : { SEKISHO_KUBECONFIG: resolve(caller, kubeconfig) }),
  };
}

/** A pod's service account says which cluster is meant when nothing else does. */
function inCluster({ folder }) {
  const token = "/var/run/secrets/kubernetes.io/serviceaccount/token";
  return (
    folder.length === 0 &&
    !process.env.SEKISHO_FOLDER &&
    process.env.KUBERNETES_SERVICE_HOST &&
    existsSync(token)
  );
}

/** What the server is told to show, how that is called, and what is wrong with it already. */
function liveSource({ context, kubeconfig, namespace }, caller) {
  const file = kubeconfig === undefined ? undefined : resolve(caller, kubeconfig);
  return {
    shown: context === undefined ? `the cluster of ${file ?? "this pod"}` : `context ${context}`,
    problem:
      file !== undefined && !existsSync(file)
        ? `There is no kubeconfig ${file}; name another with --kubeconfig.`
        : undefined,
    environment: {
      SEKISHO_LIVE: "1",
      SEKISHO_NAMESPACES: namespace.join(","),
      ...(context === undefined ? {} : { SEKISHO_CONTEXT: context }),
    },
  };
}

function folderSource({ folder: [first] }, caller) {
  const shown = first === undefined ? join(root, "demo") : resolve(caller, first);
  return { shown, problem: describeFolderProblem(shown), environment: { SEKISHO_FOLDER: shown } };
}

function describeFolderProblem(folder) {
  let found;
  try {
    found = statSync(folder);
  } catch (error) {
    const what = error.code === "ENOENT" ? "does not exist" : `cannot be read (${error.code})`;
    return `The folder ${folder} ${what}; name another with --folder.`;
  }
  return found.isDirectory() ? undefined : `${folder} is a file, not a folder; name a folder with --folder.`;
}

/** @throws Refusal when nothing can listen there */
async function assertPortFree(host, port) {
  const failure = await new Promise((done) => {
    const probe = createServer();
    probe.once("error", done);
    probe.listen({ host, port }, () => probe.close(() => done(undefined)));
  });
  if (!failure) return;
  if (failure.code === "EADDRINUSE") {
    const other = port < 65535 ? port + 1 : port - 1;
    throw new Refusal(`Port ${port} on ${host} is in use; choose another: npm start -- --port ${other}`);
  }
  if (failure.code === "EACCES") {
    throw new Refusal(
      `Port ${port} needs more rights than this account has; choose one above 1023 with --port.`,
    );
  }
  throw new Refusal(
    `Cannot listen on ${host} port ${port} (${failure.code}); choose another address with --host.`,
  );
}

/** The address to open in a browser; a wildcard is reached through this machine's own address. */
function browserAddress(host, port) {
  const own = { "0.0.0.0": "127.0.0.1", "::": "::1" }[host] ?? host;
  return `http://${own.includes(":") ? `[${own}]` : own}:${port}`;
}

/** Waits until anything answers there. @returns false when the server ended first */
async function waitForAnswer(address, hasEnded) {
  while (!hasEnded()) {
    if (await answers(`${address}/api/healthz`)) return true;
    await wait(100);
  }
  return false;
}

/** Whether anything answers, with whatever status; it leaves no connection open that would hold up the server's end. */
function answers(url) {
  return new Promise((done) => {
    const request = get(url, { agent: false, timeout: 5000 }, (response) => {
      response.destroy();
      done(true);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => done(false));
  });
}

/** Serves until the server ends or a signal asks to stop. @returns the exit code */
async function serve({ host, port, shown, environment, dev, "view-only": viewOnly }) {
  const address = browserAddress(host, port);
  const started = Date.now();
  const early = [];
  let answered = false;
  let ended = false;
  const next = join("node_modules", "next", "dist", "bin", "next");
  const exit = run(
    findNode(),
    [...serverFlags, next, dev ? "dev" : "start", "-p", String(port), "-H", host],
    {
      env: toolEnvironment({
        ...environment,
        SEKISHO_HOST: host,
        ...(viewOnly ? { SEKISHO_VIEW_ONLY: "1" } : {}),
        NODE_ENV: dev ? "development" : "production",
      }),
      stdio: ["ignore", "pipe", "inherit"],
      // Next's banner names addresses of its own; it is shown only if the start fails.
      onStart: (child) =>
        child.stdout.on("data", (chunk) => (answered ? process.stdout.write(chunk) : early.push(chunk))),
    },
  ).then((code) => {
    ended = true;
    return code;
  });
  answered = await waitForAnswer(address, () => ended);
  if (answered) say(`Sekisho serves ${shown} on ${address} (ready in ${seconds(started)}, Ctrl+C stops it)`);
  else if (!stopping) process.stderr.write(Buffer.concat(early));
  const code = await exit;
  return stopping ? 0 : code || 1;
}

let stopping = false;

function stop(signal) {
  // A second request, or a server that does not let go of its connections, ends it at once.
  if (stopping) return stopRunning("SIGKILL");
  stopping = true;
  stopRunning(signal);
  setTimeout(() => stopRunning("SIGKILL"), graceMilliseconds).unref();
}

/** Under npm, a killed npm must not leave a server behind that nobody can see. */
function stopWithParent() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && !stopping && stop("SIGTERM"), 500).unref();
}

async function main(args) {
  const options = readOptions(args);
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  await assertPortFree(options.host, options.port);
  // The page says the same with the cure beside it, so the server starts all the same.
  if (options.problem) console.error(options.problem);
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  stopWithParent();
  await ensureInstalled(say);
  if (!options.dev) await ensureBuilt(say);
  return stopping ? 0 : serve(options);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  if (stopping) process.exitCode = 0;
  else {
    console.error(error.message);
    process.exitCode = 2;
  }
}
