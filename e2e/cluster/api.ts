import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import type { CertificateFiles } from "./pki.ts";

/** A Kubernetes object as the tests write it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string } & Readonly<
    Record<string, unknown>
  >;
  readonly [field: string]: unknown;
}

/** What the API server answered. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A plain client of the API server, for setting scenes. */
export interface Api {
  /** Status of a GET; 0 when nothing answered. */
  readonly tryGet: (path: string) => Promise<number>;
  /** @throws when the answer is no success */
  readonly send: (method: string, path: string, body?: unknown, contentType?: string) => Promise<unknown>;
  /** Creates or changes an object, and its status where it has one that counts. */
  readonly apply: (manifest: Manifest) => Promise<void>;
  readonly remove: (manifest: Manifest) => Promise<void>;
  readonly close: () => void;
}

/** Kinds whose status is part of what the mesh looks like. */
const withStatus = new Set(["Pod"]);
const clusterScoped = new Set([
  "Namespace",
  "CustomResourceDefinition",
  "ClusterRole",
  "ClusterRoleBinding",
  "MutatingWebhookConfiguration",
  "ValidatingWebhookConfiguration",
]);

/** A client with a certificate. */
export function connect(address: string, ca: string, files: CertificateFiles): Api {
  const agent = new Agent({
    ca,
    cert: readFileSync(files.certificateFile),
    key: readFileSync(files.keyFile),
    keepAlive: true,
    maxSockets: 16,
  });
  const ask = (method: string, path: string, body?: unknown, contentType = "application/json") =>
    new Promise<Answer>((done, fail) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        accept: "application/json",
        ...(text === undefined
          ? {}
          : { "content-type": contentType, "content-length": Buffer.byteLength(text) }),
      };
      const sent = request(`${address}${path}`, { method, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", fail);
        response.on("end", () =>
          done({ status: response.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString()) }),
        );
      });
      sent.on("error", fail);
      sent.end(text);
    });
  const send: Api["send"] = async (method, path, body, contentType) => {
    const answer = await ask(method, path, body, contentType);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const apply: Api["apply"] = async (manifest) => {
    const clean = cleaned(manifest);
    const query = "?fieldManager=scene&force=true";
    const type = "application/apply-patch+yaml";
    await send("PATCH", `${pathOf(manifest)}${query}`, clean, type);
    if (withStatus.has(manifest.kind) && manifest.status !== undefined) {
      const { apiVersion, kind, status } = clean;
      const { name, namespace } = manifest.metadata;
      const patch = { apiVersion, kind, metadata: { name, namespace }, status };
      await send("PATCH", `${pathOf(manifest)}/status${query}`, patch, type);
    }
  };
  return {
    tryGet: (path) =>
      ask("GET", path).then(
        (answer) => answer.status,
        () => 0,
      ),
    send,
    apply,
    remove: async (manifest) => {
      const now = { gracePeriodSeconds: 0, propagationPolicy: "Background" };
      await send("DELETE", pathOf(manifest), { apiVersion: "v1", kind: "DeleteOptions", ...now });
    },
    close: () => agent.destroy(),
  };
}

/** Path of one object. */
export function pathOf(manifest: Manifest): string {
  const { apiVersion, kind, metadata } = manifest;
  const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const lower = kind.toLowerCase();
  const plural = /[^aeiou]y$/.test(lower)
    ? `${lower.slice(0, -1)}ies`
    : /(s|x|ch)$/.test(lower)
      ? `${lower}es`
      : `${lower}s`;
  const inside = clusterScoped.has(kind) ? "" : `/namespaces/${metadata.namespace ?? "default"}`;
  return `${base}${inside}/${plural}/${metadata.name}`;
}

/** Without what only the API server may set. */
function cleaned(manifest: Manifest): Manifest {
  const {
    uid: _u,
    creationTimestamp: _c,
    resourceVersion: _r,
    generation: _g,
    ...metadata
  } = manifest.metadata;
  return { ...manifest, metadata: { ...metadata, name: manifest.metadata.name } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
