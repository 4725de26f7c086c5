import type { VerdictRequest } from "../../contract/request.ts";
import { authorizerSaysYes, serverCertificateVerifies } from "../assumption.ts";
import type { EvaluateOptions } from "../evaluate.ts";

/** The day of the recordings, by the creationTimestamps that the API server gave. */
const nowSeconds = Date.parse("2026-11-24T09:00:00Z") / 1000;

/** What is left when nobody tells the engine more than the manifests do. */
export const nothingKnown: EvaluateOptions = { nowSeconds };

/** What no manifest holds, but the recordings show about the place where they were made. */
export function recordedPlace(request: VerdictRequest): EvaluateOptions {
  const headers = (request.http ?? request.https)?.headers ?? {};
  return {
    nowSeconds,
    // cases/authorization/ip-blocks.yaml and not-ip-blocks.yaml: rules about this address match `outside` and nobody else.
    outsideAddress: "10.77.250.10",
    assumed: {
      // cases/authorization/custom-asks-the-provider.yaml: Istio's sample authorizer answers 403 `denied by ext_authz`
      // unless this header says allow.
      [authorizerSaysYes("sample-ext-authz")]: headers["x-ext-authz"] === "allow",
      // cases/service-entry/simple-verifies-the-server.yaml: `CERTIFICATE_VERIFY_FAILED`, no authority of the system signed
      // the test server's certificate.
      [serverCertificateVerifies("api.example.com")]: false,
    },
  };
}
