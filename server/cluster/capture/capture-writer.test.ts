import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { WriteOutcome } from "../../contract/write.ts";
import type { KnownChange, PolicyWriter } from "../policy-writer.ts";
import { captureSource } from "./capture-source.ts";
import { temporaryFolders } from "./temporary-folder.ts";
import { LinkedPath } from "./write-file.ts";
import { fileOutcome } from "./write-problem.ts";

const folderOf = temporaryFolders(onTestFinished);
const when = "2026-11-24T12:00:00.000Z";
const of = { kind: "PeerAuthentication", namespace: "shop", name: "cart" } as const;
const policy = (mode: string, name = "cart") =>
  `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n  mtls:\n    mode: ${mode}\n`;
const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n";

function open(...folders: readonly string[]) {
  const source = captureSource(folders);
  if (source.writer === null) throw new Error("no writer");
  return { source, writer: source.writer };
}
const baseNow = async (writer: PolicyWriter) => (await writer.editable(of))?.base ?? "none";
const create = (mode: string, more: Partial<KnownChange> = {}): KnownChange => ({
  operation: "create",
  ...of,
  yaml: policy(mode),
  message: "why not",
  ...more,
});
const replace = (mode: string, base: string): KnownChange => ({
  ...create(mode),
  operation: "replace",
  base,
});
const text = (folder: string, name: string) => readFileSync(join(folder, name), "utf8");
const hidden = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\/?\.[^/]*[0-9a-f]{12}$/.test(name),
  );
const texts = (outcome: WriteOutcome) => ("text" in outcome ? outcome.text : outcome.kind);

