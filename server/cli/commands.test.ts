import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { temporaryFolders } from "../cluster/capture/temporary-folder.ts";
import { capture } from "./capture.ts";
import { check } from "./check.ts";
import { diff } from "./diff.ts";
import { graph } from "./graph.ts";
import { verdict } from "./verdict.ts";

const world = join(import.meta.dirname, "..", "engine", "conformance", "corpus", "world");

const temporary = temporaryFolders(onTestFinished);

async function run(command: (args: readonly string[]) => Promise<number>, ...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => out.push(String(text)) > 0);
  vi.spyOn(process.stderr, "write").mockImplementation((text) => err.push(String(text)) > 0);
  const code = await command(args);
  vi.restoreAllMocks();
  return { code, out: out.join(""), err: err.join("") };
}

afterEach(() => {
  vi.restoreAllMocks();
});

const deny = `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: nobody, namespace: shop}
spec: {}
`;
const requests = `requests:
- id: first
  from: front/web
  to: {host: cart.shop.svc.cluster.local, port: 80}
  http: {method: GET, path: /}
- id: second
  from: front/web
  to: {host: cart.shop.svc.cluster.local, port: 80}
`;

describe("sekisho capture", () => {
  it("needs a folder to write to and a cluster, and says how to name them", async () => {
    expect(await run(capture, "--context", "x")).toMatchObject({
      code: 2,
      err: "No folder is named to write to. Add --out DIR.\n",
    });
    expect(await run(capture, "--out", "x", "--folder", world)).toMatchObject({
      code: 2,
      err: expect.stringContaining("Add --context NAME"),
    });
    const config = join(temporary({}), "none");
    expect(await run(capture, "--out", "x", "--kubeconfig", config)).toMatchObject({
      code: 2,
      err: expect.stringContaining(config),
    });
  });
});

describe("sekisho check", () => {
  const shut = { "deny.yaml": deny };
  const inert = { "inert.yaml": deny.replace("spec: {}", "spec: {action: DENY}") };

  it("ends with 1 when there is an error, and names file, line, code and cure", async () => {
    const { code, out } = await run(check, "--folder", world, "--folder", temporary(inert));
    expect(code).toBe(1);
    expect(out).toMatch(
      /inert\.yaml:4: error SEK0204 denyNothing: AuthorizationPolicy shop\/nobody spec\.action: /,
    );
    expect(out).toContain("Give it a rule; one empty rule denies everything.");
    expect(out).toMatch(/1 error, 0 warnings, 0 info\n$/);
  });

  it("ends with 0 when nothing is as bad as asked for", async () => {
    const folders = ["--folder", world, "--folder", temporary(shut)];
    expect((await run(check, ...folders)).code).toBe(0);
    expect((await run(check, ...folders, "--fail-on", "warning")).code).toBe(0);
    expect((await run(check, ...folders, "--fail-on", "info")).code).toBe(1);
    expect((await run(check, world)).out).toBe("0 errors, 0 warnings, 0 info\n");
  });

  it("tells the same as JSON, with the code that other tools know", async () => {
    const { out } = await run(check, "--folder", world, "--folder", temporary(inert), "--json");
    expect(JSON.parse(out)).toMatchObject([
      {
        code: "SEK0204",
        name: "denyNothing",
        source: "sekisho",
        severity: "error",
        object: { kind: "AuthorizationPolicy", namespace: "shop", name: "nobody" },
        line: 4,
        path: "spec.action",
      },
    ]);
  });

  it("refuses a severity that there is not, and a folder that is not there", async () => {
    expect(await run(check, world, "--fail-on", "much")).toMatchObject({
      code: 2,
      err: "--fail-on much is no severity. Write error, warning or info.\n",
    });
    expect(await run(check, join(world, "gone"))).toMatchObject({ code: 2 });
    expect(await run(check)).toMatchObject({ code: 2, err: expect.stringContaining("Add --folder DIR") });
  });
});

