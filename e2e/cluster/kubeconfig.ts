import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ControlPlane } from "./control-plane.ts";

let files = 0;

/** Writes a kubeconfig with one context `test`. @returns its file */
export function kubeconfig(
  plane: ControlPlane,
  user: Readonly<Record<string, unknown>>,
  { server = plane.address, namespace }: { readonly server?: string; readonly namespace?: string } = {},
): string {
  const file = join(plane.folder, `kubeconfig-${files++}`);
  const cluster = { server, "certificate-authority": plane.authority.certificateFile };
  const context = { cluster: "test", user: "someone", ...(namespace === undefined ? {} : { namespace }) };
  const content = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    contexts: [{ name: "test", context }],
    clusters: [{ name: "test", cluster }],
    users: [{ name: "someone", user }],
  };
  writeFileSync(file, JSON.stringify(content));
  return file;
}
