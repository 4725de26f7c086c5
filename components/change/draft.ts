import type { DraftKind } from "../../server/contract/preview-kinds.ts";
import { textAt } from "./spec-view.ts";
import { editYaml, readYaml } from "./yaml-edit.ts";
import type { Json } from "./yaml-value.ts";

/** What a person wrote and did not apply; it stays in this browser. */
export interface StoredDraft {
  readonly text: string;
  /** The saved text that it was begun from; null for a new object. */
  readonly base: string | null;
  /** Why, for the history. */
  readonly why: string;
}

const prefix = "sekisho.draft.";

/** `key` names source and object. A private window that refuses storage has no drafts. */
export function readStoredDraft(key: string): StoredDraft | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(prefix + key) ?? "null");
    if (typeof stored !== "object" || stored === null) return null;
    const { text, base, why } = stored as Partial<Record<keyof StoredDraft, unknown>>;
    if (typeof text !== "string" || typeof why !== "string") return null;
    return { text, base: typeof base === "string" ? base : null, why };
  } catch {
    return null;
  }
}

export function writeStoredDraft(key: string, draft: StoredDraft | null): void {
  try {
    if (draft === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, JSON.stringify(draft));
  } catch {
    // Storage is refused or full: the draft lasts as long as the page.
  }
  dispatchEvent(new Event(draftsChanged));
}

const draftsChanged = "sekisho-drafts";

/** Calls back when a draft is written, here or in another tab. @returns ends it */
export function watchDrafts(onChange: () => void): () => void {
  addEventListener(draftsChanged, onChange);
  addEventListener("storage", onChange);
  return () => {
    removeEventListener(draftsChanged, onChange);
    removeEventListener("storage", onChange);
  };
}

/** Keys of all drafts that begin so, in the order of their names. */
export function draftKeys(beginning: string): readonly string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix + beginning))
      .map((key) => key.slice(prefix.length))
      .toSorted();
  } catch {
    return [];
  }
}

/** Takes away all drafts whose keys begin so, as those of a source that is gone. See draftScope. */
export function forgetDrafts(beginning: string): void {
  for (const key of draftKeys(beginning)) writeStoredDraft(key, null);
}

const versions: Readonly<Record<DraftKind, string>> = {
  AuthorizationPolicy: "security.istio.io/v1",
  PeerAuthentication: "security.istio.io/v1",
  RequestAuthentication: "security.istio.io/v1",
  DestinationRule: "networking.istio.io/v1",
};
const starts: Readonly<Record<DraftKind, string>> = {
  AuthorizationPolicy: "spec:\n  action: ALLOW\n  rules:\n  - from:\n    - source: {}\n",
  PeerAuthentication: "spec:\n  mtls:\n    mode: STRICT\n",
  RequestAuthentication: 'spec:\n  jwtRules:\n  - issuer: ""\n    jwksUri: ""\n',
  DestinationRule: 'spec:\n  host: ""\n  trafficPolicy:\n    tls:\n      mode: ISTIO_MUTUAL\n',
};

/** The YAML that a new object begins with. */
export const newText = (kind: DraftKind, namespace: string, name: string): string =>
  `apiVersion: ${versions[kind]}\nkind: ${kind}\nmetadata:\n  name: ${JSON.stringify(name)}\n  namespace: ${JSON.stringify(namespace)}\n${starts[kind]}`;

/** A copy of an object under another name, without what the server added to it. */
export function copyText(text: string, name: string): string {
  let copy = editYaml(text, { kind: "set", path: ["metadata", "name"], value: name });
  for (const key of [
    "uid",
    "resourceVersion",
    "creationTimestamp",
    "generation",
    "selfLink",
    "managedFields",
  ])
    copy = editYaml(copy, { kind: "delete", path: ["metadata", key] });
  return editYaml(copy, { kind: "delete", path: ["status"] });
}

/** What a text says; null when it is no YAML. */
export function objectOf(text: string): Json | null {
  const document = readYaml(text);
  if (document.errors.length > 0) return null;
  try {
    return document.toJS() as Json;
  } catch {
    // Aliases that multiply beyond measure.
    return null;
  }
}

/** Names of Kubernetes objects: a DNS subdomain (RFC 1123). */
export const isName = (name: string): boolean =>
  name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name);

export const nameOf = (object: Json | null): string => textAt(object ?? undefined, ["metadata", "name"]);
export const namespaceOf = (object: Json | null): string =>
  textAt(object ?? undefined, ["metadata", "namespace"]);
