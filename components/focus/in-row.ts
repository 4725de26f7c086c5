import type { CSSProperties } from "react";

/** Row of the grid of columns; a narrow page stacks instead, so it is a property that its style sheet may leave out. */
export const inRow = (row: number | string): CSSProperties => ({ "--row": row }) as CSSProperties;
