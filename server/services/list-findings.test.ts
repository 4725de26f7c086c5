import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolders } from "../cluster/capture/temporary-folder.ts";
import { findInDrafts, listFindings } from "./list-findings.ts";
import { openFolders } from "./open-folders.ts";

const temporaryFolder = temporaryFolders(onTestFinished);
const corpus = join(import.meta.dirname, "..", "engine", "conformance", "corpus");
const folders = [join(corpus, "world"), join(corpus, "variants", "base")];
const policy = (name: string, spec: string) =>
  `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}\n`;
const draftOf = (name: string, spec: string) => ({
  kind: "AuthorizationPolicy",
  namespace: "shop",
  name,
  yaml: policy(name, spec),
});

describe("findings of a source", () => {
  it("are counted, and the same for as long as nothing changes", async () => {
    const source = openFolders([...folders, temporaryFolder({ "a.yaml": policy("a", "{action: DENY}") })]);
    const [first, second] = [await listFindings(source), await listFindings(source)];
    if (!first.ok || !second.ok) throw new Error("The folders were not read.");
    expect(first.value).toMatchObject({
      counts: { error: 1, warning: 0, info: 0 },
      findings: [{ code: "denyNothing", file: expect.stringMatching(/a\.yaml$/), line: 4 }],
    });
    expect(second.value.findings).toBe(first.value.findings);
  });

  it("of a folder that is not there are refused with the cure", async () => {
    expect(await listFindings(openFolders([join(corpus, "gone")]))).toMatchObject({ ok: false });
  });
});

describe("findings of drafts", () => {
  const ask = async (drafts: unknown, already = "") => {
    const more = already === "" ? [] : [temporaryFolder({ "a.yaml": already })];
    return findInDrafts({ drafts }, openFolders([...folders, ...more]));
  };

  it("are its own, with the lines of its text, and the step it takes", async () => {
    const spec = "{selector: {matchLabels: {app: cart}}, rules: [{from: [{source: {namespaces: [fron]}}]}]}";
    const result = await ask([draftOf("a", spec)]);
    expect(result).toMatchObject({
      value: {
        problems: [],
        findings: {
          own: [
            { code: "firstAllow", path: "spec.action" },
            { code: "deadNamespace", path: "spec.rules[0].from[0].source.namespaces[0]", line: 4 },
          ],
          caused: [],
          solved: [],
        },
      },
    });
  });

  it("tell what a draft solves", async () => {
    const drafts = [{ kind: "AuthorizationPolicy", namespace: "shop", name: "a", delete: true }];
    const result = await ask(drafts, policy("a", "{action: DENY}"));
    expect(result).toMatchObject({ value: { findings: { own: [], solved: [{ code: "denyNothing" }] } } });
  });

  it("wait until the draft can be read", async () => {
    expect(await ask([draftOf("a", "{action: PERHAPS}")])).toMatchObject({
      value: { findings: null, problems: [{ path: "spec.action" }] },
    });
    expect(await ask("none")).toMatchObject({ ok: false, problem: { kind: "invalid" } });
  });
});
