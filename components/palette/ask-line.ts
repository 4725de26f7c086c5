import type { AskChoices } from "../../server/contract/ask.ts";
import { type Draft, emptyDraft } from "../ask/draft.ts";
import { fuzzyFilter } from "../ui/fuzzy.ts";

const line = /^(?:ask\s+)?(\S.*?)\s*(?:->|→)\s*(\S+?)(?::(\d+))?(?:\s+([A-Z]+))?(?:\s+(\/\S*))?\s*$/;

/** An exact name, else the one that fits best. */
function named<T>(query: string, all: readonly T[], nameOf: (entry: T) => string): T | null {
  return all.find((entry) => nameOf(entry) === query) ?? fuzzyFilter(query, all, nameOf, 1)[0] ?? null;
}

/** The Service that a person means by `namespace/name`, `name` or its host. */
function hostOf(query: string, choices: AskChoices): AskChoices["hosts"][number] | null {
  const [namespace, name] = query.includes("/") ? query.split("/") : [null, query];
  return (
    choices.hosts.find(({ host }) => host === query || host.startsWith(`${query}.svc.`)) ??
    choices.hosts.find(
      (h) => h.host.startsWith(`${name}.`) && (namespace === null || h.namespace === namespace),
    ) ??
    null
  );
}

/**
 * `ask front/web -> shop/cart:80 GET /x`; the word, the port, the method and the path may be missing.
 * @returns null when it is no question, or names nobody of this source
 */
export function askLine(text: string, choices: AskChoices): Draft | null {
  const [, from = "", to = "", port, method, path] = line.exec(text.trim()) ?? [];
  if (from === "" || to === "") return null;
  const caller = from === "outside" ? null : named(from, choices.callers, ({ id }) => id);
  if (caller === null && from !== "outside") return null;
  const host = hostOf(to, choices);
  const pod = host === null ? named(to, choices.pods, ({ id }) => id) : null;
  if (host === null && pod === null) return null;
  const first = host?.ports.find((p) => String(p.port) === port) ?? host?.ports[0];
  const own = port ?? String(first?.port ?? pod?.ports[0] ?? "");
  return {
    ...emptyDraft,
    callerKind: caller === null ? "outside" : "workload",
    workload: caller?.id ?? "",
    ...(host === null
      ? { targetKind: "pod", pod: pod?.id ?? "" }
      : { targetKind: "service", host: host.host }),
    port: own,
    protocol: first?.protocol === "TCP" && method === undefined ? "tcp" : "http",
    method: method ?? "GET",
    path: path ?? "/",
  };
}
