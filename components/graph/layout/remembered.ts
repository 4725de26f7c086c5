import type { LayoutProblem, Positions } from "./problem.ts";

const key = "sekisho.layouts";
const kept = 6;

type Shelf = [string, Positions][];

/** A short name for a problem (FNV-1a over its text, twice): equal problems have equal layouts. */
function nameOf(problem: LayoutProblem): string {
  const text = JSON.stringify(problem);
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x5bd1e995);
  }
  return `${text.length}.${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}`;
}

function readShelf(): Shelf {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? (found as Shelf) : [];
  } catch {
    return [];
  }
}

/** The layout that this browser found for the same problem before; a reload then draws at once. */
export function recall(problem: LayoutProblem): Positions | null {
  const name = nameOf(problem);
  const positions = readShelf().find(([other]) => other === name)?.[1];
  const ids = problem.blocks.flatMap((block) => block.nodes.map((node) => node.id));
  return positions !== undefined &&
    ids.every((id) => typeof positions[id]?.x === "number" && typeof positions[id]?.y === "number")
    ? positions
    : null;
}

/** Keeps a layout for the next visit; the oldest goes. */
export function remember(problem: LayoutProblem, positions: Positions): void {
  const name = nameOf(problem);
  const shelf: Shelf = [[name, positions], ...readShelf().filter(([other]) => other !== name)];
  try {
    localStorage.setItem(key, JSON.stringify(shelf.slice(0, kept)));
  } catch {
    // No storage, or it is full: the layout is searched for again next time.
  }
}
