import type { Point } from "./geometry.ts";

/** What a layout is asked: sizes in px, and the lines between. Plain data, so that it can go to a worker. */
export interface LayoutNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** A namespace with its workloads, or one node that stands alone (`boxed` false). */
export interface LayoutBlock {
  readonly id: string;
  readonly boxed: boolean;
  /** Least inner width, so that name and chips of the header fit. */
  readonly minWidth: number;
  readonly nodes: readonly LayoutNode[];
}

export interface LayoutEdge {
  readonly client: string;
  readonly server: string;
  /** Room that the marks and the label in the middle of the line need, in px. */
  readonly room: number;
}

export interface LayoutProblem {
  readonly blocks: readonly LayoutBlock[];
  readonly edges: readonly LayoutEdge[];
  /** Size of the window that the picture should fill, in px. */
  readonly window: { readonly width: number; readonly height: number };
  /** A part that is wanted at once: laid out in layers, not searched for. */
  readonly quick?: boolean;
  /** Size of a panel that stands in a corner of the window; one corner should be free for it. */
  readonly panel: { readonly width: number; readonly height: number };
}

/** Centre of each node. */
export type Positions = Readonly<Record<string, Point>>;

/** Measures shared by layout and drawing, in px at zoom 1. */
export const measures = {
  boxPadding: 16,
  boxHeader: 32,
  rowGap: 24,
  innerGapLeast: 44,
  blockGap: 24,
  columnGap: 76,
  columnGapLeast: 44,
} as const;
