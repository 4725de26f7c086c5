import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { Refusal, root, run, seconds } from "./install.mjs";

const programs = ["etcd", "kube-apiserver"];
const modules = join(root, "e2e", "cluster", "control-plane");

/**
 * A folder with kube-apiserver and etcd for the cluster tests: the one that KUBEBUILDER_ASSETS names, else what was built before, else
 * built here with Go.
 * @param output options of `spawn` that say where a build writes; this program's own output unless told
 * @returns the folder, or `{ missing }`: one sentence that says what it takes
 * @throws Refusal when KUBEBUILDER_ASSETS names no such folder, or the build fails
 */
export async function findControlPlane(output = {}) {
  const named = process.env.KUBEBUILDER_ASSETS;
  if (named) {
    if (isComplete(named)) return { folder: named };
    throw new Refusal(
      `KUBEBUILDER_ASSETS names ${named}, which lacks ${programs.filter((name) => !existsSync(join(named, name))).join(" and ")}; name a folder with both or unset it.`,
    );
  }
  const cached = join(cacheFolder(), "control-plane", hashOfModules());
  if (isComplete(cached)) return { folder: cached };
  if (!hasProgram("go"))
    return {
      missing:
        "cluster: skipped, for want of kube-apiserver and etcd: install Go 1.21 or newer, which builds them once, or name a folder with both in KUBEBUILDER_ASSETS",
    };
  await build(cached, output);
  return { folder: cached };
}

async function build(into, output) {
  const started = Date.now();
  console.log("Building kube-apiserver and etcd once; they are kept for the next run …");
  mkdirSync(into, { recursive: true });
  // Built beside their place and then moved: a run that is stopped leaves nothing half done under a name that counts.
  const temporary = mkdtempSync(join(into, "build-"));
  try {
    await goBuild(temporary, "etcd", "go.etcd.io/etcd/server/v3", [], output);
    const version = kubernetesVersion();
    const [major, minor] = version.slice(1).split(".");
    const set = (name, value) => `-X k8s.io/component-base/version.${name}=${value}`;
    await goBuild(
      temporary,
      "kube-apiserver",
      "k8s.io/kubernetes/cmd/kube-apiserver",
      [set("gitVersion", version), set("gitMajor", major), set("gitMinor", minor)],
      output,
    );
    for (const name of programs) renameSync(join(temporary, name), join(into, name));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  console.log(`Built kube-apiserver and etcd in ${seconds(started)}`);
}

async function goBuild(folder, name, source, flags, output) {
  const args = ["build", "-mod=readonly", "-trimpath", "-ldflags", ["-s", "-w", ...flags].join(" ")];
  const code = await run("go", [...args, "-o", join(folder, name), source], {
    cwd: modules,
    ...output,
    // GOTOOLCHAIN=auto lets an older Go fetch the one that go.mod asks for.
    env: { ...process.env, CGO_ENABLED: "0", GOTOOLCHAIN: process.env.GOTOOLCHAIN ?? "auto", GOWORK: "off" },
  });
  if (code !== 0)
    throw new Refusal(
      `${name} could not be built (go build ended with ${code}, its message stands above); mend that, or name a folder with kube-apiserver and etcd in KUBEBUILDER_ASSETS.`,
    );
}

function kubernetesVersion() {
  return /k8s\.io\/kubernetes (v[\d.]+)/.exec(readFileSync(join(modules, "go.mod"), "utf8"))[1];
}

function hashOfModules() {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(modules, file)));
  return hash.digest("hex").slice(0, 16);
}

function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "sekisho");
}

function isComplete(folder) {
  return programs.every((name) => existsSync(join(folder, name)));
}

function hasProgram(name) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));
}
