import "server-only";
import type { SourceReading } from "../cluster/source.ts";

/**
 * Remembers the last `limit` answers to a question about a reading. A new revision is a new reading, so nothing goes stale; the time of the
 * first question counts, since what is remembered here hardly depends on it.
 */
export function recent<Value>(
  answer: (reading: SourceReading, key: string, nowSeconds: number) => Value,
  limit: number,
): (reading: SourceReading, key: string, nowSeconds: number) => Value {
  const byReading = new WeakMap<SourceReading, Map<string, Value>>();
  return (reading, key, nowSeconds) => {
    const known = byReading.get(reading) ?? new Map<string, Value>();
    byReading.set(reading, known);
    const found = known.get(key) ?? answer(reading, key, nowSeconds);
    known.delete(key);
    known.set(key, found);
    for (const oldest of known.keys()) {
      if (known.size <= limit) break;
      known.delete(oldest);
    }
    return found;
  };
}
