/** A number as it stands before a counter: `1,024`. Japanese has no plural. */
export const count = (n: number): string => n.toLocaleString("ja");
