import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { ControlPlane } from "./control-plane.ts";

/** A validating webhook of AuthorizationPolicies, as a platform team has them. */
export interface Webhook {
  /** What it says to the object of a request; null admits it. */
  judge: (object: unknown) => { readonly message: string; readonly code: number } | null;
  /** Warnings that it adds. */
  warnings: readonly string[];
  readonly close: () => Promise<void>;
}

const name = "rules.platform.test";

/** Serves the webhook and has the API server ask it. */
export async function startWebhook(plane: ControlPlane): Promise<Webhook> {
  const certificate = plane.authority.sign("webhook", "/CN=webhook");
  const webhook: { -readonly [Key in keyof Webhook]: Webhook[Key] } = {
    judge: () => null,
    warnings: [],
    close: async () => {
      await plane.api.remove(configuration("")).catch(() => null);
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  const server = createServer(
    { cert: readFileSync(certificate.certificateFile), key: readFileSync(certificate.keyFile) },
    (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const { request } = JSON.parse(Buffer.concat(chunks).toString()) as {
          request: { uid: string; object: unknown };
        };
        const refusal = webhook.judge(request.object);
        const response = {
          uid: request.uid,
          allowed: refusal === null,
          warnings: webhook.warnings,
          ...(refusal === null ? {} : { status: refusal }),
        };
        outgoing.writeHead(200, { "content-type": "application/json" });
        outgoing.end(
          JSON.stringify({ apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", response }),
        );
      });
    },
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const listening = server.address();
  if (listening === null || typeof listening === "string") throw new Error("no port");
  const caBundle = Buffer.from(plane.authority.certificate).toString("base64");
  const configuration = (url: string) => ({
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "platform" },
    webhooks: [
      {
        name,
        admissionReviewVersions: ["v1"],
        sideEffects: "None",
        failurePolicy: "Fail",
        timeoutSeconds: 5,
        clientConfig: { url, caBundle },
        rules: [
          {
            apiGroups: ["security.istio.io"],
            apiVersions: ["*"],
            operations: ["CREATE", "UPDATE", "DELETE"],
            resources: ["authorizationpolicies"],
          },
        ],
      },
    ],
  });
  await plane.api.apply(configuration(`https://127.0.0.1:${listening.port}/`));
  return webhook;
}
