import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { captureSource } from "./capture-source.ts";
import { temporaryFolders } from "./temporary-folder.ts";
import { type WatchOne, watchFolders } from "./watch-folders.ts";

const temporaryFolder = temporaryFolders(onTestFinished);
const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`;
const patient = { timeout: 10_000, interval: 10 };
/** No look but those that are told of. */
const told = { quiet: 60, longest: 500, again: 1e8, againUnwatched: 1e8 };

/** Names of the namespaces in each reading that the watch tells. */
function names(folder: string): string[][] {
  const heard: string[][] = [];
  const stop = captureSource([folder]).watch(({ snapshot, failure }) =>
    heard.push(failure === null ? snapshot.namespaces.map(({ meta }) => meta.name) : [failure.kind]),
  );
  onTestFinished(stop);
  return heard;
}

/** Watches a folder of one file, and answers how often it was looked at, once the first look is done. */
async function watched(folder: string, times = told, watch?: WatchOne): Promise<{ looks: number }> {
  const count = { looks: 0 };
  const look = async () => {
    count.looks++;
    return true;
  };
  onTestFinished(watchFolders([folder], look, times, watch));
  await vi.waitFor(() => expect(count.looks).toBeGreaterThan(0), patient);
  return count;
}

describe("a watched source", () => {
  it("tells its first reading, and then one for each content, never the same twice", async () => {
    const folder = temporaryFolder({ "a.yaml": namespace("a") });
    const heard = names(folder);
    await vi.waitFor(() => expect(heard).toEqual([["a"]]), patient);
    writeFileSync(join(folder, "a.yaml"), namespace("a"));
    writeFileSync(join(folder, "note.txt"), "not read");
    writeFileSync(join(folder, "b.yaml"), namespace("b"));
    await vi.waitFor(() => expect(heard).toEqual([["a"], ["a", "b"]]), patient);
  });

  it("tells a burst of changes once", async () => {
    const folder = temporaryFolder({ "a.yaml": namespace("a") });
    const heard = names(folder);
    await vi.waitFor(() => expect(heard).toHaveLength(1), patient);
    for (let n = 0; n < 100; n++) writeFileSync(join(folder, `b${n % 10}.yaml`), namespace(`b${n}`));
    await vi.waitFor(() => expect(heard.at(-1)).toHaveLength(11), patient);
    expect(heard).toHaveLength(2);
  });

  it("sees a file that is replaced by rename, also the second time", async () => {
    const folder = temporaryFolder({ "a.yaml": namespace("a") });
    const heard = names(folder);
    await vi.waitFor(() => expect(heard).toHaveLength(1), patient);
    for (const name of ["b", "c"]) {
      writeFileSync(join(folder, ".a.yaml.swp"), namespace(name));
      renameSync(join(folder, ".a.yaml.swp"), join(folder, "a.yaml"));
      await vi.waitFor(() => expect(heard.at(-1)).toEqual([name]), patient);
    }
    expect(heard).toEqual([["a"], ["b"], ["c"]]);
  });

  it("sees files in folders that come later", async () => {
    const folder = temporaryFolder({ "a.yaml": namespace("a") });
    const heard = names(folder);
    await vi.waitFor(() => expect(heard).toHaveLength(1), patient);
    mkdirSync(join(folder, "deep", "er"), { recursive: true });
    writeFileSync(join(folder, "deep", "er", "b.yaml"), namespace("b"));
    await vi.waitFor(() => expect(heard.at(-1)).toEqual(["a", "b"]), patient);
    writeFileSync(join(folder, "deep", "er", "b.yaml"), namespace("c"));
    await vi.waitFor(() => expect(heard.at(-1)).toEqual(["a", "c"]), patient);
  });

  it("that goes away is told as missing, and again when it comes back", async () => {
    const folder = temporaryFolder({ "a.yaml": namespace("a") });
    const heard = names(folder);
    await vi.waitFor(() => expect(heard).toHaveLength(1), patient);
    rmSync(folder, { recursive: true });
    await vi.waitFor(() => expect(heard.at(-1)).toEqual(["missing"]), patient);
    mkdirSync(folder);
    writeFileSync(join(folder, "a.yaml"), namespace("a"));
    await vi.waitFor(() => expect(heard.at(-1)).toEqual(["a"]), patient);
    writeFileSync(join(folder, "a.yaml"), namespace("b"));
    await vi.waitFor(() => expect(heard.at(-1)).toEqual(["b"]), patient);
  });

  it("that is mounted from a ConfigMap sees the link that is swapped", async () => {
    const folder = temporaryFolder({ "..1/a.yaml": namespace("a"), "..2/a.yaml": namespace("b") });
    symlinkSync("..1", join(folder, "..data"));
    symlinkSync("..data/a.yaml", join(folder, "a.yaml"));
    const heard = names(folder);
    await vi.waitFor(() => expect(heard).toEqual([["a"]]), patient);
    symlinkSync("..2", join(folder, "..data_tmp"));
    renameSync(join(folder, "..data_tmp"), join(folder, "..data"));
    await vi.waitFor(() => expect(heard.at(-1)).toEqual(["b"]), patient);
  });
});

describe("a watch", () => {
  it("is not woken by hidden files, an editor's or git's", async () => {
    const folder = temporaryFolder({ "a.yaml": "", ".git/index": "" });
    const count = await watched(folder);
    writeFileSync(join(folder, ".a.yaml.swp"), "x");
    writeFileSync(join(folder, ".git", "index"), "x");
    writeFileSync(join(folder, "a.yaml"), "x");
    await vi.waitFor(() => expect(count.looks).toBe(2), patient);
  });

  it("looks again by itself where nothing can be watched", async () => {
    const folder = temporaryFolder({ "a.yaml": "" });
    const refuse: WatchOne = () => {
      throw Object.assign(new Error("no watch left"), { code: "ENOSPC" });
    };
    const count = await watched(folder, { ...told, againUnwatched: 5 }, refuse);
    await vi.waitFor(() => expect(count.looks).toBeGreaterThan(3), patient);
  });

  it("looks during a burst that does not end", async () => {
    const folder = temporaryFolder({ "a.yaml": "" });
    let tell = (_: string | null) => {};
    const count = await watched(folder, { ...told, quiet: 1e6, longest: 20 }, (at, told) => {
      if (at === folder) tell = told;
      return { close: () => {} };
    });
    tell("a.yaml");
    await vi.waitFor(() => expect(count.looks).toBe(2), patient);
  });

  it("looks once more when something changes during a look, and not after it was stopped", async () => {
    const folder = temporaryFolder({ "a.yaml": "" });
    let tell = (_: string | null) => {};
    let looks = 0;
    const stop = watchFolders(
      [folder],
      async () => {
        looks++;
        if (looks === 1) for (let n = 0; n < 5; n++) tell("a.yaml");
        return true;
      },
      { ...told, quiet: 0 },
      (at, told) => {
        if (at === folder) tell = told;
        return { close: () => {} };
      },
    );
    await vi.waitFor(() => expect(looks).toBe(2), patient);
    stop();
    stop();
    tell("a.yaml");
    await new Promise((done) => setImmediate(done));
    expect(looks).toBe(2);
  });
});