describe("a write", () => {
  it("makes, changes and removes a policy, and the next reading has it", async () => {
    const folder = folderOf({ "manifests/shop.yaml": namespace });
    const { source, writer } = open(folder);
    await source.read();
    const made = await writer.write(create("PERMISSIVE"), when);
    expect(made).toMatchObject({
      kind: "written",
      file: "manifests/shop/peerauthentication-cart.yaml",
      history: { kept: true, number: 1 },
    });
    expect((await source.read()).snapshot.peerAuthentications).toMatchObject([{ mode: "PERMISSIVE" }]);
    const changed = await writer.write(replace("STRICT", await baseNow(writer)), when);
    expect(changed).toMatchObject({ kind: "written", base: await baseNow(writer), history: { number: 2 } });
    expect((await source.read()).snapshot.peerAuthentications).toMatchObject([{ mode: "STRICT" }]);
    expect(text(folder, "manifests/shop/peerauthentication-cart.yaml")).toBe(policy("STRICT"));
    const { yaml: _, ...rest } = replace("", await baseNow(writer));
    expect(await writer.write({ ...rest, operation: "delete" }, when)).toMatchObject({
      kind: "written",
      base: null,
    });
    expect((await source.read()).snapshot.peerAuthentications).toEqual([]);
    expect(readdirSync(join(folder, "manifests/shop"))).toEqual([]);
    expect(hidden(folder)).toEqual([]);
  });

  it("made from something else than what is there changes nothing and shows both", async () => {
    const folder = folderOf({ "a.yaml": `# mine\n${policy("PERMISSIVE")}` });
    const { writer } = open(folder);
    const base = await baseNow(writer);
    await writer.write(replace("STRICT", base), when);
    const stood = text(folder, "a.yaml");
    const late = await writer.write(replace("DISABLE", base), when);
    expect(late).toMatchObject({
      kind: "conflict",
      how: "changed",
      theirs: { text: policy("STRICT") },
      baseText: `# mine\n${policy("PERMISSIVE")}`,
    });
    writeFileSync(join(folder, "a.yaml"), policy("UNSET"));
    expect(
      await writer.write(replace("DISABLE", await baseNow(writer).then(() => base)), when),
    ).toMatchObject({ kind: "conflict", theirs: { text: policy("UNSET") } });
    expect(text(folder, "a.yaml")).not.toBe(stood);
    expect(await writer.write(create("STRICT"), when)).toMatchObject({ kind: "conflict", how: "exists" });
    rmSync(join(folder, "a.yaml"));
    writeFileSync(join(folder, "b.yaml"), namespace);
    expect(await writer.write(replace("STRICT", base), when)).toMatchObject({
      kind: "conflict",
      how: "gone",
      theirs: null,
    });
  });

  it("of the same base by many at once is done once; the others are told", async () => {
    const folder = folderOf({ "a.yaml": policy("UNSET") });
    const { writer } = open(folder);
    const base = await baseNow(writer);
    const all = await Promise.all(
      ["STRICT", "PERMISSIVE", "DISABLE"].map((mode) => writer.write(replace(mode, base), when)),
    );
    expect(all.map(({ kind }) => kind)).toEqual(["written", "conflict", "conflict"]);
    expect(text(folder, "a.yaml")).toBe(policy("STRICT"));
  });

  it("that is only tried says which lines would change, and changes none", async () => {
    const folder = folderOf({ "a.yaml": `${policy("PERMISSIVE")}---\n${namespace}` });
    const { writer } = open(folder);
    expect(await writer.dryRun(replace("STRICT", await baseNow(writer)))).toEqual({
      kind: "accepted",
      file: "a.yaml",
      warnings: [],
      diff: "--- a/a.yaml\n+++ b/a.yaml\n@@ -5,7 +5,7 @@\n   namespace: shop\n spec:\n   mtls:\n-    mode: PERMISSIVE\n+    mode: STRICT\n ---\n apiVersion: v1\n kind: Namespace\n",
    });
    expect(text(folder, "a.yaml")).toContain("PERMISSIVE");
    expect(readdirSync(folder)).toEqual(["a.yaml"]);
  });

  it.each([
    ["an unknown field", policy("STRICT").replace("mtls", "mtsl"), "spec.mtsl", 7, "Did you mean mtls?"],
    [
      "a mode that there is not",
      policy("STRCT"),
      "spec.mtls.mode",
      8,
      "Write one of UNSET, DISABLE, PERMISSIVE, STRICT.",
    ],
    [
      "a port without a selector",
      `${policy("STRICT")}  portLevelMtls: {8080: {mode: DISABLE}}\n`,
      "spec.portLevelMtls",
      9,
      "Add selector.matchLabels, or remove portLevelMtls.",
    ],
    ["another name", policy("STRICT", "web"), "metadata.name", 4, null],
    ["another kind", policy("STRICT").replace("PeerAuth", "RequestAuth"), "kind", 2, null],
    ["two documents", `${policy("STRICT")}---\n${namespace}`, null, 10, null],
    ["no YAML", "a: [", null, 1, null],
    ["no object", "hello\n", null, 1, null],
    ["a key twice", `${policy("STRICT")}kind: PeerAuthentication\n`, null, 9, null],
  ])("with %s is refused at its line", async (_, yaml, path, line, cure) => {
    const folder = folderOf({ "b.yaml": namespace });
    const { writer } = open(folder);
    for (const outcome of [
      await writer.dryRun(create("", { yaml })),
      await writer.write(create("", { yaml }), when),
    ]) {
      expect(outcome).toMatchObject({ kind: "invalid", problems: [{ path, line }] });
      if (cure !== null) expect(outcome).toMatchObject({ cure });
    }
    expect(readdirSync(folder)).toEqual(["b.yaml"]);
  });

  it("with a field that a newer Istio may have is done, and says that it is not known", async () => {
    const { writer } = open(folderOf({ "b.yaml": namespace }));
    const yaml = `${policy("STRICT")}  quantumProof: true\n`;
    expect(await writer.write(create("", { yaml }), when)).toMatchObject({
      kind: "written",
      warnings: [expect.stringContaining("spec.quantumProof")],
    });
  });

  it.each(["../x", "a/b", "A", "", ".", "-a", "a_b"])("under the name %j is refused", async (name) => {
    const folder = folderOf({ "b.yaml": namespace });
    const { writer } = open(folder);
    expect(await writer.write(create("", { name, yaml: policy("STRICT", name) }), when)).toMatchObject({
      kind: "invalid",
    });
    const inside = create("", { namespace: name, yaml: policy("STRICT") });
    expect(await writer.write(inside, when)).toMatchObject({ kind: "invalid" });
    expect(readdirSync(folder)).toEqual(["b.yaml"]);
  });

  it("through a symbolic link is refused, in the folder and out of it", async () => {
    const outside = folderOf({ "keep.yaml": namespace });
    const folder = folderOf({ "real/a.yaml": policy("UNSET"), "b.yaml": namespace });
    symlinkSync(join(folder, "real"), join(folder, "also"));
    symlinkSync(outside, join(folder, "manifests"));
    const { writer } = open(folder);
    // The walk meets `also` before `real`.
    const through = await writer.write(replace("STRICT", await baseNow(writer)), when);
    expect(through).toMatchObject({ kind: "forbidden" });
    expect(text(folder, "real/a.yaml")).toBe(policy("UNSET"));
    const other = { ...create("STRICT", { name: "new", yaml: policy("STRICT", "new") }) };
    expect(await writer.write(other, when)).toMatchObject({ kind: "forbidden" });
    expect(readdirSync(outside)).toEqual(["keep.yaml"]);
  });

  it("that takes one of two definitions away is refused, since the other would count", async () => {
    const folder = folderOf({ "a.yaml": policy("UNSET"), "b.yaml": policy("STRICT") });
    const { writer } = open(folder);
    const { yaml: _, ...rest } = replace("", await baseNow(writer));
    const outcome = await writer.write({ ...rest, operation: "delete" }, when);
    expect(outcome.kind).toBe("invalid");
    expect(texts(outcome)).toContain("a.yaml");
    expect(readdirSync(folder)).toEqual(["a.yaml", "b.yaml"]);
  });

  it.each([
    ["EACCES", "forbidden"],
    ["EPERM", "forbidden"],
    ["EROFS", "readOnly"],
    ["ENOSPC", "unreachable"],
  ])("that fails with %s says so with a cure", (code, kind) => {
    const outcome = fileOutcome(Object.assign(new Error("no"), { code }), "a.yaml");
    expect(outcome.kind).toBe(kind);
    expect(outcome.text).toContain("a.yaml");
    expect(outcome.cure).not.toBe("");
    expect(fileOutcome(new LinkedPath("a"), "a.yaml").kind).toBe("forbidden");
  });
});

