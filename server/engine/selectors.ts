import type { Meta, Selector } from "./objects.ts";

/** `matchLabels` as a subset test; an absent or empty selector matches. */
export function selects(selector: Selector | null, labels: Readonly<Record<string, string>>): boolean {
  if (selector === null) return true;
  return Object.entries(selector).every(([k, v]) => Object.hasOwn(labels, k) && labels[k] === v);
}

export function isEmptySelector(selector: Selector | null): boolean {
  return selector === null || Object.keys(selector).length === 0;
}

/**
 * Istio's age order: older first, then name, then namespace.
 * An object without a timestamp counts as the youngest, like one that is about to be applied.
 */
export function byAge(a: { readonly meta: Meta }, b: { readonly meta: Meta }): number {
  const left = a.meta.creationTimestamp || "~";
  const right = b.meta.creationTimestamp || "~";
  if (left !== right) return left < right ? -1 : 1;
  if (a.meta.name !== b.meta.name) return a.meta.name < b.meta.name ? -1 : 1;
  return a.meta.namespace < b.meta.namespace ? -1 : a.meta.namespace > b.meta.namespace ? 1 : 0;
}
