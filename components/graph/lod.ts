/** What can be read at a zoom; anything smaller is noise. */
export interface Detail {
  /** Labels on lines. */
  readonly pills: boolean;
  /** Second lines of nodes: service accounts, sums. */
  readonly seconds: boolean;
  /** Names, shields and chips; without them only namespaces are named, at the size of the screen. */
  readonly names: boolean;
}

/** Least zoom of each level: labels go first, then second lines, then names. */
const least = { pills: 0.62, seconds: 0.56, names: 0.5 };

export const detailAt = (zoom: number): Detail => ({
  pills: zoom >= least.pills,
  seconds: zoom >= least.seconds,
  names: zoom >= least.names,
});