describe("sekisho diff", () => {
  it("ends with 1 when an edge flips, and gives each with a request", async () => {
    const both = ["--from", world, "--to", world, "--to", temporary({ "deny.yaml": deny })];
    const { code, out, err } = await run(diff, ...both, "--json");
    expect([code, err]).toEqual([1, ""]);
    const { flips, ...rest } = JSON.parse(out);
    expect(rest).toEqual({ equalElsewhere: true, notCompared: [] });
    expect(flips).toContainEqual(
      expect.objectContaining({
        client: "front/web",
        server: "shop/cart",
        workloadPort: 8080,
        observed: false,
        before: expect.objectContaining({ outcome: "allowed" }),
        after: expect.objectContaining({
          outcome: "denied",
          decidedBy: [expect.objectContaining({ namespace: "shop", name: "nobody" })],
        }),
        request: expect.objectContaining({ from: "front/web" }),
      }),
    );
    expect((await run(diff, ...both)).out).toMatch(
      /\d+ edges flip\.\nEverything else ends as before: compared for all requests\.\n$/,
    );
  });

  it("ends with 0 when nothing flips", async () => {
    expect(await run(diff, "--from", world, "--to", world)).toEqual({
      code: 0,
      out: "0 edges flip.\nEverything else ends as before: compared for all requests.\n",
      err: "",
    });
  });

  it("needs both folders, and they have to be there", async () => {
    expect(await run(diff, "--to", world)).toMatchObject({
      code: 2,
      err: "No folder is named to start from. Add --from DIR.\n",
    });
    expect(await run(diff, "--from", world)).toMatchObject({
      code: 2,
      err: expect.stringContaining("Add --to DIR"),
    });
    expect(await run(diff, "--from", world, "--to", join(world, "gone"))).toMatchObject({ code: 2 });
    expect(await run(diff, "--folder", world)).toMatchObject({ code: 2 });
  });
});

describe("sekisho verdict", () => {
  it("answers in the order of the requests, by the folders together", async () => {
    const folder = temporary({ "deny.yaml": deny });
    const file = join(temporary({ "requests.yaml": requests }), "requests.yaml");
    const { code, out, err } = await run(verdict, "--folder", world, "--folder", folder, "--requests", file);
    expect([code, err]).toEqual([0, ""]);
    expect(JSON.parse(out)).toMatchObject([
      {
        id: "first",
        outcome: "denied",
        seen: { kind: "http", status: 403 },
        transport: "mtls",
        principal: "cluster.local/ns/front/sa/web",
        serverMode: "PERMISSIVE",
        clientTls: "ISTIO_MUTUAL",
        decidedBy: [{ kind: "AuthorizationPolicy", namespace: "shop", name: "nobody" }],
        endpoints: [],
        steps: expect.any(Array),
      },
      { id: "second" },
    ]);
  });

  it("lists what is wrong in the folder and answers all the same, never green from ignorance", async () => {
    const folder = temporary({ "bad.yaml": deny.replace("spec: {}", "spec: {action: LOG}") });
    const file = join(temporary({ "requests.yaml": requests }), "requests.yaml");
    const { code, out, err } = await run(verdict, "--folder", world, "--folder", folder, "--requests", file);
    expect(code).toBe(0);
    expect(err).toBe(
      `${folder}/bad.yaml:4: AuthorizationPolicy shop/nobody: spec.action is the text "LOG", which is none of ALLOW, DENY, AUDIT, CUSTOM. Write one of ALLOW, DENY, AUDIT, CUSTOM.\n`,
    );
    expect(JSON.parse(out)).toMatchObject([{ outcome: "unknown" }, { outcome: "unknown" }]);
  });

  it("lists twenty problems and counts the rest", async () => {
    const documents = Array.from(
      { length: 25 },
      (_, i) => `kind: Service\napiVersion: v1\nmetadata: {name: ${i}}\n`,
    );
    const folder = temporary({ "a.yaml": documents.join("---\n") });
    const { err } = await run(graph, "--folder", folder);
    expect(err.trim().split("\n")).toHaveLength(21);
    expect(err).toContain("and 5 more");
  });

  it.each([
    [
      ["--requests", "r.yaml"],
      "No folder is named. Add --folder DIR, a capture or any folder of manifests, or --context NAME for a live cluster.\n",
    ],
    [
      ["--folder", world],
      "No requests are named. Add --requests FILE, or --requests - for standard input.\n",
    ],
    [
      ["--folder", world, "--requests", "no/such"],
      "The requests file no/such does not exist. Name a YAML or JSON file with requests.\n",
    ],
    [["--foldre", world], "Unknown option '--foldre'; --help lists the options.\n"],
    [["--folder", world, "--at", "soon"], "--at soon is no time; write it as 2026-11-24T09:00:00Z.\n"],
  ])("says in one sentence why it cannot run: %j", async (args, sentence) => {
    expect(await run(verdict, ...args)).toEqual({ code: 2, out: "", err: sentence });
  });

  it("cannot run on a folder that is not there", async () => {
    const file = join(temporary({ "requests.yaml": requests }), "requests.yaml");
    const { code, err } = await run(verdict, "--folder", "no/such/folder", "--requests", file);
    expect([code, err]).toEqual([
      2,
      "The folder no/such/folder does not exist. Name a capture, or any folder of manifests.\n",
    ]);
  });

  it.each([
    ["requests:\n- from: [", "line 2 is no YAML"],
    ["[]5", "is no YAML"],
    ["text", "There is no list of requests."],
    [
      "requests:\n- {from: a/b, to: {host: a, port: 80}}",
      "Request 1: requests[0].id: expected string, received undefined.",
    ],
    [
      "- {id: x, from: web, to: {host: a, port: 80}}",
      "Request 1 (id x): requests[0].from: write namespace/workload",
    ],
    [
      "- {id: x, from: a/b, to: {host: a, port: '80'}}",
      "Request 1 (id x): requests[0].to.port: expected number",
    ],
    [
      "- {id: x, from: a/b, to: {pod: a, port: 80}}",
      "Request 1 (id x): requests[0].to.pod: write namespace/workload",
    ],
    ["- {id: x, from: a/b, to: {}}", "Request 1 (id x): requests[0].to: it names no target."],
    [
      "- {id: x, from: a/b, to: {host: a, port: 80}, http: {}, tcp: {}}",
      "Request 1 (id x): requests[0]: give one of http, tcp, https.",
    ],
    [
      "- {id: x, from: a/b, to: {host: a, port: 80}, http: {headers: {a: [1]}}}",
      "requests[0].http.headers.a: it is not understood",
    ],
  ])("names the request, the field and the cure when one is not understood: %s", async (text, words) => {
    const file = join(temporary({ "requests.yaml": text }), "requests.yaml");
    const { code, out, err } = await run(verdict, "--folder", world, "--requests", file);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(file);
    expect(err).toContain(words);
    expect(err.trim().split("\n")).toHaveLength(1);
  });
});

