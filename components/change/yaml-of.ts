import { stringify } from "yaml";
import type { DraftKind } from "../../server/contract/preview-kinds.ts";

const groups: Readonly<Record<DraftKind, string>> = {
  AuthorizationPolicy: "security.istio.io/v1",
  PeerAuthentication: "security.istio.io/v1",
  RequestAuthentication: "security.istio.io/v1",
  DestinationRule: "networking.istio.io/v1",
};

/** A new object as YAML. Values that YAML 1.1 would read otherwise are quoted, as kubectl reads it so. */
export const yamlOf = (
  kind: DraftKind,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  spec: object,
): string =>
  stringify(
    { apiVersion: groups[kind], kind, metadata: { name, namespace }, spec },
    { version: "1.1", lineWidth: 0 },
  );
