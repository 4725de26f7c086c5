import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RevisionEvent } from "../../server/contract/events.ts";
import { type Hearer, openStream } from "./open-stream.ts";

class FakeSource extends EventTarget {
  readonly address: string;
  closed = false;
  constructor(address: string) {
    super();
    this.address = address;
  }
  close() {
    this.closed = true;
  }
  say(name: string, data?: object) {
    this.dispatchEvent(
      data === undefined ? new Event(name) : new MessageEvent(name, { data: JSON.stringify(data) }),
    );
  }
}

const event: RevisionEvent = { id: "s.1", revision: "r1", at: "2026-11-24T09:12:00.000Z" };

function opened(after: string | null = null) {
  const made: FakeSource[] = [];
  const heard: string[] = [];
  const hearer: Hearer = {
    told: ({ revision }) => heard.push(revision),
    alive: () => heard.push("alive"),
    lost: () => heard.push("lost"),
  };
  const stream = openStream(hearer, after, (address) => {
    const source = new FakeSource(address);
    made.push(source);
    return source;
  });
  return { made, heard, stream, last: () => made.at(-1) ?? new FakeSource("") };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a stream", () => {
  it("that fails is opened anew, later each time, and asks for what came after the last event", () => {
    const { made, heard, last } = opened();
    last().say("open");
    last().say("revision", event);
    last().say("error");
    expect(last().closed).toBe(true);
    expect(heard).toEqual(["alive", "alive", "r1", "lost"]);
    vi.advanceTimersByTime(700);
    expect(made.map(({ address }) => address)).toEqual(["/api/events", "/api/events?after=s.1"]);
    last().say("error");
    vi.advanceTimersByTime(700);
    expect(made).toHaveLength(2);
    for (let n = 0; n < 10; n++) {
      last().say("error");
      vi.advanceTimersByTime(10_000);
    }
    expect(made).toHaveLength(12);
  });

  it("that is silent for too long is dead; heartbeats keep it", () => {
    const { made, last } = opened();
    last().say("open");
    for (let n = 0; n < 10; n++) {
      vi.advanceTimersByTime(15_000);
      last().say("heartbeat");
    }
    expect(made).toHaveLength(1);
    vi.advanceTimersByTime(41_000);
    expect(made[0]?.closed).toBe(true);
    expect(made).toHaveLength(2);
  });

  it("is opened at once when the network changed", () => {
    const { made, stream, heard } = opened();
    made[0]?.say("open");
    stream.again();
    expect(made).toHaveLength(2);
    expect(made[0]?.closed).toBe(true);
    made[0]?.say("error");
    expect(heard).toEqual(["alive"]);
  });

  it("that is closed stays closed", () => {
    const { made, stream, last } = opened("s.7");
    expect(last().address).toBe("/api/events?after=s.7");
    last().say("error");
    stream.close();
    vi.advanceTimersByTime(60_000);
    expect(made).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
