import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClusterSource } from "../cluster/source.ts";
import type { OfferedSource } from "./source-offer.ts";
import { sourcePool } from "./source-pool.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A pool of sources a to e, of which a is the start source, and what was opened and closed. */
function fakePool() {
  const log: string[] = [];
  const watched = new Set<string>();
  const offered = ["a", "b", "c", "d", "e"].map((id): OfferedSource => {
    const open = () => {
      log.push(`open ${id}`);
      const source: Partial<ClusterSource> = {
        close: () => log.push(`close ${id}`),
        health: () => ({ state: "synced", problem: null }),
        watch: () => {
          watched.add(id);
          return () => watched.delete(id);
        },
      };
      return source as ClusterSource;
    };
    return { id, kind: "context", name: id, cluster: "c", user: "u", problem: null, given: false, open };
  });
  const [start] = offered;
  if (start === undefined) throw new Error("no source");
  const all = [...offered];
  const offer = () => ({ start, all, problem: null });
  const pool = sourcePool(offer, { idle: 1000, most: 2 }, Date.now);
  const lease = (id: string | null) => {
    const lease = pool.lease(id);
    if (!lease.ok) throw new Error(lease.problem.detail);
    return lease.value;
  };
  return { pool, lease, log, watched, all };
}

const subscriber = () => ({ tell: () => {}, end: vi.fn() });

describe("the sources of a server", () => {
  it("are opened when first asked for, once for all who ask, and closed when nobody did for a while", () => {
    const { pool, lease, log } = fakePool();
    expect(pool.health("b")).toBeNull();
    const [one, two] = [lease("b"), lease("b")];
    expect(one.source).toBe(two.source);
    one.release();
    one.release();
    vi.advanceTimersByTime(5000);
    expect(log).toEqual(["open b"]);
    two.release();
    vi.advanceTimersByTime(999);
    expect(pool.health("b")?.state).toBe("synced");
    vi.advanceTimersByTime(1);
    expect(log).toEqual(["open b", "close b"]);
    expect(pool.health("b")).toBeNull();
  });

  it("are not closed when somebody comes back in time", () => {
    const { lease, log } = fakePool();
    lease("b").release();
    vi.advanceTimersByTime(500);
    lease("b");
    vi.advanceTimersByTime(5000);
    expect(log).toEqual(["open b"]);
  });

  it("stay open while a page listens", () => {
    const { lease, log, watched } = fakePool();
    const { events, release } = lease("b");
    const leave = events.subscribe(subscriber(), null);
    release();
    vi.advanceTimersByTime(5000);
    expect(watched).toEqual(new Set(["b"]));
    leave?.();
    leave?.();
    vi.advanceTimersByTime(1000);
    expect(log).toEqual(["open b", "close b"]);
  });

  it("the start source is never closed, and the others give way to a new one, the longest unused first", () => {
    const { lease, log } = fakePool();
    lease(null).release();
    vi.advanceTimersByTime(60_000);
    lease("b").release();
    vi.advanceTimersByTime(10);
    lease("c").release();
    vi.advanceTimersByTime(10);
    lease("d").release();
    expect(log).toEqual(["open a", "open b", "open c", "close b", "open d"]);
  });

  it("a further one is refused while all that may be open are looked at; the start source is not", () => {
    const { pool, lease } = fakePool();
    lease("b");
    lease("c");
    expect(pool.lease("d")).toMatchObject({
      ok: false,
      problem: { kind: "unreachable", cure: expect.stringContaining("Close a page") },
    });
    expect(pool.lease("a").ok).toBe(true);
  });

  it("only what is offered is opened, and what is offered no more is closed", () => {
    const { pool, lease, log, all } = fakePool();
    expect(pool.lease("/etc")).toMatchObject({ ok: false, problem: { kind: "notFound" } });
    const { events } = lease("b");
    const listening = subscriber();
    events.subscribe(listening, null);
    all.splice(1, 1);
    expect(pool.lease("b")).toMatchObject({ ok: false, problem: { kind: "notFound" } });
    expect(log).toEqual(["open b", "close b"]);
    expect(listening.end).toHaveBeenCalledTimes(1);
  });

  it("when the server stops every stream is ended and every source closed, and none is opened any more", () => {
    const { pool, lease, log } = fakePool();
    const [a, b] = [subscriber(), subscriber()];
    lease("a").events.subscribe(a, null);
    lease("b").events.subscribe(b, null);
    pool.close();
    expect([a.end.mock.calls.length, b.end.mock.calls.length]).toEqual([1, 1]);
    expect(log).toEqual(["open a", "open b", "close a", "close b"]);
    expect(pool.lease("a").ok).toBe(false);
    vi.advanceTimersByTime(5000);
    expect(log).toHaveLength(4);
  });
});