describe("a new policy's file", () => {
  it.each([
    ["manifests/shop/peerauthentication-cart.yaml", {}],
    [
      "policies/shop/cart-peerauthentication.yml",
      {
        "policies/shop/a-peerauthentication.yml": policy("UNSET", "a"),
        "policies/shop/b-peerauthentication.yml": policy("UNSET", "b"),
      },
    ],
    [
      "manifests/shop/peerauthentication-cart.yaml",
      { "one.yaml": policy("UNSET", "a"), "two.yaml": policy("UNSET", "b") },
    ],
    [
      "manifests/shop/peerauthentication-cart-2.yaml",
      { "manifests/shop/peerauthentication-cart.yaml": namespace },
    ],
  ])("is %s", async (wanted, files) => {
    const { writer } = open(folderOf({ "ns.yaml": namespace, ...files }));
    expect(await writer.write(create("STRICT"), when)).toMatchObject({ kind: "written", file: wanted });
  });

  it("of several folders lies in the last one, and an object is written where it counts", async () => {
    const [first, second] = [folderOf({ "a.yaml": policy("UNSET") }), folderOf({ "b.yaml": namespace })];
    const { writer } = open(first, second);
    await writer.write(replace("STRICT", await baseNow(writer)), when);
    expect(text(first, "a.yaml")).toBe(policy("STRICT"));
    const other = create("STRICT", { name: "web", yaml: policy("STRICT", "web") });
    expect(await writer.write(other, when)).toMatchObject({
      kind: "written",
      file: `${second}/manifests/shop/peerauthentication-web.yaml`,
    });
  });
});

describe("the history", () => {
  it("has who, when and why, what was there before, and what others wrote since", async () => {
    const folder = folderOf({ "a.yaml": policy("UNSET") });
    const { writer } = open(folder);
    await writer.write(replace("STRICT", await baseNow(writer)), when);
    const { revisions, problem } = await writer.history(of);
    expect(problem).toBeNull();
    const { name: who } = await writer.who();
    expect(revisions).toMatchObject([
      { number: 2, operation: "replace", who, when, why: "why not", text: policy("STRICT"), current: true },
      { number: 1, operation: "outside", who: null, when: null, text: policy("UNSET"), current: false },
    ]);
    writeFileSync(join(folder, "a.yaml"), policy("DISABLE"));
    expect((await writer.history(of)).revisions).toMatchObject([
      { number: null, operation: "outside", text: policy("DISABLE"), current: true },
      { number: 2, current: false },
      { number: 1 },
    ]);
    writeFileSync(join(folder, "a.yaml"), namespace);
    expect((await writer.history(of)).revisions[0]).toMatchObject({
      number: null,
      operation: "delete",
      current: true,
    });
  });

  it("is no manifest, and Git does not see it", async () => {
    const folder = folderOf({ "a.yaml": policy("UNSET") });
    const { source, writer } = open(folder);
    await writer.write(replace("STRICT", await baseNow(writer)), when);
    const reading = await source.read();
    expect(reading.places).toHaveLength(1);
    expect(reading.snapshot.problems).toEqual([]);
    expect(text(folder, ".sekisho/.gitignore")).toBe("*\n");
    const kept = text(folder, ".sekisho/history/PeerAuthentication/shop/cart/0002.yaml");
    expect(kept).not.toMatch(/^(apiVersion|kind):/m);
  });

  it("that cannot be kept does not hold up the write, which says so", async () => {
    const folder = folderOf({ "a.yaml": policy("UNSET"), ".sekisho": "in the way" });
    const { writer } = open(folder);
    const outcome = await writer.write(replace("STRICT", await baseNow(writer)), when);
    expect(outcome).toMatchObject({ kind: "written", history: { kept: false } });
    expect(text(folder, "a.yaml")).toBe(policy("STRICT"));
    expect((await writer.history(of)).problem).not.toBeNull();
  });

  it("keeps the last hundred", async () => {
    const folder = folderOf({ "a.yaml": policy("UNSET") });
    const { writer } = open(folder);
    mkdirSync(join(folder, ".sekisho/history/PeerAuthentication/shop/cart"), { recursive: true });
    for (let i = 1; i <= 105; i++)
      writeFileSync(
        join(folder, `.sekisho/history/PeerAuthentication/shop/cart/${String(i).padStart(4, "0")}.yaml`),
        `operation: replace\nhash: h${i}\ntext: t\n`,
      );
    await writer.write(replace("STRICT", await baseNow(writer)), when);
    const { revisions } = await writer.history(of);
    expect(revisions).toHaveLength(100);
    expect(revisions[0]?.number).toBe(107);
  });
});
