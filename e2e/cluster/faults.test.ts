import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LiveSource } from "../../server/cluster/kubernetes/live-source.ts";
import type { ClusterSource, SourceReading } from "../../server/cluster/source.ts";
import { tell } from "../../server/contract/text.ts";
import type { Manifest } from "./api.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { type FaultProxy, faultProxy } from "./fault-proxy.ts";
import { becomesLike, edgeOf, kubeconfig, openSource, quickTimes, until } from "./watching.ts";
import { loadWorld } from "./world.ts";

let plane: ControlPlane;
let proxy: FaultProxy;
let source: LiveSource;

/** Closes the namespace that `edge` leads to. */
const closing: Manifest = {
  apiVersion: "security.istio.io/v1",
  kind: "AuthorizationPolicy",
  metadata: { name: "closed", namespace: "front" },
  spec: { action: "DENY", rules: [{}] },
};
const edge = "istio-ingress/ingressgateway>front/web:8080";
const policies = "/apis/security.istio.io/v1/authorizationpolicies";

beforeAll(async () => {
  plane = await startControlPlane();
  await loadWorld(plane.api);
});
afterAll(() => plane?.stop());

beforeEach(async () => {
  proxy = await faultProxy(plane);
  source = openSource(kubeconfig(plane, { token: "admin-token" }, { server: proxy.address }));
  await becomes("allowed");
});
afterEach(async () => {
  source.close();
  await proxy.close();
  await plane.api.remove(closing).catch(() => null);
});

/** Waits until the edge has an outcome. */
const becomes = (wanted: string) =>
  until(
    () => edgeOf(source, edge),
    (now) => now?.outcome === wanted,
  );

/** What a page that stays open would show of the edge, one entry for each time that it turned. */
function follow() {
  const seen: (string | undefined)[] = [];
  let from = 0;
  let told = 0;
  let last: Promise<unknown> = Promise.resolve();
  const stop = source.watch((reading) => {
    told++;
    const still: ClusterSource = { ...source, read: async () => reading };
    last = last.then(async () => seen.push((await edgeOf(still, edge))?.outcome));
  });
  return {
    /** From here on it counts: the fault is there, and the policy is about to be applied. */
    begin: () => {
      from = told;
    },
    /** Stops, and gives what was seen since `begin`. */
    done: async () => {
      stop();
      await last;
      return seen.slice(from).filter((outcome, i, all) => i === 0 || outcome !== all[i - 1]);
    },
  };
}

/** Once the fault is over the graph is the one of a fresh start. */
const endsLikeAFreshStart = () => becomesLike(source, kubeconfig(plane, { token: "admin-token" }));

/** Once it is not green it stays so until the policy is known. */
function neverGreenAgain(seen: readonly (string | undefined)[]) {
  const first = seen.findIndex((outcome) => outcome !== "allowed");
  expect(first, seen.join(", ")).toBeGreaterThanOrEqual(0);
  expect(seen.slice(first), seen.join(", ")).not.toContain("allowed");
  expect(seen.at(-1)).toBe("denied");
}

/** Why the policies may be others by now; null when they are followed. */
const staleRow = ({ snapshot }: SourceReading) =>
  tell(
    snapshot.coverage.find(({ kind, state }) => kind === "AuthorizationPolicy" && state === "stale")?.because,
    "en",
  );

/** The fault lasts until the edge is no longer green and the page says why, then it is over. */
async function survives(begin: () => void, end: () => void | Promise<void>, why: RegExp) {
  const page = follow();
  begin();
  page.begin();
  await plane.api.apply(closing);
  await until(
    () => source.read(),
    (now) => why.test(staleRow(now) ?? ""),
  );
  expect((await edgeOf(source, edge))?.outcome).toBe("unknown");
  await end();
  await becomes("denied");
  await endsLikeAFreshStart();
  neverGreenAgain(await page.done());
}

const onPolicies = (fault: ReturnType<FaultProxy["fault"]>) => () => {
  proxy.fault = ({ path }) => (path === policies ? fault : null);
  proxy.cutAll();
};
const over = () => {
  proxy.fault = () => null;
};

