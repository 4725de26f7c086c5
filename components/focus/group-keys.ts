/**
 * The head of the group that an arrow leads to from another head: up and down in a column, left and right to the other one.
 * @returns null when the key means nothing here
 */
export function groupAt(root: HTMLElement, from: EventTarget, key: string): HTMLElement | null {
  if (!(from instanceof HTMLElement) || from.dataset.group === undefined) return null;
  const heads = (column: string): HTMLElement[] => [
    ...root.querySelectorAll<HTMLElement>(`[data-column="${column}"] [data-group]`),
  ];
  const own = from.closest<HTMLElement>("[data-column]")?.dataset.column ?? "";
  const column = heads(own);
  const at = column.indexOf(from);
  switch (key) {
    case "ArrowDown":
      return column[at + 1] ?? null;
    case "ArrowUp":
      return column[at - 1] ?? null;
    case "Home":
      return column[0] ?? null;
    case "End":
      return column.at(-1) ?? null;
    case "ArrowLeft":
      return own === "calls" ? nearest(heads("callers"), from) : null;
    case "ArrowRight":
      return own === "callers" ? nearest(heads("calls"), from) : null;
    default:
      return null;
  }
}

/** The one at about the same height. */
function nearest(heads: readonly HTMLElement[], from: HTMLElement): HTMLElement | null {
  const y = from.getBoundingClientRect().top;
  const far = (head: HTMLElement) => Math.abs(head.getBoundingClientRect().top - y);
  return heads.toSorted((a, b) => far(a) - far(b))[0] ?? null;
}
