import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pictureName, recallPositions, rememberPositions, type Storage } from "./positions-store.ts";

/** A browser's storage that holds `most` letters. */
function shelf(most = 5_000_000): Storage & { text: () => string } {
  let kept: string | null = null;
  return {
    getItem: () => kept,
    setItem: (_key, text) => {
      if (text.length > most) throw new DOMException("full", "QuotaExceededError");
      kept = text;
    },
    text: () => kept ?? "",
  };
}

const source = { name: "demo", folder: "/a", trustDomain: "cluster.local" };

describe("remembered positions", () => {
  it("come back in whole px", () =>
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((id) => id !== "__proto__"),
          fc.record({ x: fc.integer({ min: -9999, max: 9999 }), y: fc.double({ min: 0, max: 99 }) }),
        ),
        (positions) => {
          const storage = shelf();
          rememberPositions(storage, "a", positions);
          const back = recallPositions(storage, "a");
          expect(Object.keys(back).toSorted()).toEqual(Object.keys(positions).toSorted());
          for (const [id, at] of Object.entries(positions)) {
            expect(back[id]?.x).toBe(at.x);
            expect(Math.abs((back[id]?.y ?? 0) - at.y)).toBeLessThanOrEqual(0.5);
          }
        },
      ),
    ));

  it("of one source are not those of another, nor of another part of it", () => {
    const storage = shelf();
    rememberPositions(storage, pictureName(source, null), { "a/x": { x: 1, y: 2 } });
    expect(recallPositions(storage, pictureName({ ...source, folder: "/b" }, null))).toEqual({});
    expect(recallPositions(storage, pictureName(source, ["a"]))).toEqual({});
    expect(recallPositions(storage, pictureName(source, null))).toEqual({ "a/x": { x: 1, y: 2 } });
    expect(pictureName(source, ["b", "a"])).toBe(pictureName(source, ["a", "b"]));
  });

  it("are bound: the picture that was looked at longest ago goes", () => {
    const storage = shelf();
    for (let i = 0; i < 30; i++) rememberPositions(storage, `p${i}`, { "a/x": { x: i, y: 0 } });
    expect(recallPositions(storage, "p0")).toEqual({});
    expect(recallPositions(storage, "p29")).toEqual({ "a/x": { x: 29, y: 0 } });
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`ns/${i}`, { x: i, y: i }]));
    for (let i = 0; i < 8; i++) rememberPositions(storage, `large ${i}`, many);
    expect(storage.text().length).toBeLessThan(1_500_000);
    expect(Object.keys(recallPositions(storage, "large 7"))).toHaveLength(20_000);
  });

  it("give way when the storage is full", () => {
    const storage = shelf(100);
    rememberPositions(storage, "old", { "a/x": { x: 1, y: 1 } });
    rememberPositions(storage, "new", { "a/x": { x: 2, y: 2 }, "a/yyyyyyyyyyy": { x: 3, y: 3 } });
    expect(recallPositions(storage, "new")["a/x"]).toEqual({ x: 2, y: 2 });
    expect(recallPositions(storage, "old")).toEqual({});
  });

  it("of another version, or what is no memory at all, count as none", () => {
    for (const text of ["", "nonsense", "[]", '{"version":0,"pictures":[{"name":"a","at":{"x":[1,2]}}]}'])
      expect(recallPositions({ getItem: () => text, setItem: () => undefined }, "a")).toEqual({});
    const odd = '{"version":1,"pictures":[{"name":"a","at":{"x":["1",2]}},{"name":"a","at":{"y":[1,2]}},7]}';
    expect(recallPositions({ getItem: () => odd, setItem: () => undefined }, "a")).toEqual({
      y: { x: 1, y: 2 },
    });
  });
});
