/** What the drawer is about. */
export interface Opened {
  readonly kind: "node" | "edge";
  readonly id: string;
}
