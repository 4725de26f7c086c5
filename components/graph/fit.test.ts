import { describe, expect, it } from "vitest";
import { fit as fitted, margin, panelPlace } from "./fit.ts";

const window = { width: 1000, height: 600 };
const content = { x: 500, y: 300, width: 1600, height: 400 };

describe("the viewport", () => {
  it("shows the whole picture in the middle", () => {
    const { zoom, pan } = fitted(content, window, null);
    expect(content.width * zoom).toBeCloseTo(window.width - 2 * margin);
    expect(content.x * zoom + pan.x).toBeCloseTo(500);
  });

  it("keeps names readable and what is open in the window, when the whole would be too small", () => {
    const focus = { x: -200, y: 300, width: 100, height: 40 };
    const { zoom, pan } = fitted(content, window, focus);
    expect(zoom).toBe(0.8);
    const left = (focus.x - focus.width / 2) * zoom + pan.x;
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThan(window.width);
  });
});

it("the legend goes where nothing is", () => {
  const thing = { box: { x: -450, y: 250, width: 100, height: 100 }, weight: 1 };
  const all = { x: 0, y: 0, width: 1000, height: 600 };
  const view = { zoom: 1, pan: { x: 500, y: 300 } };
  expect(panelPlace([thing], all, view, window, { width: 250, height: 200 }).corner).toBe("topLeft");
});
