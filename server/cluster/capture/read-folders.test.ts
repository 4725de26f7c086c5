import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readFolders } from "./read-folders.ts";
import { temporaryFolders } from "./temporary-folder.ts";

const temporaryFolder = temporaryFolders(onTestFinished);

const policy = (name: string, rest = "") =>
  `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: ${name}\n  namespace: shop\n${rest}`;
const named = (objects: readonly { readonly meta: { readonly name: string } }[]) =>
  objects.map(({ meta }) => meta.name);

describe("a folder", () => {
  it("is read at any depth, without hidden folders and node_modules", async () => {
    const folder = temporaryFolder({
      "a.yaml": policy("a"),
      "deep/er/b.yml": policy("b"),
      "c.json": JSON.stringify({ apiVersion: "v1", kind: "Namespace", metadata: { name: "c" } }),
      ".git/d.yaml": policy("d"),
      ".sekisho/e.yaml": policy("e"),
      "node_modules/f/f.yaml": policy("f"),
      "notes.txt": policy("g"),
      "values.yaml": "replicas: 3",
    });
    const { snapshot, failure } = await readFolders([folder]);
    expect(named(snapshot.authorizationPolicies)).toEqual(["a", "b"]);
    expect(named(snapshot.namespaces)).toEqual(["c"]);
    expect([snapshot.problems, snapshot.coverage, failure]).toEqual([[], [], null]);
  });

  it("may have lists, with the kind of their entries in the list's kind", async () => {
    const list = {
      apiVersion: "v1",
      kind: "List",
      items: [
        { apiVersion: "v1", kind: "Namespace", metadata: { name: "a" } },
        {
          apiVersion: "security.istio.io/v1",
          kind: "PeerAuthenticationList",
          items: [{ metadata: { name: "b" } }, { metadata: { name: "c" } }],
        },
        { apiVersion: "v1", kind: "Secret", metadata: { name: "d" } },
      ],
    };
    const { snapshot } = await readFolders([temporaryFolder({ "all.json": JSON.stringify(list, null, 1) })]);
    expect(named(snapshot.namespaces)).toEqual(["a"]);
    expect(named(snapshot.peerAuthentications)).toEqual(["b", "c"]);
    expect(snapshot.peerAuthentications[1]?.meta.origin).toEqual({ file: "all.json", line: 21 });
  });

  it("gives the line of a field of a policy in a list of YAML, with any line ends", async () => {
    const entry = (name: string) =>
      `- ${policy(name, "spec:\n  action: DENY\n").trimEnd().replaceAll("\n", "\n  ")}\n`;
    const list = `apiVersion: v1\nkind: List\nitems:\n${entry("a")}${entry("b")}`;
    for (const text of [list, list.replaceAll("\n", "\r\n"), list.replace("items:", "items: # all")]) {
      const [a, b] = (await readFolders([temporaryFolder({ "a.yaml": text })])).snapshot
        .authorizationPolicies;
      expect([a?.meta.origin?.line, b?.meta.origin?.line]).toEqual([4, 11]);
      expect([a?.meta.lineOf("spec.action"), b?.meta.lineOf("spec.action")]).toEqual([10, 17]);
      expect(b?.meta.lineOf("")).toBe(11);
    }
  });

  it("gives the line of a field of a policy, of each document", async () => {
    const folder = temporaryFolder({
      "a.yaml": `---\n${policy("a")}---\n${policy("b", "spec:\n  action: DENY\n")}`,
    });
    const [a, b] = (await readFolders([folder])).snapshot.authorizationPolicies;
    expect(a?.meta.origin).toEqual({ file: "a.yaml", line: 2 });
    expect(b?.meta.origin).toEqual({ file: "a.yaml", line: 8 });
    expect(b?.meta.lineOf("spec.action")).toBe(14);
    expect(a?.meta.lineOf("spec.action")).toBe(2);
  });

  it("has the same revision for the same content, and another for other content", async () => {
    const revisionOf = async (files: Record<string, string>) =>
      (await readFolders([temporaryFolder(files)])).snapshot.revision;
    const first = await revisionOf({ "a.yaml": policy("a") });
    expect(await revisionOf({ "a.yaml": policy("a") })).toBe(first);
    expect(await revisionOf({ "a.yaml": policy("b") })).not.toBe(first);
    expect(await revisionOf({ "b.yaml": policy("a") })).not.toBe(first);
  });

  it("without MeshConfig has Istio's defaults, and no problem", async () => {
    const { snapshot, source } = await readFolders([temporaryFolder({ "a.yaml": policy("a") })]);
    expect(snapshot.meshConfig).toMatchObject({
      rootNamespace: "istio-system",
      trustDomain: "cluster.local",
    });
    expect(source).toMatchObject({
      trustDomain: "cluster.local",
      rootNamespace: "istio-system",
      takenAt: null,
    });
  });

  it("with a broken MeshConfig has an undecodable one", async () => {
    const mesh =
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: istio, namespace: istio-system}, data: {mesh: 'a: ['}}";
    const { snapshot } = await readFolders([temporaryFolder({ "mesh.yaml": mesh })]);
    expect(snapshot.undecodable).toMatchObject([
      { kind: "MeshConfig", namespace: "istio-system", name: "istio", path: "data.mesh" },
    ]);
  });

  it("takes the MeshConfig of the installation before that of a revision", async () => {
    const mesh = (name: string, namespace: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: ${namespace}}\ndata:\n  mesh: "trustDomain: ${name}.${namespace}"\n`;
    const read = async (...texts: string[]) =>
      (await readFolders([temporaryFolder({ "a.yaml": texts.join("---\n") })])).snapshot.meshConfig
        .trustDomain;
    expect(await read(mesh("istio-canary", "istio-system"), mesh("istio", "other"))).toBe("istio.other");
    expect(await read(mesh("istio", "other"), mesh("istio", "istio-system"))).toBe("istio.istio-system");
    expect(await read(mesh("istio-canary", "mesh"))).toBe("istio-canary.mesh");
  });
});

describe("an object that stands twice", () => {
  it("in one folder is a problem that names both places, and the later one counts", async () => {
    const folder = temporaryFolder({
      "a.yaml": policy("x", "spec: {action: DENY}\n"),
      "b.yaml": policy("x", "spec: {action: ALLOW}\n"),
    });
    const { snapshot } = await readFolders([folder]);
    expect(snapshot.authorizationPolicies.map(({ action }) => action)).toEqual(["ALLOW"]);
    expect(snapshot.problems).toMatchObject([
      {
        file: "b.yaml",
        line: 1,
        object: "AuthorizationPolicy shop/x",
        text: "AuthorizationPolicy shop/x stands in a.yaml line 1 and in b.yaml line 1; the later one counts.",
      },
    ]);
  });

  it("in a later folder replaces the earlier one, broken or not", async () => {
    const good = temporaryFolder({ "a.yaml": policy("x", "spec: {action: DENY}\n") });
    const bad = temporaryFolder({ "a.yaml": policy("x", "spec: {action: LOG}\n") });
    const repaired = (await readFolders([bad, good])).snapshot;
    expect([named(repaired.authorizationPolicies), repaired.undecodable, repaired.problems]).toEqual([
      ["x"],
      [],
      [],
    ]);
    const broken = (await readFolders([good, bad])).snapshot;
    expect(broken.authorizationPolicies).toEqual([]);
    expect(broken.undecodable).toEqual([
      {
        kind: "AuthorizationPolicy",
        namespace: "shop",
        name: "x",
        path: "spec.action",
        because: `AuthorizationPolicy shop/x cannot be read: ${join(bad, "a.yaml")} line 6, spec.action is the text "LOG", which is none of ALLOW, DENY, AUDIT, CUSTOM. Write one of ALLOW, DENY, AUDIT, CUSTOM.`,
      },
    ]);
  });
});

describe("a bad document", () => {
  it("leaves its neighbours in the file whole, and its kind unknown in its namespace", async () => {
    const broken =
      "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: b\n namespace: shop\n";
    const folder = temporaryFolder({ "a.yaml": [policy("a"), broken, policy("c")].join("---\n") });
    const { snapshot } = await readFolders([folder]);
    expect(named(snapshot.authorizationPolicies)).toEqual(["a", "c"]);
    expect(snapshot.problems).toMatchObject([
      { file: "a.yaml", line: 11, cure: "Correct the YAML at this line." },
    ]);
    expect(snapshot.coverage).toMatchObject([
      {
        kind: "AuthorizationPolicy",
        namespace: "shop",
        state: "undecodable",
        because: expect.stringContaining("a.yaml line 11"),
      },
    ]);
  });

  it("of a Helm template asks to render it first", async () => {
    const template = `{{- if .Values.strict }}\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  namespace: {{ .Release.Namespace }}\n{{- end }}\n`;
    const { snapshot } = await readFolders([
      temporaryFolder({ "templates/pa.yaml": template, "ns.yaml": "{}" }),
    ]);
    expect(snapshot.problems).toMatchObject([
      { file: "templates/pa.yaml", cure: expect.stringContaining("render it first") },
    ]);
    expect(snapshot.coverage).toMatchObject([
      { kind: "PeerAuthentication", namespace: null, state: "undecodable" },
    ]);
  });

  it("that seems to be no object is a problem only", async () => {
    const { snapshot } = await readFolders([
      temporaryFolder({ "values.yaml": "a: [1\nb: 2\n", "ok.yaml": policy("a") }),
    ]);
    expect(snapshot.problems).toHaveLength(1);
    expect(snapshot.coverage).toEqual([]);
  });

  it("below manifests/ that is no object is worth a word", async () => {
    const { snapshot } = await readFolders([
      temporaryFolder({ "manifests/a.yaml": "a: 1\n---\n# nothing\n" }),
    ]);
    expect(snapshot.problems).toMatchObject([
      { file: "manifests/a.yaml", line: 1, text: expect.stringContaining("no apiVersion") },
    ]);
  });
});
