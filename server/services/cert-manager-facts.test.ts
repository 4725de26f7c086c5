import { expect, it, onTestFinished } from "vitest";
import { shareable } from "../cluster/capture/shareable.ts";
import { temporaryFolders } from "../cluster/capture/temporary-folder.ts";
import { parseText } from "../cluster/capture/yaml-text.ts";
import { getGraph } from "./get-graph.ts";
import { getMesh } from "./get-mesh.ts";
import { openFolders } from "./open-folders.ts";

const temporaryFolder = temporaryFolders(onTestFinished);

const ready = (status: string, reason = "Ready", message = "") =>
  `status: {conditions: [{type: Ready, status: "${status}", reason: ${reason}, message: "${message}"}]`;
const certificate = (name: string, more: string) => `
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: ${name}, namespace: shop}
spec: {secretName: ${name}-tls, issuerRef: {name: ca, kind: ClusterIssuer}, dnsNames: [${name}.example]}
${more}
`;
const objects = `
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: ca}
spec: {acme: {server: "https://acme.example", solvers: [{dns01: {webhook: {config: {apiKey: PLANTED}}}}]}}
${ready("False", "ErrRegisterACMEAccount", "timeout")}}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: own, namespace: shop}
spec: {selfSigned: {}}
${ready("True")}}
${certificate("later", `${ready("True")}, notAfter: "2027-03-01T00:00:00Z", renewalTime: "2027-02-01T00:00:00Z"}`)}
${certificate("sooner", `${ready("True")}, notAfter: "2027-01-01T00:00:00Z"}`)}
${certificate("stuck", `${ready("False", "DoesNotExist", "no secret")}}`)}
${certificate("new", "")}
---
apiVersion: cert-manager.io/v1
kind: CertificateRequest
metadata: {name: stuck-1, namespace: shop}
spec: {request: UExBTlRFRA==, issuerRef: {name: ca, kind: ClusterIssuer}}
status: {conditions: [{type: Denied, status: "True", reason: Policy}, {type: Ready, status: "False", reason: Denied}]}
`;

const world =
  "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\nspec: {containers: [{name: a, image: a}]}\n";

it("cert-manager's objects are counted, and those that are not ready named in its own words", async () => {
  const source = openFolders([temporaryFolder({ "a.yaml": `${world}---\n${objects}` })]);
  const mesh = await getMesh({ nowSeconds: 0 }, source);
  if (!mesh.ok) throw new Error(mesh.problem.detail);
  expect(mesh.value.certManager).toEqual({
    issuers: { total: 2, ready: 1, notReady: 1, unknown: 0 },
    certificates: { total: 4, ready: 2, notReady: 1, unknown: 1 },
    requests: { total: 1, ready: 0, notReady: 0, unknown: 0, denied: 1 },
    next: { namespace: "shop", name: "sooner", notAfter: "2027-01-01T00:00:00Z", renewalTime: null },
    failing: [
      {
        kind: "ClusterIssuer",
        namespace: "",
        name: "ca",
        reason: "ErrRegisterACMEAccount",
        message: "timeout",
      },
      { kind: "Certificate", namespace: "shop", name: "stuck", reason: "DoesNotExist", message: "no secret" },
    ],
    moreFailing: 0,
  });
  expect(mesh.value.kinds.find(({ kind }) => kind === "Certificate")).toMatchObject({
    count: 4,
    state: "readable",
  });
});

it("they decide no verdict: the graph with them is the graph without them", async () => {
  const graph = async (text: string) => {
    const answer = await getGraph(
      { asked: [], nowSeconds: 0 },
      openFolders([temporaryFolder({ "a.yaml": text })]),
    );
    if (!answer.ok) throw new Error(answer.problem.detail);
    return [answer.value.nodes, answer.value.edges, answer.value.problems];
  };
  expect(await graph(`${world}---\n${objects}`)).toEqual(await graph(world));
});

it("a source without them has no such part", async () => {
  const mesh = await getMesh({ nowSeconds: 0 }, openFolders([temporaryFolder({ "a.yaml": world })]));
  expect(mesh.ok && mesh.value.certManager).toBeNull();
});

it("a capture keeps of them what is shown, and no setting of an issuer", () => {
  const [issuer] = objects.split("\n---\n");
  const parsed = parseText(issuer ?? "");
  if (parsed.kind === "broken") throw new Error(parsed.text);
  const kept = shareable(parsed.value as Readonly<Record<string, unknown>>);
  expect(kept).toMatchObject({ kind: "ClusterIssuer", spec: { acme: {} } });
  expect(JSON.stringify(kept)).not.toMatch(/PLANTED|acme\.example/);
});
