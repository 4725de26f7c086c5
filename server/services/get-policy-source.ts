import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { PolicySource } from "../contract/graph.ts";
import { readSource } from "./read-source.ts";
import { failed, ok, type Result } from "./result.ts";
import { knownKind } from "./write-policy.ts";

// A list of what may be shown, so that a Secret never is.
const shown = new Set([
  "AuthorizationPolicy",
  "PeerAuthentication",
  "RequestAuthentication",
  "DestinationRule",
  "VirtualService",
  "Gateway",
  "ServiceEntry",
  "WorkloadEntry",
  "Sidecar",
  "HTTPRoute",
  "GRPCRoute",
  "TLSRoute",
  "TCPRoute",
  "Service",
  "Namespace",
]);

/**
 * The YAML of one policy, route, Service or Namespace as it stands in the source.
 * @param given its namespace; of no account for a Namespace
 */
export async function getPolicySource(
  kind: string,
  given: string,
  name: string,
  source: ClusterSource,
): Promise<Result<PolicySource>> {
  if (!shown.has(kind))
    return failed(
      "invalid",
      `The YAML of kind ${kind} is not shown.`,
      `Ask for one of ${[...shown].join(", ")}.`,
    );
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  const namespace = kind === "Namespace" ? "" : given;
  const object = namespace === "" ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
  const text = await source.readText(kind, namespace, name);
  if (text === null)
    return failed(
      "notFound",
      `There is no ${object} in this source.`,
      "Open it from the list of policies again.",
    );
  const place = reading.value.places.findLast(
    (p) => p.kind === kind && p.namespace === namespace && p.name === name,
  );
  const writable = knownKind(kind);
  const edit = writable === null ? null : await source.writer?.editable({ kind: writable, namespace, name });
  return ok({
    ref: { kind, namespace, name, rule: null },
    ...text,
    problems: reading.value.snapshot.problems.filter((problem) => problem.object === object),
    edit: edit ?? null,
    origin: { file: text.file, line: place?.line ?? text.firstLine },
  });
}
