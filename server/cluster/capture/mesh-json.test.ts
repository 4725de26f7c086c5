import { describe, expect, it, onTestFinished } from "vitest";
import { tell } from "../../contract/text.ts";
import { readMeshJson } from "./mesh-json.ts";
import { readFolders } from "./read-folders.ts";
import { temporaryFolders } from "./temporary-folder.ts";

const temporaryFolder = temporaryFolders(onTestFinished);

const takenAt = "2026-11-24T09:00:00Z";
const rows = (unreadable: unknown) =>
  tell(readMeshJson(JSON.stringify({ takenAt, unreadable }), "mesh.json").coverage, "en");

describe("mesh.json", () => {
  it("names what could not be read, each with its cure", () => {
    const because = "The API server was restarting; take the capture again.";
    expect(
      rows([
        { kind: "AuthorizationPolicy", namespace: "ops", status: 403 },
        { kind: "EndpointSlice", namespace: null, status: 401 },
        { kind: "PeerAuthentication", status: 404 },
        { kind: "Pod", namespace: "shop", status: 503 },
        { kind: "Service", namespace: "shop", because },
      ]),
    ).toEqual([
      {
        kind: "AuthorizationPolicy",
        namespace: "ops",
        state: "forbidden",
        because:
          "listing AuthorizationPolicy in namespace ops was refused (403). Grant `list` on authorizationpolicies.security.istio.io.",
      },
      {
        kind: "EndpointSlice",
        namespace: null,
        state: "forbidden",
        because: "listing EndpointSlice was refused (401). Grant `list` on endpointslices.discovery.k8s.io.",
      },
      {
        kind: "PeerAuthentication",
        namespace: null,
        state: "absent",
        because: "listing PeerAuthentication found no such kind (404): the cluster does not have it.",
      },
      {
        kind: "Pod",
        namespace: "shop",
        state: "forbidden",
        because: "listing Pod in namespace shop failed (503). Take the capture again.",
      },
      { kind: "Service", namespace: "shop", state: "forbidden", because },
    ]);
  });

  it.each([
    ["no JSON", "{", null],
    ["no time", "{}", "takenAt"],
    ["a bad row", JSON.stringify({ takenAt, unreadable: [{ namespace: "a" }] }), "unreadable.0.kind"],
  ])("with %s makes everything unknown", (_, text, path) => {
    const { mesh, coverage, problems } = readMeshJson(text, "mesh.json");
    expect(mesh).toBeNull();
    expect(coverage).toMatchObject([{ kind: "*", namespace: null, state: "undecodable" }]);
    expect(problems).toMatchObject([{ file: "mesh.json", path }]);
  });

  it("leaves MeshConfig unknown where ConfigMaps could not be listed, unless it was read all the same", async () => {
    const mesh = JSON.stringify({
      takenAt,
      unreadable: [{ kind: "ConfigMap", namespace: null, status: 403 }],
    });
    const config =
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: istio, namespace: istio-system}, data: {mesh: ''}}";
    const kinds = async (yaml: string) => {
      const folder = temporaryFolder({ "mesh.json": mesh, "a.yaml": yaml });
      return (await readFolders([folder])).snapshot.coverage.map(({ kind, namespace }) => [kind, namespace]);
    };
    expect(await kinds("{}")).toEqual([
      ["ConfigMap", null],
      ["MeshConfig", null],
    ]);
    expect(await kinds(config)).toEqual([["ConfigMap", null]]);
  });

  it("names the capture, and gives the trust domain where no MeshConfig does", async () => {
    const mesh = {
      takenAt,
      name: "production",
      istioVersion: "1.29.2",
      trustDomain: "td.example",
      unreadable: [],
    };
    const { source, snapshot } = await readFolders([
      temporaryFolder({ "mesh.json": JSON.stringify(mesh), "a.yaml": "{}" }),
    ]);
    expect(source).toMatchObject({
      name: "production",
      takenAt,
      istioVersion: "1.29.2",
      trustDomain: "td.example",
    });
    expect(snapshot.meshConfig.trustDomain).toBe("td.example");
  });
});
