import { once } from "node:events";
import { symlinkSync, truncateSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readFolders } from "./read-folders.ts";
import { temporaryFolders } from "./temporary-folder.ts";

const temporaryFolder = temporaryFolders(onTestFinished);

const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`;
const names = async (folder: string) =>
  (await readFolders([folder])).snapshot.namespaces.map(({ meta }) => meta.name);

describe("a file that is refused", () => {
  it.each([
    ["binary", new Uint8Array([0x61, 0, 0x62]), "is binary"],
    ["no UTF-8", new Uint8Array([0x61, 0xff, 0x62]), "is no UTF-8"],
  ])("because it is %s leaves the others readable and everything else unknown", async (_, content, words) => {
    const { snapshot } = await readFolders([
      temporaryFolder({ "a.yaml": content, "b.yaml": namespace("b") }),
    ]);
    expect(snapshot.namespaces).toHaveLength(1);
    expect(snapshot.problems).toMatchObject([{ file: "a.yaml", text: expect.stringContaining(words) }]);
    expect(snapshot.coverage).toMatchObject([{ kind: "*", namespace: null, state: "undecodable" }]);
  });

  it("because it is too long is not opened", async () => {
    const folder = temporaryFolder({ "a.yaml": "", "b.yaml": namespace("b") });
    truncateSync(join(folder, "a.yaml"), 21 * 1024 * 1024);
    const { snapshot } = await readFolders([folder]);
    expect(snapshot.problems).toMatchObject([
      { file: "a.yaml", text: "a.yaml is 21 MiB long; the limit is 20 MiB, so it was not read." },
    ]);
    expect(snapshot.coverage).toMatchObject([{ kind: "*" }]);
  });

  it("because it is a socket does not hang the reading", async () => {
    const folder = temporaryFolder({ "b.yaml": namespace("b") });
    const server = createServer().listen(join(folder, "a.yaml"));
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const { snapshot } = await readFolders([folder]);
    expect(snapshot.problems).toMatchObject([
      { file: "a.yaml", text: "a.yaml is no regular file, so it was not read." },
    ]);
  });

  it("because its aliases multiply is a problem with its file", async () => {
    const lines = Array.from(
      { length: 12 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`,
    );
    const bomb = `kind: AuthorizationPolicy\na0: &a0 [x, x]\n${lines.join("\n")}\n`;
    const { snapshot } = await readFolders([temporaryFolder({ "a.yaml": bomb })]);
    expect(snapshot.problems).toMatchObject([
      { file: "a.yaml", text: expect.stringContaining("aliases multiply") },
    ]);
    expect(snapshot.coverage).toMatchObject([{ kind: "AuthorizationPolicy" }]);
  });

  it.each([
    ["nested without end", `kind: Gateway\na: ${"[".repeat(5_000_000)}`],
    ["a long list in one line", `kind: Gateway\na: [${"{b: c}, ".repeat(400_000)}]`],
    ["a long text in quotes that never end", `kind: Gateway\na: '${"b".repeat(5_000_000)}`],
  ])("because it is %s is refused before it costs memory", async (_, text) => {
    const { snapshot } = await readFolders([temporaryFolder({ "a.yaml": text, "b.yaml": namespace("b") })]);
    expect(snapshot.namespaces).toHaveLength(1);
    expect(snapshot.problems).toMatchObject([
      { file: "a.yaml", cure: "Split it into several documents, or save it as JSON." },
    ]);
    expect(snapshot.coverage).toMatchObject([{ kind: "Gateway" }]);
  });

  it("because there are too many documents stops the reading, and everything is unknown", async () => {
    const many = Array.from({ length: 60_000 }, () => "kind: Secret\n").join("---\n");
    const { snapshot } = await readFolders([
      temporaryFolder({ "a.yaml": many, "b.yaml": many, "c.yaml": namespace("c") }),
    ]);
    expect(snapshot.namespaces).toEqual([]);
    expect(snapshot.problems).toMatchObject([
      { file: "b.yaml", text: expect.stringContaining("more than 100,000 documents") },
    ]);
    expect(snapshot.coverage).toMatchObject([{ kind: "*", namespace: null, state: "undecodable" }]);
  });
});

describe("a symbolic link", () => {
  it("inside the folder is followed once, and a loop of links ends", async () => {
    const folder = temporaryFolder({ "data/a.yaml": namespace("a") });
    symlinkSync("data/a.yaml", join(folder, "a.yaml"));
    symlinkSync("..", join(folder, "data", "up"));
    symlinkSync("loop.yaml", join(folder, "loop.yaml"));
    const { snapshot } = await readFolders([folder]);
    expect(snapshot.namespaces.map(({ meta }) => meta.name)).toEqual(["a"]);
    expect(snapshot.problems).toMatchObject([
      { file: "loop.yaml", text: expect.stringContaining("cannot be read (ELOOP)") },
    ]);
  });

  it("out of the folder is refused", async () => {
    const secret = temporaryFolder({ "secret.yaml": namespace("secret") });
    const folder = temporaryFolder({ "a.yaml": namespace("a") });
    symlinkSync(join(secret, "secret.yaml"), join(folder, "b.yaml"));
    symlinkSync(secret, join(folder, "other"));
    const { snapshot } = await readFolders([folder]);
    expect(snapshot.namespaces.map(({ meta }) => meta.name)).toEqual(["a"]);
    expect(snapshot.problems.map(({ file }) => file)).toEqual(["b.yaml", "other"]);
    expect(snapshot.problems[0]?.text).toContain("leads out of the folder");
    expect(snapshot.coverage).toHaveLength(2);
  });

  it("to the folder itself is a folder", async () => {
    const folder = temporaryFolder({ "real/a.yaml": namespace("a") });
    symlinkSync("real", join(folder, "link"));
    expect(await names(join(folder, "link"))).toEqual(["a"]);
  });

  it("of a mounted ConfigMap is followed", async () => {
    const folder = temporaryFolder({ "..2026/a.yaml": namespace("a") });
    symlinkSync("..2026", join(folder, "..data"));
    symlinkSync("..data/a.yaml", join(folder, "a.yaml"));
    expect(await names(folder)).toEqual(["a"]);
  });
});

describe("a folder that cannot be read", () => {
  it("is a failure with its cure, and everything is unknown", async () => {
    const { failure, snapshot } = await readFolders(["no/such/folder"]);
    expect(failure).toMatchObject({
      kind: "missing",
      problem: { text: "The folder no/such/folder does not exist." },
    });
    expect(snapshot.coverage).toMatchObject([{ kind: "*", namespace: null, state: "undecodable" }]);
  });

  it("because it is a file is told so", async () => {
    const file = join(temporaryFolder({ "a.yaml": "" }), "a.yaml");
    expect((await readFolders([file])).failure).toMatchObject({ kind: "notAFolder" });
  });

  it("because nothing is in it is empty", async () => {
    expect((await readFolders([temporaryFolder({ "README.md": "# a" })])).failure).toMatchObject({
      kind: "empty",
    });
  });

  it("beside one that can be read is a failure all the same", async () => {
    const { failure, snapshot } = await readFolders([
      temporaryFolder({ "a.yaml": namespace("a") }),
      "no/such",
    ]);
    expect(failure?.kind).toBe("missing");
    expect(snapshot.namespaces).toHaveLength(1);
  });
});
