import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Events, Subscriber } from "../../../server/services/events.ts";
import { eventStream } from "./stream.ts";

const event = { id: "s.1", revision: "r1", at: "2026-11-24T09:12:00.000Z" };

function fakeEvents() {
  const subscribers = new Set<Subscriber>();
  const asked: (string | null)[] = [];
  const events: Events = {
    subscribe: (subscriber, after) => {
      subscribers.add(subscriber);
      asked.push(after);
      return () => subscribers.delete(subscriber);
    },
    close: () => {
      for (const { end } of subscribers) end();
    },
  };
  const tell = () => {
    for (const subscriber of [...subscribers]) subscriber.tell(event);
  };
  return { events, subscribers, asked, tell };
}

async function rest(stream: ReadableStream<Uint8Array> | null): Promise<string> {
  return new Response(stream).text();
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("an event has its id, its name and its data; a heartbeat comes each 15 s", async () => {
  const { events, tell, asked } = fakeEvents();
  const stream = eventStream(events, "s.0", new AbortController().signal);
  tell();
  vi.advanceTimersByTime(31_000);
  events.close();
  expect(asked).toEqual(["s.0"]);
  expect(await rest(stream)).toBe(
    `retry: 1000\n\nid: s.1\nevent: revision\ndata: ${JSON.stringify(event)}\n\n${": heartbeat\nevent: heartbeat\ndata: {}\n\n".repeat(2)}`,
  );
  expect(vi.getTimerCount()).toBe(0);
});

it("a client that goes leaves nothing behind, whichever way it goes", async () => {
  const { events, subscribers, tell } = fakeEvents();
  const gone = new AbortController();
  const aborted = eventStream(events, null, gone.signal);
  const cancelled = eventStream(events, null, new AbortController().signal);
  expect(subscribers.size).toBe(2);
  gone.abort();
  await cancelled?.cancel();
  tell();
  expect(subscribers.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  expect(await rest(aborted)).toBe("retry: 1000\n\n");
});

it("a client that was gone before it was answered is not kept", () => {
  const { events, subscribers } = fakeEvents();
  eventStream(events, null, AbortSignal.abort());
  expect(subscribers.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

it("a client that takes nothing is dropped", () => {
  const { events, subscribers, tell } = fakeEvents();
  const stream = eventStream(events, null, new AbortController().signal);
  for (let n = 0; n < 100; n++) tell();
  expect(stream).not.toBeNull();
  expect(subscribers.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

it("there is no stream once the server stops", () => {
  const events: Events = { subscribe: () => null, close: () => {} };
  expect(eventStream(events, null, new AbortController().signal)).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});
