import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { axeFindsNothing } from "./axe.ts";
import { type Served, serve } from "./serve.ts";

let served: Served;
let folder: string;

const more = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}, annotations: {meta.helm.sh/release-name: base}}
spec:
  replicas: 1
  template:
    metadata: {labels: {app: istiod}}
    spec: {containers: [{name: discovery, image: "docker.io/istio/pilot:1.32.1-distroless"}]}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: istio-revision-tag-next, labels: {istio.io/rev: 1-33-0, istio.io/tag: next}}
webhooks: [{name: rev.namespace.sidecar-injector.istio.io}]
---
apiVersion: v1
kind: Pod
metadata: {name: older, namespace: front}
spec: {containers: [{name: app, image: x}]}
status: {phase: Running, podIP: 10.99.9.8}
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: letsencrypt}
spec: {acme: {}}
status: {conditions: [{type: Ready, status: "True", reason: ACMEAccountRegistered}]}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: ingress, namespace: istio-ingress}
spec: {secretName: ingress-tls, dnsNames: [shop.example], issuerRef: {name: letsencrypt, kind: ClusterIssuer}}
status:
  notAfter: "2027-01-31T09:00:00Z"
  renewalTime: "2027-01-01T09:00:00Z"
  conditions: [{type: Ready, status: "False", reason: Failed, message: "The order was refused: <b>no DNS record</b>"}]
`;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-e2e-"));
  cpSync(join(import.meta.dirname, "..", "demo"), folder, { recursive: true });
  writeFileSync(join(folder, "manifests", "more.yaml"), more);
  served = await serve(folder, 3131);
});
test.afterAll(async () => {
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the mesh page names the control plane, what differs in MeshConfig, and who joins on restart", async ({
  page,
}) => {
  await page.goto(`${served.address}/graph`);
  await page.getByRole("link", { name: "Mesh", exact: true }).click();
  const planes = page.getByRole("region", { name: "Control planes" });
  await expect(planes.getByRole("row", { name: /istio-system . istiod/ })).toContainText("1.32.1");
  await expect(planes).toContainText("Helm release base");
  await expect(planes).toContainText("istio-revision-tag-next injects for revision 1-33-0");
  const settings = page.getByRole("region", { name: "MeshConfig in force" });
  await expect(settings.getByRole("row", { name: /extensionProviders/ })).toContainText("differs");
  await expect(settings.getByRole("row", { name: /rootNamespace/ })).not.toContainText("differs");
  const members = page.getByRole("region", { name: "Membership" });
  await expect(members.getByRole("row", { name: /front\/older/ })).toContainText("joins on restart");
  await expect(members.getByRole("row", { name: /shop\/cart/ })).toHaveCount(0);
  await expect(
    page.getByRole("region", { name: "What was read" }).getByRole("row", { name: /^Pod / }),
  ).toContainText("readable");
});

test("members are chosen by keyboard, the address keeps them, and each leads to its workload", async ({
  page,
}) => {
  await page.goto(`${served.address}/mesh`);
  const members = page.getByRole("region", { name: "Membership" });
  await members.getByRole("button", { name: /with a sidecar/ }).focus();
  await page.keyboard.press("Enter");
  await expect(members.getByRole("row", { name: /shop\/cart/ })).toBeVisible();
  await expect(page).toHaveURL(/members=sidecar/);
  await page.reload();
  await expect(members.getByRole("button", { name: /with a sidecar/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await members.getByRole("link", { name: "shop/cart", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/graph\?node=shop%2Fcart/);
});

test("a source without istiod says so", async ({ page }) => {
  await page.goto("/mesh");
  await expect(page.getByRole("region", { name: "Control planes" })).toContainText("No istiod Deployment");
});

test("cert-manager's objects are counted, and what is not ready is told in its own words", async ({
  page,
}) => {
  await page.goto(`${served.address}/mesh`);
  const card = page.getByRole("region", { name: "cert-manager", exact: true });
  await expect(card.getByRole("row", { name: /^Issuers/ })).toContainText(/^Issuers1000?/);
  await expect(card).toContainText("istio-ingress/ingress ends first");
  await expect(card).toContainText("is not ready: Failed. The order was refused: <b>no DNS record</b>");
  await page.goto("/mesh");
  await expect(page.getByRole("region", { name: "What was read" })).toBeVisible();
  await expect(card).toHaveCount(0);
});

test("axe finds nothing", async ({ page }) => {
  await page.goto(`${served.address}/mesh?members=all`);
  await expect(page.getByRole("row", { name: /shop\/cart/ })).toBeVisible();
  await axeFindsNothing(page);
});
