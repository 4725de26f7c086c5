import { expect, it, onTestFinished, vi } from "vitest";
import type { RevisionEvent } from "../../server/contract/events.ts";
import type { Hearer } from "./open-stream.ts";
import { shareStream } from "./share-stream.ts";

// Node has locks and channels of its own, shared within a process as a browser shares them between tabs.
const event = (n: number): RevisionEvent => ({ id: `s.${n}`, revision: `r${n}`, at: "" });
const patient = { timeout: 5000 };

interface Opened {
  readonly hearer: Hearer;
  readonly after: string | null;
  closed: boolean;
}

const streams: Opened[] = [];
const open = (hearer: Hearer, after: string | null) => {
  const opened: Opened = { hearer, after, closed: false };
  streams.push(opened);
  return {
    again: () => hearer.lost(),
    close: () => {
      opened.closed = true;
    },
  };
};

function tab() {
  const heard: string[] = [];
  const stream = shareStream(
    {
      told: ({ revision }) => heard.push(revision),
      alive: () => heard.push("alive"),
      lost: () => heard.push("lost"),
    },
    open,
  );
  onTestFinished(() => stream.close());
  return { heard, stream };
}

it("the first tab opens the stream, the others hear it; the next one goes on after the last event", async () => {
  const first = tab();
  await vi.waitFor(() => expect(streams).toHaveLength(1), patient);
  streams[0]?.hearer.alive();
  streams[0]?.hearer.told(event(1));
  const second = tab();
  // One that comes later is told what the stream said before.
  await vi.waitFor(() => expect(second.heard).toEqual(["r1", "alive"]), patient);
  streams[0]?.hearer.told(event(2));
  await vi.waitFor(() => expect(second.heard.at(-1)).toBe("r2"), patient);
  expect(first.heard).toEqual(["alive", "r1", "r2"]);
  second.stream.again();
  await vi.waitFor(() => expect(first.heard.at(-1)).toBe("lost"), patient);
  await vi.waitFor(() => expect(second.heard.at(-1)).toBe("lost"), patient);
  expect(streams).toHaveLength(1);

  first.stream.close();
  expect(streams[0]?.closed).toBe(true);
  await vi.waitFor(() => expect(streams).toHaveLength(2), patient);
  expect(streams[1]?.after).toBe("s.2");
  streams[1]?.hearer.told(event(3));
  expect(second.heard.at(-1)).toBe("r3");
  expect(first.heard.at(-1)).toBe("lost");
});
