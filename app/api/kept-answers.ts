import "server-only";

/** Answers smaller than this are made anew: that costs less than keeping them. */
const leastLength = 8_000;
/** So many large answers are kept, the ones that were asked for last. */
const most = 4;

// Next loads each route as a module graph of its own: each keeps its own, and no more.
const kept = new Map<string, string>();

/**
 * The JSON of an answer that its tag names, made once as long as it is asked for. It is packed on its way: Next drops the header that would
 * tell of a body that is packed already.
 * @param tag names process, source, revision, language and question: the same tag is the same answer
 * @param make the value; asked only when the answer is not at hand
 */
export function keptAnswer(
  tag: string,
  headers: Readonly<Record<string, string>>,
  make: () => unknown,
): Response {
  const text = kept.get(tag) ?? JSON.stringify(make());
  if (text.length >= leastLength) {
    kept.delete(tag);
    kept.set(tag, text);
    for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
  }
  return new Response(text, { headers: { ...headers, "content-type": "application/json" } });
}
