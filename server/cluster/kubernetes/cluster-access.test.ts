import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openAccess } from "./cluster-access.ts";

const folder = mkdtempSync(join(tmpdir(), "sekisho-kubeconfig-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

interface Parts {
  readonly server?: string;
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly user?: Readonly<Record<string, unknown>>;
  readonly current?: string;
  readonly names?: { readonly cluster?: string; readonly user?: string };
}

function write(text: string): string {
  const file = join(folder, `config-${count++}`);
  writeFileSync(file, text);
  return file;
}

function config({
  server = "https://h:6443",
  cluster = {},
  user = {},
  current = "one",
  names = {},
}: Parts = {}) {
  return write(
    JSON.stringify({
      "current-context": current,
      contexts: [{ name: "one", context: { cluster: names.cluster ?? "c", user: names.user ?? "u" } }],
      clusters: [{ name: "c", cluster: { server, ...cluster } }],
      users: [{ name: "u", user }],
    }),
  );
}

const problem = (kubeconfig: string, context: string | null = null) => {
  const access = openAccess({ kubeconfig, context });
  return "text" in access ? `${access.text} ${access.cure}`.replaceAll(folder, "") : null;
};

describe("a kubeconfig", () => {
  it("that is fine names its context and server", () => {
    const access = openAccess({ kubeconfig: config({ user: { token: "secret" } }), context: null });
    expect(access).toMatchObject({ name: "one", connection: { parties: { server: "h:6443", user: "u" } } });
  });

  it.each<[string, () => string, string | null, RegExp]>([
    [
      "that is missing",
      () => join(folder, "none"),
      null,
      /^There is no kubeconfig \/none\. Name one with --kubeconfig/,
    ],
    [
      "that is no YAML",
      () => write("{"),
      null,
      /^The kubeconfig \/config-\d+ cannot be read .* kubectl config view/,
    ],
    [
      "without such a context",
      () => config(),
      "two",
      /has no context two; it has one\. Name one of them with --context/,
    ],
    [
      "without a current context",
      () => config({ current: "" }),
      null,
      /has no current context; it has one\. Name one/,
    ],
    [
      "without the context's cluster",
      () => config({ names: { cluster: "x" } }),
      null,
      /names cluster x, which .* does not have/,
    ],
    [
      "without the context's user",
      () => config({ names: { user: "x" } }),
      null,
      /names user x, which .* does not have/,
    ],
    [
      "of a server without TLS",
      () => config({ server: "http://h:80" }),
      null,
      /is plain HTTP .* Write https:/,
    ],
    [
      "with a certificate that is not there",
      () => config({ user: { "client-certificate": "no.crt", "client-key": "no.key" } }),
      null,
      /The file \/no\.crt, the client-certificate of user u, cannot be read \(ENOENT\)/,
    ],
    [
      "that acts as groups of another",
      () => config({ user: { as: "a", "as-groups": ["g"] } }),
      null,
      /as-groups.* not supported/,
    ],
  ])("%s is told with its cure", (_, file, context, sentence) => {
    expect(problem(file(), context)).toMatch(sentence);
  });
});
