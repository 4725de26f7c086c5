import type { Item } from "./axis.ts";

/** All in px. */
export const headHeight = 66;
export const groupHeight = 24;
export const sideWidth = 272;
export const groupWidth = 96;
/** One count in a folded cell. */
const slot = { width: 48, height: 17 };

export const rowHeight = ({ folded }: Item): number => (folded ? 42 : 28);

/** As wide as the name above it needs, within reason. */
export const columnWidth = ({ folded, namespace, ends }: Item): number =>
  folded
    ? Math.max(108, Math.min(150, namespace.length * 7 + 34))
    : Math.max(58, Math.min(112, (ends[0]?.name.length ?? 0) * 7 + 14));

/** How many counts have room in a cell. */
export const slotsOf = (row: Item, column: Item): number =>
  Math.floor((columnWidth(column) - 6) / slot.width) * Math.floor((rowHeight(row) - 4) / slot.height);
