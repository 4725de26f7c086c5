/** A count with its noun: `1 edge`, `1,024 edges`. */
export const many = (n: number, one: string, more: string): string =>
  `${n.toLocaleString("en")} ${n === 1 ? one : more}`;
