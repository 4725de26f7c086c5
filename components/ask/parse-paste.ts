import { parseJsonLog, parseTextLog } from "./parse-access-log.ts";
import { parseCurl } from "./parse-curl.ts";
import { type Left, nothingPasted, type Pasted, type Took } from "./pasted.ts";

/** Parts of a list at top level: separators inside quotes do not count. */
function parts(text: string, separator: string): string[] {
  const found: string[] = [];
  let part = "";
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (c === "\\" && inside) part += c + (text[++i] ?? "");
    else if (c === separator && !inside) {
      found.push(part);
      part = "";
    } else {
      if (c === '"') inside = !inside;
      part += c;
    }
  }
  return [...found, part].map((p) => p.trim()).filter((p) => p !== "");
}

const principal = (value: string | undefined) =>
  value?.replace(/^"|"$/g, "").replace(/^spiffe:\/\//, "") ?? null;

/** An X-Forwarded-Client-Cert header: who called (URI) and who was called (By). */
function parseXfcc(text: string): Pasted | null {
  const value = text.trim().replace(/^[-\w']*x-forwarded-client-cert'?\s*[:=]\s*/i, "");
  if (!/(^|[;,])\s*(URI|By)=/i.test(value)) return null;
  const elements = parts(value, ",").map(
    (element) =>
      new Map(
        parts(element, ";").map((pair) => {
          const at = pair.indexOf("=");
          return [pair.slice(0, at).toLowerCase(), pair.slice(at + 1)] as const;
        }),
      ),
  );
  const last = elements.at(-1);
  const caller = principal(last?.get("uri"));
  const server = principal(last?.get("by"));
  const took: Took[] = [];
  const left: Left[] = [];
  if (caller === null) left.push({ why: "noCaller", value: "" });
  else took.push({ what: "caller", value: caller });
  if (server === null) left.push({ why: "noTarget", value: "" });
  else took.push({ what: "target", value: server });
  if (elements.length > 1) left.push({ why: "manyElements", value: "" });
  return { ...nothingPasted, form: "xfcc", callerPrincipal: caller, serverPrincipal: server, took, left };
}

/**
 * Reads whatever a person copies from a terminal: an access-log line of Envoy as text or JSON, a curl line, or an
 * X-Forwarded-Client-Cert header.
 * @returns what it says, what of it the form takes, and what not; form `unknown` when it is none of these
 */
export function parsePaste(text: string): Pasted {
  const line = text.trim();
  if (line === "") return nothingPasted;
  return (
    (line.startsWith("{") ? parseJsonLog(line) : null) ??
    parseTextLog(line) ??
    parseCurl(line) ??
    parseXfcc(line) ??
    nothingPasted
  );
}
