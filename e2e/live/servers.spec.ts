import { connect } from "node:net";
import { expect } from "@playwright/test";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { until } from "../cluster/until.ts";
import { closing, edge, freePort, test } from "./stage.ts";

async function graphOf({ address }: { readonly address: string }): Promise<GraphAnswer> {
  return (await (await fetch(`${address}/api/graph`)).json()) as GraphAnswer;
}
const outcomeOf = async (server: { readonly address: string }) =>
  (await graphOf(server)).edges.find(({ id }) => id === edge)?.outcome;
const becomes = (server: { readonly address: string }, wanted: string) =>
  until(
    () => outcomeOf(server),
    (now) => now === wanted,
  );

/** Opens the event stream. @returns how many revisions it told so far, and its end */
async function stream({ address }: { readonly address: string }) {
  const stop = new AbortController();
  const { body } = await fetch(`${address}/api/events`, { signal: stop.signal });
  let told = 0;
  let ended = false;
  const read = async () => {
    try {
      for await (const chunk of body ?? [])
        told += new TextDecoder().decode(chunk).split("event: revision").length - 1;
    } catch {
      // Closed by this test or by the server: either way it is over.
    }
    ended = true;
  };
  void read();
  return { told: () => told, ended: () => ended, close: () => stop.abort() };
}

test("two servers side by side agree, also after a change; one that is killed comes back with the same graph", async ({
  plane,
  follow,
}) => {
  const port = await freePort();
  const [first, second] = [await follow("admin", port), await follow()];
  expect(await graphOf(first)).toEqual(await graphOf(second));
  await plane.api.apply(closing);
  for (const server of [first, second]) await becomes(server, "denied");
  const before = await graphOf(second);
  expect(await graphOf(first)).toEqual(before);
  await first.kill();
  const again = await follow("admin", port);
  expect(await graphOf(again)).toEqual(before);
  await plane.api.remove(closing);
  for (const server of [again, second]) await becomes(server, "allowed");
  expect(await graphOf(again)).toEqual(await graphOf(second));
});

test("a hundred streams, and clients that do not read theirs: each reader is told; asked to stop, the server does", async ({
  plane,
  follow,
}) => {
  const server = await follow();
  await becomes(server, "allowed");
  const { hostname, port } = new URL(server.address);
  const deaf = Array.from({ length: 5 }, () => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET /api/events HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`),
    );
    socket.on("error", () => {});
    socket.pause();
    return socket;
  });
  const streams = await Promise.all(Array.from({ length: 100 }, () => stream(server)));
  await until(
    () => streams.map(({ told }) => told()),
    (counts) => counts.every((count) => count === 1),
  );
  await plane.api.apply(closing);
  await until(
    () => streams.map(({ told }) => told()),
    (counts) => counts.every((count) => count >= 2),
  );
  expect(await outcomeOf(server)).toBe("denied");
  // `stop` kills what does not end by itself within 4 s.
  expect(await server.stop()).toBe("ended by itself");
  await until(
    () => streams.filter(({ ended }) => !ended()).length,
    (left) => left === 0,
  );
  for (const socket of deaf) socket.destroy();
});