describe("the edge is unknown while it lasts, and right once it is over:", () => {
  it("a watch that is cut in the middle of an event, again and again", async () => {
    const begin = () => {
      proxy.fault = ({ path, watch }) => (path === policies && watch ? { kind: "cut" } : null);
      proxy.cutAll();
    };
    await survives(begin, over, /closed the connection/);
  });

  it("answers that end in their middle", async () => {
    const begin = () => {
      proxy.fault = ({ path, watch }) => (path === policies ? { kind: watch ? "reset" : "truncate" } : null);
      proxy.cutAll();
    };
    await survives(begin, over, /cut off or no JSON/);
  });

  it("an API server that answers 500", async () => {
    await survives(onPolicies({ kind: "answer", status: 500 }), over, /answers 500/);
  });

  it("an API server that asks to wait (429), and is left alone for as long", async () => {
    const asked: number[] = [];
    const begin = () => {
      proxy.fault = ({ path }) => {
        if (path !== policies) return null;
        asked.push(performance.now());
        return { kind: "answer", status: 429, headers: { "retry-after": "1" } };
      };
      proxy.cutAll();
    };
    const end = async () => {
      await until(
        () => asked.length,
        (times) => times > 2,
      );
      over();
    };
    await survives(begin, end, /asks to wait \(429\)/);
    for (const [i, at] of asked.entries()) if (i > 0) expect(at - (asked[i - 1] ?? 0)).toBeGreaterThan(950);
  });

  it("connections that are reset", async () => {
    await survives(onPolicies({ kind: "reset" }), over, /closed the connection/);
  });

  it("an answer that trickles", async () => {
    const begin = () => {
      proxy.fault = ({ path, watch }) => {
        if (path !== policies) return null;
        return watch ? { kind: "reset" } : { kind: "trickle", bytes: 3, everyMilliseconds: 100 };
      };
      proxy.cutAll();
    };
    await survives(begin, over, /stopped answering/);
  });

  it("a page of a proxy in place of the answer", async () => {
    const begin = () => {
      proxy.fault = ({ path, watch }) =>
        path === policies
          ? watch
            ? { kind: "reset" }
            : { kind: "rewrite", change: () => "<html>Sign in</html>" }
          : null;
      proxy.cutAll();
    };
    await survives(begin, over, /cut off or no JSON/);
  });

  it("a connection that is open and says nothing", async () => {
    source.close();
    source = openSource(kubeconfig(plane, { token: "admin-token" }, { server: proxy.address }), {
      times: { ...quickTimes, watchSilent: 700, answerWithin: 700 },
    });
    await source.read();
    const begin = () => {
      proxy.freeze(true);
      proxy.fault = () => ({ kind: "silence" });
    };
    const end = () => {
      over();
      proxy.freeze(false);
      proxy.cutAll();
    };
    await survives(begin, end, /stopped answering/);
  });

  it("an API server that is ended and started again", async () => {
    const page = follow();
    await plane.stopApiServer();
    await becomes("unknown");
    await plane.restartApiServer();
    // Until the policy is there green is right again.
    page.begin();
    await plane.api.apply(closing);
    await becomes("denied");
    await endsLikeAFreshStart();
    neverGreenAgain(await page.done());
  });

  it("etcd that is ended and started again", async () => {
    await plane.restartEtcd();
    await plane.api.apply(closing);
    await becomes("denied");
    await endsLikeAFreshStart();
  });
});

describe("nothing is seen of", () => {
  // On a slow machine two dozen watches are not open again at once; how soon a kind is called stale is tried above.
  beforeEach(async () => {
    source.close();
    const file = kubeconfig(plane, { token: "admin-token" }, { server: proxy.address });
    source = openSource(file, { times: { ...quickTimes, staleAfter: 30_000 } });
    await becomes("allowed");
  });

  it("anything but the edge that turns, when a policy is applied", async () => {
    const page = follow();
    await plane.api.apply(closing);
    await becomes("denied");
    await endsLikeAFreshStart();
    expect(await page.done()).toEqual(["allowed", "denied"]);
  });

  it("a watch that is dropped once: it goes on where it was", async () => {
    const page = follow();
    await wait(200);
    const lists = () => proxy.requests.filter(({ path, watch }) => path === policies && !watch).length;
    const before = lists();
    proxy.cutAll();
    await plane.api.apply(closing);
    await becomes("denied");
    await endsLikeAFreshStart();
    expect(lists()).toBe(before);
    expect(await page.done()).toEqual(["allowed", "denied"]);
  });

  it("a revision that is too old (410), as an answer and as an event: the list is read again", async () => {
    for (const asEvent of [false, true]) {
      await plane.api.remove(closing).catch(() => null);
      await becomes("allowed");
      let times = 0;
      const gone = { kind: "Status", status: "Failure", reason: "Expired", code: 410 };
      proxy.fault = ({ path, watch }) => {
        if (path !== policies || !watch || times++ > 0) return null;
        return asEvent
          ? { kind: "answer", status: 200, body: { type: "ERROR", object: gone } }
          : { kind: "answer", status: 410, body: gone };
      };
      const page = follow();
      await wait(200);
      proxy.cutAll();
      await plane.api.apply(closing);
      await becomes("denied");
      expect(times).toBeGreaterThan(0);
      await endsLikeAFreshStart();
      expect(await page.done()).toEqual(["allowed", "denied"]);
    }
  });
});

describe("one pool of connections", () => {
  it("serves all lists and watches", async () => {
    const kinds = new Set(proxy.requests.map(({ path }) => path)).size;
    expect(proxy.requests.length).toBeGreaterThan(40);
    expect(proxy.connections()).toBeLessThanOrEqual(kinds + 3);
  });
});
