import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { refreshTo } from "./refresh.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is on screen at revision r1, and the answers that the next question waits for. */
async function screen(keys: readonly string[]) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const asked: string[] = [];
  const waiting = new Map<string, () => void>();
  let revision = "r1";
  for (const key of keys) {
    const observer = new QueryObserver(client, {
      queryKey: [key],
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: async () => {
        const answer = { revision };
        if (revision === "r1") return answer;
        asked.push(key);
        await new Promise<void>((done) => waiting.set(key, done));
        return answer;
      },
    });
    observer.subscribe(() => undefined);
  }
  await vi.advanceTimersByTimeAsync(10);
  revision = "r2";
  return { client, asked, answered: (key: string) => waiting.get(key)?.() };
}

it("asks for the picture first, and for the rest once it is there", async () => {
  const { client, asked, answered } = await screen(["findings", "graph"]);
  void refreshTo(client, "r2");
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual(["graph"]);
  answered("graph");
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual(["graph", "findings"]);
});

it("does not wait for a picture that does not come, and not at all where there is none", async () => {
  const stuck = await screen(["findings", "graph"]);
  void refreshTo(stuck.client, "r2");
  await vi.advanceTimersByTimeAsync(5000);
  expect(stuck.asked).toEqual(["graph", "findings"]);
  const other = await screen(["findings"]);
  void refreshTo(other.client, "r2");
  await vi.advanceTimersByTimeAsync(10);
  expect(other.asked).toEqual(["findings"]);
});

it("asks nothing again that is of this revision already", async () => {
  const { client, asked } = await screen(["findings", "graph"]);
  void refreshTo(client, "r1");
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toEqual([]);
});