describe("sekisho graph", () => {
  it("prints a table of the edges, or the graph as JSON", async () => {
    const allow = deny.replace(
      "spec: {}",
      "spec: {rules: [{from: [{source: {principals: [cluster.local/ns/front/sa/web]}}]}]}",
    );
    const folder = temporary({ "allow.yaml": allow });
    const text = await run(graph, "--folder", world, "--folder", folder);
    expect(text.code).toBe(0);
    expect(text.out).toMatch(/^CLIENT +SERVER +OUTCOME +TRANSPORT +EVIDENCE +DECIDED BY$/m);
    expect(text.out).toMatch(
      /^front\/web +shop\/cart:8080 +allowed +mtls +named +AuthorizationPolicy shop\/nobody$/m,
    );
    const json = await run(graph, "--folder", world, "--folder", folder, "--json");
    expect(Object.keys(JSON.parse(json.out))).toEqual(
      expect.arrayContaining(["revision", "coverage", "problems", "nodes", "edges"]),
    );
  });

  it("says so when there is no edge", async () => {
    expect((await run(graph, "--folder", world)).out).toContain("No edge: no traffic was observed");
  });
});

describe("sekisho", () => {
  const sekisho = (...args: readonly string[]) =>
    spawnSync(
      process.execPath,
      ["--conditions=react-server", join(import.meta.dirname, "main.ts"), ...args],
      {
        encoding: "utf8",
      },
    );

  it("runs from its sources, and each command has its help", () => {
    expect(sekisho("verdict", "--help")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("--requests FILE"),
    });
    expect(sekisho("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("graph") });
    expect(sekisho()).toMatchObject({ status: 2 });
  });

  it("does not know another command", () => {
    expect(sekisho("toString")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(
        "There is no command toString; the commands are verdict, graph, check, diff, certificates, capture.",
      ),
    });
  });
});
