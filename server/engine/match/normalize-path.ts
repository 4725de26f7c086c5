import type { MeshConfig } from "../objects.ts";

const unreserved = /[A-Za-z0-9\-._~]/;

function decodeUnreserved(path: string): string {
  return path.replace(/%([0-9A-Fa-f]{2})/g, (all, hex: string) => {
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return unreserved.test(char) ? char : all;
  });
}

function removeDotSegments(path: string): string {
  const out: string[] = [];
  const parts = path.split("/");
  parts.forEach((part, i) => {
    const last = i === parts.length - 1;
    if (part === ".") {
      if (last) out.push("");
    } else if (part === "..") {
      if (out.length > 1) out.pop();
      if (last) out.push("");
    } else out.push(part);
  });
  const joined = out.join("/");
  return joined.startsWith("/") ? joined : `/${joined}`;
}

/**
 * The path as rules see it: without fragment and query, normalised as MeshConfig says.
 * @source Istio MeshConfig.ProxyPathNormalization; recorded outcomes
 */
export function normalizePath(raw: string, mode: MeshConfig["pathNormalization"]): string {
  let path = raw.split("#", 1)[0] ?? "";
  path = path.split("?", 1)[0] ?? "";
  if (mode === "NONE") return path;
  if (mode === "DECODE_AND_MERGE_SLASHES")
    path = path.replace(/%2[Ff]|%5[Cc]/g, (x) => (x.toLowerCase() === "%2f" ? "/" : "\\"));
  path = decodeUnreserved(path).replaceAll("\\", "/");
  path = removeDotSegments(path);
  return mode === "BASE" ? path : path.replace(/\/{2,}/g, "/");
}
