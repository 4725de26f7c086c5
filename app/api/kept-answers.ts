import "server-only";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** Answers smaller than this are made anew: that costs less than keeping them. */
const leastLength = 50_000;
/** So many large answers are kept, the ones that were asked for last. */
const most = 4;

const zip = promisify(gzip);
// Next loads each route as a module graph of its own: each keeps its own, and no more.
const kept = new Map<string, { readonly text: string; zipped: Promise<Buffer<ArrayBuffer>> | null }>();

/**
 * The JSON of an answer that its tag names, made once as long as it is asked for, and packed once where the reader takes gzip.
 * @param tag names process, source, revision, language and question: the same tag is the same answer
 * @param make the value; asked only when the answer is not at hand
 */
export async function keptAnswer(
  request: Request,
  tag: string,
  headers: Readonly<Record<string, string>>,
  make: () => unknown,
): Promise<Response> {
  const known = kept.get(tag);
  const entry = known ?? { text: JSON.stringify(make()), zipped: null };
  if (entry.text.length < leastLength)
    return new Response(entry.text, { headers: { ...headers, "content-type": "application/json" } });
  kept.delete(tag);
  kept.set(tag, entry);
  for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
  const all = {
    ...headers,
    "content-type": "application/json",
    vary: [headers.vary, "accept-encoding"].filter(Boolean).join(", "),
  };
  if (!/\bgzip\b/.test(request.headers.get("accept-encoding") ?? ""))
    return new Response(entry.text, { headers: all });
  entry.zipped ??= zip(entry.text, { level: 6 });
  return new Response(await entry.zipped, { headers: { ...all, "content-encoding": "gzip" } });
}
