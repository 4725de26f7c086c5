import { type Box, boxesOverlap, type Point } from "./layout/geometry.ts";

export interface Viewport {
  readonly zoom: number;
  readonly pan: Point;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Least space between the picture and the window's edge. */
export const margin = 24;
/** Above this a small mesh looks like a poster. */
export const mostZoom = 1.1;
/** Under this, names are under 10 px: rather let a part lie outside the window. */
const readableZoom = 0.8;

/**
 * The viewport that shows `content` whole. With a `focus` (what the drawer is about) the names stay readable, and the
 * focus, not the whole, is what must be in the window.
 */
export function fit(content: Box, window: Size, focus: Box | null): Viewport {
  const whole = Math.min(
    mostZoom,
    (window.width - 2 * margin) / content.width,
    (window.height - 2 * margin) / content.height,
  );
  const zoom = focus === null ? whole : Math.max(whole, Math.min(readableZoom, whole * 2));
  const axis = (size: number, length: number, centre: number, aim: number): number => {
    if (size - 2 * margin - length * zoom >= 0) return size / 2 - centre * zoom;
    // The content overflows: bring the focus to the middle, but leave no empty margin on either side.
    const first = margin - (centre - length / 2) * zoom;
    const last = size - margin - (centre + length / 2) * zoom;
    return Math.min(first, Math.max(last, size / 2 - aim * zoom));
  };
  return {
    zoom,
    pan: {
      x: axis(window.width, content.width, content.x, focus?.x ?? content.x),
      y: axis(window.height, content.height, content.y, focus?.y ?? content.y),
    },
  };
}

export type Corner = "bottomLeft" | "topLeft" | "topRight" | "bottomRight";

export interface PanelPlace {
  readonly corner: Corner;
  /** How far the picture moves aside, in px of the window. */
  readonly shift: Point;
}

/** Something that a panel should not cover, and how much it matters. */
export interface Thing {
  readonly box: Box;
  readonly weight: number;
}

/** Where a panel covers the fewest things; the picture may move aside as far as its margins allow. */
export function panelPlace(
  things: readonly Thing[],
  content: Box,
  view: Viewport,
  window: Size,
  panel: Size,
): PanelPlace {
  const slack = (size: number, length: number): number =>
    Math.max(0, (size - length * view.zoom) / 2 - margin);
  const slackX = slack(window.width, content.width);
  const slackY = slack(window.height, content.height);
  const corners: readonly (readonly [Corner, number, number])[] = [
    ["bottomLeft", -1, 1],
    ["topLeft", -1, -1],
    ["topRight", 1, -1],
    ["bottomRight", 1, 1],
  ];
  let best: { place: PanelPlace; cost: number } | null = null;
  for (const [corner, right, below] of corners) {
    const x = window.width / 2 + (right * (window.width - panel.width)) / 2;
    // The zoom buttons stand at the bottom right.
    const lift = corner === "bottomRight" ? 48 : 0;
    const y = window.height / 2 + (below * (window.height - panel.height)) / 2 - lift;
    for (const aside of [0, 0.5, 1]) {
      const shift = { x: -right * slackX * aside, y: -below * slackY * aside };
      const cost =
        things.reduce(
          (sum, { box, weight }) =>
            sum + (boxesOverlap(onScreen(box, view, shift), { x, y, ...panel }, 4) ? weight : 0),
          0,
        ) +
        aside * 10 +
        lift / 10;
      if (best === null || cost < best.cost) best = { place: { corner, shift }, cost };
    }
  }
  return best?.place ?? { corner: "bottomLeft", shift: { x: 0, y: 0 } };
}

const onScreen = ({ x, y, width, height }: Box, { zoom, pan }: Viewport, shift: Point): Box => ({
  x: x * zoom + pan.x + shift.x,
  y: y * zoom + pan.y + shift.y,
  width: width * zoom,
  height: height * zoom,
});
