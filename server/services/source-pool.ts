import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { SourceHealth } from "../contract/sources.ts";
import { type Events, eventsOf } from "./events.ts";
import { failed, ok, type Result } from "./result.ts";
import type { Offer, OfferedSource } from "./source-offer.ts";

/** A source that stays open until it is let go. */
export interface Lease {
  readonly source: ClusterSource;
  /** Whoever subscribes keeps the source open too. */
  readonly events: Events;
  /** May be called twice. */
  readonly release: () => void;
}

/** The sources of one server: each is opened when it is first asked for, and closed when nobody looked for a while. */
export interface SourcePool {
  readonly offer: () => Offer;
  /** @param id null for the start source */
  readonly lease: (id: string | null) => Result<Lease>;
  /** Null for a source that is not open. */
  readonly health: (id: string) => SourceHealth | null;
  /** Ends every stream and closes every source; nothing is opened any more. */
  readonly close: () => void;
}

export interface PoolLimits {
  /** Milliseconds without anyone looking after which a source other than the start source is closed. */
  readonly idle: number;
  /** How many are open at once, the start source and stories not counted: those have limits of their own. */
  readonly most: number;
}

/** A live cluster costs memory and watches. */
export const usualLimits: PoolLimits = { idle: 300_000, most: 4 };

interface Open {
  readonly counted: boolean;
  readonly source: ClusterSource;
  readonly events: Events;
  users: number;
  usedAt: number;
  timer: NodeJS.Timeout | undefined;
}

/** @param now the clock, in milliseconds since 1970 */
export function sourcePool(offer: () => Offer, { idle, most }: PoolLimits, now: () => number): SourcePool {
  const opened = new Map<string, Open>();
  const startId = offer().start.id;
  let closed = false;

  const shut = (id: string) => {
    const entry = opened.get(id);
    if (entry === undefined) return;
    opened.delete(id);
    clearTimeout(entry.timer);
    entry.events.close();
    entry.source.close();
  };

  const hold = (id: string, entry: Open): (() => void) => {
    entry.users += 1;
    clearTimeout(entry.timer);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      entry.users -= 1;
      entry.usedAt = now();
      if (entry.users > 0 || id === startId || opened.get(id) !== entry) return;
      entry.timer = setTimeout(() => shut(id), idle).unref();
    };
  };

  /** @returns false when all others are looked at */
  const makeRoom = (): boolean => {
    const others = [...opened].filter(([, { counted }]) => counted);
    if (others.length < most) return true;
    const [oldest] = others
      .filter(([, { users }]) => users === 0)
      .toSorted(([, a], [, b]) => a.usedAt - b.usedAt);
    if (oldest === undefined) return false;
    shut(oldest[0]);
    return true;
  };

  const open = ({ id, kind, open: make }: OfferedSource): Open => {
    const source = make();
    const own = eventsOf(source, now);
    const entry: Open = {
      counted: id !== startId && kind !== "story",
      source,
      users: 0,
      usedAt: now(),
      timer: undefined,
      events: {
        subscribe: (subscriber, after) => {
          const leave = own.subscribe(subscriber, after);
          if (leave === null) return null;
          const release = hold(id, entry);
          return () => {
            leave();
            release();
          };
        },
        close: own.close,
      },
    };
    opened.set(id, entry);
    return entry;
  };

  return {
    offer,
    lease: (asked) => {
      const { all, start } = offer();
      const id = asked ?? start.id;
      const offered = all.find((one) => one.id === id);
      // What is no longer offered is not shown any more either.
      if (offered === undefined) {
        shut(id);
        return failed(
          "notFound",
          `This server has no source ${id}.`,
          "Choose one from the list at the top of the page; a context must stand in the kubeconfig of the server.",
        );
      }
      if (closed) return failed("unreachable", "The server stops.", "Try again when it is back.");
      let entry = opened.get(id);
      if (entry === undefined) {
        if (id !== startId && offered.kind !== "story" && !makeRoom())
          return failed(
            "unreachable",
            `${most} sources are open and looked at already.`,
            "Close a page of another source, then try again.",
          );
        entry = open(offered);
      }
      return ok({ source: entry.source, events: entry.events, release: hold(id, entry) });
    },
    health: (id) => opened.get(id)?.source.health() ?? null,
    close: () => {
      closed = true;
      for (const id of [...opened.keys()]) shut(id);
    },
  };
}
