import type { Mesh } from "./mesh.ts";

const numbers = new WeakMap<Mesh, Map<object, number>>();

/** A number that stands for one object in keys; from 1, the same for as long as the mesh lives. */
export function numberOf(mesh: Mesh, object: object): number {
  let known = numbers.get(mesh);
  if (known === undefined) {
    known = new Map();
    numbers.set(mesh, known);
  }
  const before = known.get(object);
  if (before !== undefined) return before;
  known.set(object, known.size + 1);
  return known.size;
}
