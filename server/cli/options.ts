import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

/** Options of every command. */
const common = {
  folder: { type: "string", multiple: true },
  context: { type: "string" },
  kubeconfig: { type: "string" },
  namespace: { type: "string", multiple: true },
  json: { type: "boolean", default: false },
  at: { type: "string" },
  prometheus: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** What a command looks at: folders that are read as one, or a live cluster. */
export type From =
  | { readonly kind: "folders"; readonly folders: readonly string[] }
  | {
      readonly kind: "live";
      readonly context: string | null;
      readonly kubeconfig: string | null;
      readonly namespaces: readonly string[];
    };

/** A command line that was understood. */
export interface Options {
  /** Null when nothing is named to look at. */
  readonly from: From | null;
  readonly json: boolean;
  readonly help: boolean;
  /** Seconds since 1970: --at, else the clock. */
  readonly nowSeconds: number;
  /** --at was given. */
  readonly isTimeGiven: boolean;
  /** --prometheus, else SEKISHO_PROMETHEUS; null without. It may hold a password. */
  readonly prometheus: URL | null;
  /** Values of the command's own options. */
  readonly own: ReadonlyMap<string, string>;
  /** Values of those that may be given several times. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads a command's arguments.
 * @param own names of the command's own options, each with one value
 * @param lists names of those that may be given several times
 * @returns the options, or one sentence with the cure
 */
export function readOptions(
  args: readonly string[],
  own: readonly string[],
  lists: readonly string[] = [],
): { readonly options: Options } | { readonly refusal: string } {
  const values = parse(args, own, lists);
  if (typeof values === "string") return { refusal: values };
  const at = values.at;
  const milliseconds = at === undefined ? Date.now() : Date.parse(String(at));
  if (Number.isNaN(milliseconds))
    return { refusal: `--at ${String(at)} is no time; write it as 2026-11-24T09:00:00Z.` };
  const from = fromOf(values);
  if (typeof from === "string") return { refusal: from };
  const address = String(values.prometheus ?? process.env.SEKISHO_PROMETHEUS ?? "");
  const prometheus = URL.parse(address);
  if (address !== "" && !/^https?:$/.test(prometheus?.protocol ?? ""))
    return { refusal: "--prometheus is no address; write it as http://prometheus.istio-system:9090." };
  return {
    options: {
      from,
      json: values.json === true,
      help: values.help === true,
      nowSeconds: Math.floor(milliseconds / 1000),
      isTimeGiven: at !== undefined,
      prometheus,
      own: new Map(own.flatMap((name) => (typeof values[name] === "string" ? [[name, values[name]]] : []))),
      lists: new Map(lists.map((name) => [name, texts(values[name])])),
    },
  };
}

const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

function fromOf(values: Readonly<Record<string, unknown>>): From | null | string {
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  const folders = texts(values.folder);
  const context = text(values.context);
  const kubeconfig = text(values.kubeconfig);
  if (context === null && kubeconfig === null)
    return folders.length === 0 ? null : { kind: "folders", folders };
  if (folders.length > 0)
    return "--folder names files and --context or --kubeconfig a live cluster; give one of them.";
  return { kind: "live", context, kubeconfig, namespaces: texts(values.namespace) };
}

function parse(
  args: readonly string[],
  own: readonly string[],
  lists: readonly string[],
): Readonly<Record<string, unknown>> | string {
  const ownOptions = Object.fromEntries(
    [...own, ...lists].map((name) => [name, { type: "string" as const, multiple: lists.includes(name) }]),
  );
  try {
    return parseArgs({ args: [...args], options: { ...common, ...ownOptions } }).values;
  } catch (error) {
    // Only the first sentence: the second one of Node advises on positional arguments, which there are none of.
    const sentence = error instanceof Error ? error.message.split(/\.(?=\s|$)/)[0] : String(error);
    return `${sentence}; --help lists the options.`;
  }
}
