import { describe, expect, it } from "vitest";
import { pointAt, type RouteEnd, routes } from "./routes.ts";

const box = (x: number, y: number): RouteEnd => ({ x, y, width: 104, height: 40, kind: "workload" });
const edge = (client: string, server: string, n = 0) => ({ id: `${client}>${server}:${n}`, client, server });

describe("ways of lines", () => {
  it("a free way is straight and level", () => {
    const way = routes(
      new Map([
        ["a", box(0, 0)],
        ["b", box(300, 6)],
      ]),
      [edge("a", "b")],
      [],
    ).get("a>b:0");
    expect(way).toEqual({ from: { x: 52, y: 6 }, to: { x: 248, y: 6 }, control: null });
  });

  it("a workload in the way is gone around", () => {
    const boxes = new Map([
      ["a", box(0, 0)],
      ["wall", box(200, 0)],
      ["b", box(400, 0)],
    ]);
    const way = routes(boxes, [edge("a", "b")], []).get("a>b:0");
    if (way === undefined) throw new Error("no way");
    expect(way.control).not.toBeNull();
    for (let t = 0; t <= 1; t += 0.05) {
      const { x, y } = pointAt(way, t);
      expect(Math.abs(x - 200) < 52 && Math.abs(y) < 20).toBe(false);
    }
  });

  it("lines into one side leave 11 px between their ends", () => {
    const boxes = new Map([
      ["a", box(0, -100)],
      ["b", box(0, 0)],
      ["c", box(0, 100)],
      ["d", box(400, 0)],
    ]);
    const ends = [
      ...routes(
        boxes,
        ["a", "b", "c"].map((id) => edge(id, "d")),
        [],
      ).values(),
    ].map(({ to }) => to.y);
    expect(ends).toEqual([-11, 0, 11]);
  });

  it("two ports of one server are two lines side by side", () => {
    const boxes = new Map([
      ["a", box(0, 0)],
      ["b", box(300, 0)],
    ]);
    const [one, two] = [...routes(boxes, [edge("a", "b", 1), edge("a", "b", 2)], []).values()];
    expect([one?.from.y, one?.to.y]).toEqual([-5.5, -5.5]);
    expect([two?.from.y, two?.to.y]).toEqual([5.5, 5.5]);
  });
});
