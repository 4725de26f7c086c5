import type { Outcome, Transport } from "./verdict.ts";

/** How a pair ends. */
export interface MatrixEnd {
  readonly outcome: Outcome;
  readonly transport: Transport | null;
}

/** How every workload, and callers outside, may call every port of every workload, without a request. */
export interface MatrixAnswer {
  readonly revision: string;
  /** Node ids in the order of rows: `outside`, then `namespace/name`. */
  readonly clients: readonly string[];
  /** Node id and container port, in the order of columns. */
  readonly servers: readonly { readonly id: string; readonly workloadPort: number }[];
  readonly legend: readonly MatrixEnd[];
  /** A text for each client with a letter for each server: `legend[letter.charCodeAt(0) - firstLetter]`. */
  readonly rows: readonly string[];
}

/** The letter of the first end is "0". There are at most 35 ends, so that no letter has to be escaped in JSON. */
const firstLetter = 48;

/** One row on the wire. @param codes an index of the legend for each server */
export const writeRow = (codes: Uint8Array): string =>
  Array.from(codes, (code) => String.fromCharCode(firstLetter + code)).join("");

/**
 * All pairs as indices of the legend, row after row.
 * @throws RangeError when a row is shorter than the servers, or names no end of the legend
 */
export function readRows({ rows, servers, legend }: MatrixAnswer): Uint8Array {
  const codes = new Uint8Array(rows.length * servers.length);
  for (const [i, row] of rows.entries()) {
    for (let j = 0; j < servers.length; j += 1) {
      const code = row.charCodeAt(j) - firstLetter;
      if (!(code >= 0 && code < legend.length)) throw new RangeError("The matrix is not whole.");
      codes[i * servers.length + j] = code;
    }
  }
  return codes;
}
