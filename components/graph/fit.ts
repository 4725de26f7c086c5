import { type Box, boxesOverlap } from "./layout/geometry.ts";

export interface Viewport {
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
}

const margin = 28;
/** Above this a small mesh looks like a poster. */
const mostZoom = 1.1;
/** Under this, names are under 10 px: rather let a part lie outside the window. */
const readableZoom = 0.84;

/**
 * The viewport that shows `content` whole. With a `focus` (what the drawer is about) the names stay readable, and the
 * focus, not the whole, is what must be in the window.
 */
export function fit(content: Box, window: { width: number; height: number }, focus: Box | null): Viewport {
  const whole = Math.min(
    mostZoom,
    (window.width - 2 * margin) / content.width,
    (window.height - 2 * margin) / content.height,
  );
  const zoom = focus === null ? whole : Math.max(whole, Math.min(readableZoom, whole * 1.6));
  const axis = (size: number, length: number, centre: number, aim: number): number => {
    const room = size - 2 * margin - length * zoom;
    if (room >= 0) return size / 2 - centre * zoom;
    // The content overflows: bring the focus to the middle, but leave no empty margin on either side.
    const wanted = size / 2 - aim * zoom;
    const first = margin - (centre - length / 2) * zoom;
    const last = size - margin - (centre + length / 2) * zoom;
    return Math.min(first, Math.max(last, wanted));
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

/** The corner of the window where a panel of `size` covers the fewest things; the first of equals. */
export function freeCorner(
  things: readonly Box[],
  view: Viewport,
  window: { width: number; height: number },
  size: { width: number; height: number },
): Corner {
  const inset = 16;
  const left = inset + size.width / 2;
  const right = window.width - left;
  const top = inset + size.height / 2;
  const bottom = window.height - top;
  const corners: readonly (readonly [Corner, number, number])[] = [
    ["bottomLeft", left, bottom],
    ["topLeft", left, top],
    ["topRight", right, top],
    ["bottomRight", right, bottom - 48],
  ];
  const onScreen = things.map(({ x, y, width, height }) => ({
    x: x * view.zoom + view.pan.x,
    y: y * view.zoom + view.pan.y,
    width: width * view.zoom,
    height: height * view.zoom,
  }));
  let best: { corner: Corner; covered: number } = { corner: "bottomLeft", covered: Number.POSITIVE_INFINITY };
  for (const [corner, x, y] of corners) {
    const covered = onScreen.filter((box) => boxesOverlap(box, { x, y, ...size }, 4)).length;
    if (covered < best.covered) best = { corner, covered };
  }
  return best.corner;
}
