import { type Left, nothingPasted, type Pasted, type Took } from "./pasted.ts";

/** Splits a command as a POSIX shell would; no expansion, since there is no shell. */
export function shellWords(line: string): string[] {
  const text = line.replace(/\\\r?\n/g, " ");
  const words: string[] = [];
  let word: string | null = null;
  for (const m of text.matchAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|(\s+)|([^\s'"\\]+)/gs)) {
    if (m[4] !== undefined) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? "") + (m[1] ?? m[2]?.replace(/\\(["\\$`])/g, "$1") ?? m[3] ?? m[5] ?? "");
  }
  if (word !== null) words.push(word);
  return words;
}

/** Long options that mean something here, with what they are short for. */
const long: Readonly<Record<string, string>> = {
  "--request": "-X",
  "--header": "-H",
  "--head": "-I",
  "--data": "-d",
  "--data-raw": "-d",
  "--data-binary": "-d",
  "--json": "-d",
  "--user-agent": "-A",
  "--cookie": "-b",
  "--url": "url",
  "--oauth2-bearer": "bearer",
};
const withValue = new Set(["-X", "-H", "-d", "-A", "-b", "url", "bearer"]);
/** Options with a value that say nothing about the verdict. */
const ignoredWithValue =
  /^(-o|--output|-w|--write-out|-m|--max-time|--connect-timeout|-u|--user|--resolve|--connect-to|--cacert|--cert|-E|--key|--retry|-e|--referer)$/;

interface Seen {
  method: string | null;
  head: boolean;
  data: boolean;
  url: string | null;
  bearer: string | null;
  readonly headers: { name: string; value: string }[];
}

function header(seen: Seen, text: string): void {
  const at = text.indexOf(":");
  if (at < 1) return;
  const [name, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  const bearer = /^bearer\s+(\S+)$/i.exec(value);
  if (/^authorization$/i.test(name) && bearer !== null) seen.bearer = bearer[1] ?? null;
  else seen.headers.push({ name: name.toLowerCase(), value });
}

function take(seen: Seen, option: string, value: string): void {
  if (option === "-X") seen.method = value;
  else if (option === "-H") header(seen, value);
  else if (option === "-d") seen.data = true;
  else if (option === "-A") seen.headers.push({ name: "user-agent", value });
  else if (option === "-b") seen.headers.push({ name: "cookie", value });
  else if (option === "bearer") seen.bearer = value;
  else seen.url = value;
}

function readArguments(args: readonly string[], left: Left[]): Seen {
  const seen: Seen = { method: null, head: false, data: false, url: null, bearer: null, headers: [] };
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? "";
    const [name = "", attached] = word.startsWith("--") && word.includes("=") ? word.split(/=(.*)/s) : [word];
    const option = long[name] ?? (/^-[XHdAb]./.test(word) ? word.slice(0, 2) : name);
    const glued =
      attached ??
      (option.length === 2 && word.length > 2 && !word.startsWith("--") ? word.slice(2) : undefined);
    if (withValue.has(option)) take(seen, option, glued ?? args[++i] ?? "");
    else if (option === "-I") seen.head = true;
    else if (ignoredWithValue.test(option))
      left.push({ why: "option", value: `${name} ${args[++i] ?? ""}`.trim() });
    else if (/^-[a-zA-Z]*X$/.test(word)) seen.method = args[++i] ?? null;
    else if (!word.startsWith("-")) seen.url ??= word;
    // Flags such as -sS, -v, -k change nothing that is asked here.
    else if (/^-[a-zA-Z]*I[a-zA-Z]*$/.test(word)) seen.head = true;
  }
  return seen;
}

/** `kubectl exec -n front deploy/web -c app -- curl …`: who calls. */
function execCaller(words: readonly string[]): string | null {
  const exec = words.indexOf("exec");
  if (exec < 0) return null;
  let namespace = "default";
  let name: string | null = null;
  for (let i = exec + 1; i < words.length && words[i] !== "--" && words[i] !== "curl"; i++) {
    const word = words[i] ?? "";
    if (word === "-n" || word === "--namespace") namespace = words[++i] ?? namespace;
    else if (/^--namespace=/.test(word)) namespace = word.slice(12);
    else if (word === "-c" || word === "--container") i += 1;
    else if (!word.startsWith("-")) name ??= word.replace(/^[a-z.]+\//, "");
  }
  const before = words.slice(0, exec);
  const at = before.findIndex((w) => w === "-n" || w === "--namespace");
  if (at >= 0) namespace = before[at + 1] ?? namespace;
  return name === null ? null : `${namespace}/${name}`;
}

/** A curl line, also behind `kubectl exec`. */
export function parseCurl(text: string): Pasted | null {
  const words = shellWords(text.trim().replace(/^\$\s+/, ""));
  const at = words.findIndex((w) => w === "curl" || w.endsWith("/curl"));
  if (at < 0) return null;
  const left: Left[] = [];
  const seen = readArguments(words.slice(at + 1), left);
  const caller = execCaller(words.slice(0, at));
  let url: URL | null = null;
  try {
    url =
      seen.url === null ? null : new URL(/^[a-z]+:\/\//i.test(seen.url) ? seen.url : `http://${seen.url}`);
  } catch {
    url = null;
  }
  const https = url?.protocol === "https:";
  const method = seen.method ?? (seen.head ? "HEAD" : seen.data ? "POST" : "GET");
  // As written: URL would encode what the caller did not.
  const path = seen.url === null ? "/" : (/^(?:[a-z]+:\/\/)?[^/?#]*([^#]*)/i.exec(seen.url)?.[1] ?? "");
  const took: Took[] = [
    ...(caller === null ? [] : [{ what: "caller" as const, value: caller }]),
    ...(url === null ? [] : [{ what: "target" as const, value: url.host }]),
    { what: "method", value: method },
    { what: "path", value: path === "" ? "/" : path },
    ...seen.headers.map(({ name, value }) => ({
      what: "header" as const,
      value: /cookie|authorization/.test(name) ? name : `${name}: ${value}`,
    })),
    ...(seen.bearer === null ? [] : [{ what: "token" as const, value: "" }]),
  ];
  if (caller === null) left.push({ why: "noCaller", value: "" });
  if (url === null) left.push({ why: "noTarget", value: "" });
  return {
    ...nothingPasted,
    form: "curl",
    fields: {
      ...(caller === null ? {} : { callerKind: "workload", workload: caller }),
      ...(url === null
        ? {}
        : {
            targetKind: "service",
            host: url.hostname.replace(/^\[|\]$/g, ""),
            port: url.port || (https ? "443" : "80"),
          }),
      protocol: https ? "https" : "http",
      method,
      path: path === "" ? "/" : path.startsWith("/") ? path : `/${path}`,
      headers: seen.headers,
      ...(seen.bearer === null ? { tokenKind: "none" } : { tokenKind: "jwt", jwt: seen.bearer }),
    },
    took,
    left,
  };
}
