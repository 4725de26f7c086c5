import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { captureSource } from "./capture-source.ts";
import { temporaryFolders } from "./temporary-folder.ts";

const temporaryFolder = temporaryFolders(onTestFinished);

const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`;

/** Moves the clock that the source looks at, so that it looks at the folder again. */
function later(): void {
  const now = performance.now();
  vi.spyOn(performance, "now").mockReturnValue(now + 5000);
}

describe("a folder as a source", () => {
  it("is the same reading until a file changes, and within a second is not looked at", async () => {
    const folder = temporaryFolder({ "a.yaml": namespace("a") });
    const source = captureSource([folder]);
    const first = await source.read();
    writeFileSync(join(folder, "b.yaml"), namespace("b"));
    expect(await source.read()).toBe(first);
    later();
    const second = await source.read();
    expect(second.snapshot.namespaces.map(({ meta }) => meta.name)).toEqual(["a", "b"]);
    expect(second.snapshot.revision).not.toBe(first.snapshot.revision);
    later();
    expect(await source.read()).toBe(second);
    vi.restoreAllMocks();
  });

  it("sees a change that leaves size and modification time as they were", async () => {
    const folder = temporaryFolder({ "a.yaml": namespace("a") });
    const source = captureSource([folder]);
    await source.read();
    utimesSync(join(folder, "a.yaml"), 1, 1);
    later();
    await source.read();
    writeFileSync(join(folder, "a.yaml"), namespace("b"));
    utimesSync(join(folder, "a.yaml"), 1, 1);
    later();
    expect((await source.read()).snapshot.namespaces[0]?.meta.name).toBe("b");
    vi.restoreAllMocks();
  });

  it("that goes away fails, and comes back", async () => {
    const folder = temporaryFolder({ "a.yaml": namespace("a") });
    const source = captureSource([folder]);
    await source.read();
    rmSync(folder, { recursive: true });
    later();
    expect((await source.read()).failure?.kind).toBe("missing");
    mkdirSync(folder);
    writeFileSync(join(folder, "a.yaml"), namespace("a"));
    later();
    expect((await source.read()).failure).toBeNull();
    vi.restoreAllMocks();
  });
});

describe("the text of one object", () => {
  const yaml = `# about the mesh\n---\n# all of a\n${namespace("a")}\n--- # next\n${namespace("b")}  labels: {x: y} # why\n`;

  it("is its document with its comments, and the line where it begins", async () => {
    const source = captureSource([temporaryFolder({ "a.yaml": yaml })]);
    expect(await source.readText("Namespace", "", "a")).toEqual({
      file: "a.yaml",
      firstLine: 3,
      text: `# all of a\n${namespace("a")}`,
    });
    const b = await source.readText("Namespace", "", "b");
    expect(b).toEqual({ file: "a.yaml", firstLine: 10, text: `${namespace("b")}  labels: {x: y} # why\n` });
    expect(yaml.split("\n")[9]).toBe("apiVersion: v1");
  });

  it("in a list is its entry alone", async () => {
    const list =
      "apiVersion: v1\nkind: List\nitems:\n  - kind: Secret\n    apiVersion: v1\n    data: {key: c2VjcmV0}\n  - kind: Namespace\n    apiVersion: v1\n    metadata:\n      name: a\n";
    const source = captureSource([temporaryFolder({ "a.yaml": list })]);
    expect(await source.readText("Namespace", "", "a")).toEqual({
      file: "a.yaml",
      firstLine: 7,
      text: "kind: Namespace\napiVersion: v1\nmetadata:\n  name: a\n",
    });
  });

  it("is there for an object that cannot be decoded, and not for one that is not read", async () => {
    const broken =
      "apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: a, namespace: b}\nspec: {mtls: {mode: on}}\n";
    const secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: b}\n";
    const folder = temporaryFolder({ "a.yaml": broken, "b.yaml": secret });
    const source = captureSource([folder]);
    expect((await source.readText("PeerAuthentication", "b", "a"))?.text).toBe(
      readFileSync(join(folder, "a.yaml"), "utf8"),
    );
    expect(await source.readText("Secret", "b", "a")).toBeNull();
  });
});
