import { describe, expect, it } from "vitest";
import type { ClusterSource, SourceReading } from "../cluster/source.ts";
import type { RevisionEvent } from "../contract/events.ts";
import { eventsOf } from "./events.ts";

/** A source that tells what the test says, and counts who watches. */
function fakeSource() {
  const watching = new Set<(reading: SourceReading) => void>();
  const source = {
    watch: (changed: (reading: SourceReading) => void) => {
      watching.add(changed);
      return () => watching.delete(changed);
    },
  } as Partial<ClusterSource> as ClusterSource;
  const say = (revision: string, failure: object | null = null) => {
    for (const changed of watching) changed({ snapshot: { revision }, failure } as SourceReading);
  };
  return { events: eventsOf(source, () => 0), say, watching };
}

function subscriber() {
  const heard: RevisionEvent[] = [];
  const state = { ended: false };
  return {
    heard,
    state,
    tell: (event: RevisionEvent) => heard.push(event),
    end: () => {
      state.ended = true;
    },
  };
}

const revisions = ({ heard }: { heard: readonly RevisionEvent[] }) => heard.map(({ revision }) => revision);

describe("events", () => {
  it("tell the revision as it is now to whoever comes, and each new one to all", () => {
    const { events, say } = fakeSource();
    const [a, b] = [subscriber(), subscriber()];
    events.subscribe(a, null);
    say("r1");
    events.subscribe(b, null);
    say("r1");
    say("r2");
    expect(revisions(a)).toEqual(["r1", "r2"]);
    expect(revisions(b)).toEqual(["r1", "r2"]);
    expect(a.heard.map(({ id }) => id.split(".")[1])).toEqual(["1", "2"]);
    expect(a.heard[0]?.at).toBe("1970-01-01T00:00:00.000Z");
  });

  it("tell nothing that the subscriber knows, and what it missed at once", () => {
    const { events, say } = fakeSource();
    const [first, knows, missed] = [subscriber(), subscriber(), subscriber()];
    events.subscribe(first, null);
    say("r1");
    say("r2");
    events.subscribe(knows, first.heard[1]?.id ?? "");
    events.subscribe(missed, first.heard[0]?.id ?? "");
    expect(revisions(knows)).toEqual([]);
    expect(revisions(missed)).toEqual(["r2"]);
  });

  it("tell everything to one that knows an event of another start", () => {
    const { events, say } = fakeSource();
    const other = subscriber();
    events.subscribe(other, "another.1");
    say("r1");
    expect(revisions(other)).toEqual(["r1"]);
  });

  it("watch only while there is a subscriber; what changed in between is told", () => {
    const { events, say, watching } = fakeSource();
    const [a, b] = [subscriber(), subscriber()];
    expect(watching.size).toBe(0);
    const leave = events.subscribe(a, null);
    expect(watching.size).toBe(1);
    say("r1");
    leave?.();
    leave?.();
    expect(watching.size).toBe(0);
    events.subscribe(b, a.heard[0]?.id ?? "");
    // What the source holds now is not known yet, so nothing is told.
    expect(b.heard).toEqual([]);
    say("r2");
    expect(revisions(b)).toEqual(["r2"]);
  });

  it("tell a source that fails otherwise, though it has the same content", () => {
    const { events, say } = fakeSource();
    const a = subscriber();
    events.subscribe(a, null);
    say("r1");
    say("r1", { kind: "missing" });
    expect(a.heard).toHaveLength(2);
  });

  it("that are closed end everyone, once, and take no more", () => {
    const { events, say, watching } = fakeSource();
    const a = subscriber();
    const leave = events.subscribe(a, null);
    events.close();
    events.close();
    leave?.();
    say("r1");
    expect(a.state.ended).toBe(true);
    expect(a.heard).toEqual([]);
    expect(watching.size).toBe(0);
    expect(events.subscribe(subscriber(), null)).toBeNull();
  });
});
