import type { CanvasElement } from "./elements.ts";

export interface Patch {
  readonly remove: readonly string[];
  readonly add: readonly CanvasElement[];
  readonly update: readonly CanvasElement[];
}

const idOf = (element: CanvasElement): string => element.data.id;

/** An edge whose ends moved, or a node that changed its namespace, is another element: cytoscape cannot re-parent it. */
const samePlace = (a: CanvasElement, b: CanvasElement): boolean =>
  a.data.parent === b.data.parent && a.data.source === b.data.source && a.data.target === b.data.target;

/** The least change from what is drawn to what should be. */
export function patch(before: readonly CanvasElement[], after: readonly CanvasElement[]): Patch {
  const old = new Map(before.map((element) => [idOf(element), element]));
  const remove: string[] = [];
  const add: CanvasElement[] = [];
  const update: CanvasElement[] = [];
  for (const element of after) {
    const was = old.get(idOf(element));
    old.delete(idOf(element));
    if (was === undefined) add.push(element);
    else if (!samePlace(was, element)) {
      remove.push(idOf(element));
      add.push(element);
    } else if (JSON.stringify(was) !== JSON.stringify(element)) update.push(element);
  }
  return { remove: [...old.keys(), ...remove], add, update };
}

/** Whether an element's data has all of this already. */
export const holds = (data: Readonly<Record<string, unknown>>, part: object): boolean =>
  Object.entries(part).every(([key, value]) => data[key] === value);
