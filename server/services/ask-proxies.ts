import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import { type DumpProgress, dumpsQuestion, mostPods } from "../contract/proxy-dumps.ts";
import { say } from "../contract/text.ts";
import { workloadProxies } from "../engine/index.ts";
import { issueWords } from "./parse-requests.ts";
import { readSource } from "./read-source.ts";
import { failed, ok, type Result } from "./result.ts";

/** Proxies that are asked at the same time: each takes a connection through the API server and a node. */
const AT_ONCE = 8;
/** Answers that are kept; the oldest go first. */
const KEPT = 2000;

/** What a proxy said when it was asked. */
export interface AskedProxy {
  readonly dump: unknown;
  /** Seconds since 1970. */
  readonly observedAt: number;
}

const answers = new WeakMap<ClusterSource, Map<string, AskedProxy>>();

/** What proxies of a source said, by `namespace/pod`; it lasts as long as the source is open. */
export const askedProxies = (source: ClusterSource): ReadonlyMap<string, AskedProxy> =>
  answers.get(source) ?? new Map();

/**
 * Asks the proxies of some pods for what they hold, a few at a time.
 * @param body not yet checked
 * @param signal ends it: what was learned stays
 * @param now seconds since 1970
 * @returns one line for each pod as it is through; a source without proxies, or another body, is a problem
 */
export async function askProxies(
  body: unknown,
  signal: AbortSignal,
  now: () => number,
  source: ClusterSource,
): Promise<Result<AsyncGenerator<DumpProgress>>> {
  const question = dumpsQuestion.safeParse(body);
  if (!question.success) {
    const count = pods(body);
    if (count > mostPods)
      return failed(
        "invalid",
        say("dump.tooMany", { count: String(count), most: String(mostPods) }),
        say("dump.tooManyCure"),
      );
    const { path, text } = issueWords(question.error.issues[0]);
    return failed(
      "invalid",
      `pods${path.replace(/^\.pods/, "")}: ${text}.`,
      'Send {pods: ["namespace/pod"]}.',
    );
  }
  const { askProxy } = source;
  if (askProxy === null) return failed("invalid", say("dump.folder"), say("dump.folderCure"));
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  const ztunnels = new Set(
    workloadProxies(reading.value.snapshot)
      .filter(({ proxy }) => proxy === "ztunnel")
      .flatMap(({ pods: all }) => all),
  );
  const kept = answers.get(source) ?? new Map<string, AskedProxy>();
  answers.set(source, kept);
  const ask = async (pod: string): Promise<Omit<DumpProgress, "done" | "all">> => {
    const result = await askProxy(pod, ztunnels.has(pod) ? "ztunnel" : "envoy", signal);
    if (!result.ok) {
      const { kind, text, cure, grant } = result;
      return { pod, problem: { kind, text, cure, grant } };
    }
    kept.delete(pod);
    kept.set(pod, { dump: result.dump, observedAt: now() });
    for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
    return { pod, problem: null };
  };
  return ok(inTurn([...new Set(question.data.pods)], ask));
}

const pods = (body: unknown): number =>
  typeof body === "object" && body !== null && "pods" in body && Array.isArray(body.pods)
    ? body.pods.length
    : 0;

/** Some at a time; each is told as it is through. */
async function* inTurn(
  all: readonly string[],
  ask: (pod: string) => Promise<Omit<DumpProgress, "done" | "all">>,
): AsyncGenerator<DumpProgress> {
  const left = [...all];
  const running = new Map<string, Promise<Omit<DumpProgress, "done" | "all">>>();
  for (let done = 1; done <= all.length; done++) {
    while (running.size < AT_ONCE) {
      const pod = left.shift();
      if (pod === undefined) break;
      running.set(pod, ask(pod));
    }
    const through = await Promise.race(running.values());
    running.delete(through.pod);
    yield { ...through, done, all: all.length };
  }
}
