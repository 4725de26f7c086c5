import { isKnownKindName } from "../decode/kinds.ts";

/**
 * True for a document that surely holds nothing that is read, told from its text: parsing it would cost time for nothing
 * (CRDs, dashboards in ConfigMaps, RBAC).
 */
export function isSkippable(text: string): boolean {
  const kinds = [...text.matchAll(/^kind:[ \t]*["']?([A-Za-z0-9]+)["']?[ \t]*(?:#.*)?\r?$/gm)];
  const [first] = kinds;
  // Flow style, JSON, templates, or two kinds: let the parser tell.
  if (first?.[1] === undefined || kinds.length !== 1) return false;
  const kind = first[1];
  if (kind.endsWith("List")) return false;
  if (!isKnownKindName(kind)) return true;
  return kind === "ConfigMap" && !/name["']?\s*:\s*["']?istio/.test(text);
}
