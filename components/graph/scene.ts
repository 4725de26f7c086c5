import type { Outcome, Transport } from "../../server/contract/verdict.ts";
import type { Box, Point } from "./layout/geometry.ts";
import type { Mark } from "./marks.ts";
import { type ChipLook, chevronWidth, type NodeLook } from "./node-look.ts";
import type { Route } from "./routes.ts";

/** A namespace box with its header. */
export interface NamespaceScene {
  readonly name: string;
  readonly box: Box;
  readonly chips: readonly ChipLook[];
}

/** Endpoints that differ on one edge: the lines that are stacked. */
export interface StackedScene {
  readonly edge: string;
  readonly route: Route;
  readonly lines: readonly { readonly outcome: Outcome; readonly transport: Transport | null }[];
  readonly faint: boolean;
}

/** What the overlay paints, in the graph's own coordinates. */
export interface Scene {
  readonly namespaces: readonly NamespaceScene[];
  readonly nodes: readonly { readonly look: NodeLook; readonly box: Box }[];
  readonly stacked: readonly StackedScene[];
  readonly marks: readonly Mark[];
  /** Lines and nodes in the background: pale, without marks. */
  readonly pale: ReadonlySet<string>;
  /** Pale lines that are looked at now, and so are drawn in full. */
  readonly raised: ReadonlySet<string>;
  /** The element that the keyboard is at. */
  readonly cursor: { readonly box: Box } | { readonly route: Route } | null;
}

/** Where a graph point stands on the screen. */
export interface View {
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

const headerTop = 19;

/** Middle line of a header, in graph coordinates. */
export const headerMiddle = (box: Box): number => box.y - box.height / 2 + headerTop;

/** Whether a point is on what folds the namespace: its chevron, with room to hit it. */
export function onChevron({ box }: Pick<NamespaceScene, "box">, at: Point): boolean {
  const left = box.x - box.width / 2;
  return Math.abs(at.x - (left + 18)) <= 14 && Math.abs(at.y - headerMiddle(box)) <= 14;
}

/** Whether a point is in the header. */
export const onHeader = ({ box }: Pick<NamespaceScene, "box">, at: Point): boolean =>
  Math.abs(at.x - box.x) <= box.width / 2 && Math.abs(at.y - headerMiddle(box)) <= 18;

/** Boxes of the name and of the chips: lines and marks keep off them. */
export function headerBoxes({ box, chips, name }: NamespaceScene, nameWidth: number): Box[] {
  if (name === "") return [];
  const y = headerMiddle(box);
  const chipsWidth = chips.reduce((sum, chip) => sum + chip.width + 6, -6);
  const titleWidth = chevronWidth + nameWidth;
  const nameBox = { x: box.x - box.width / 2 + 14 + titleWidth / 2, y, width: titleWidth, height: 16 };
  return chips.length === 0
    ? [nameBox]
    : [nameBox, { x: box.x + box.width / 2 - 10 - chipsWidth / 2, y, width: chipsWidth, height: 18 }];
}
