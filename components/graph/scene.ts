import type { Outcome, Transport } from "../../server/contract/verdict.ts";
import type { Box } from "./layout/geometry.ts";
import type { Mark } from "./marks.ts";
import type { ChipLook, NodeLook } from "./node-look.ts";
import type { Route } from "./routes.ts";

/** A namespace box with its header. */
export interface NamespaceScene {
  readonly name: string;
  readonly box: Box;
  readonly chips: readonly ChipLook[];
}

/** Endpoints that differ on one edge: the lines that are stacked. */
export interface StackedScene {
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

/** Boxes of the name and of the chips: lines and marks keep off them. */
export function headerBoxes({ box, chips, name }: NamespaceScene, nameWidth: number): Box[] {
  if (name === "") return [];
  const y = headerMiddle(box);
  const chipsWidth = chips.reduce((sum, chip) => sum + chip.width + 6, -6);
  const nameBox = { x: box.x - box.width / 2 + 14 + nameWidth / 2, y, width: nameWidth, height: 16 };
  return chips.length === 0
    ? [nameBox]
    : [nameBox, { x: box.x + box.width / 2 - 10 - chipsWidth / 2, y, width: chipsWidth, height: 18 }];
}
