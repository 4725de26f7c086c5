import { isoTime } from "./issue.ts";

/** Dates and shares as a row has them. */
export function datesOf(
  validity: { readonly notBefore: number | null; readonly notAfter: number } | null,
  share: number | null,
) {
  return {
    notBefore: validity === null || validity.notBefore === null ? null : isoTime(validity.notBefore),
    notAfter: validity === null ? null : isoTime(validity.notAfter),
    share,
    left: share === null ? null : 1 - share,
  };
}

/** When a figure was taken, and how old it is. */
export const seenAt = (observedAt: number | null, now: number) => ({
  observedAt: observedAt === null ? null : isoTime(observedAt),
  ageSeconds: observedAt === null ? null : Math.max(0, Math.round(now - observedAt)),
});
