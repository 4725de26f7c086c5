const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of `90s`, `1h30m`, `2d`; null when it is no duration. */
export function durationOf(text: string): number | null {
  if (!/^(\d+(\.\d+)?[smhdw])+$/i.test(text)) return null;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)([smhdw])/gi))
    seconds += Number(amount) * (units[(unit ?? "").toLowerCase()] ?? 0);
  return seconds;
}

/** A number without sign; null when it is none. */
export const numberOf = (text: string): number | null => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : null);

/** A share from 0 to 1, of `20%` or `0.2`; null when it is none. */
export function shareOf(text: string): number | null {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text);
  const share = percent === null ? numberOf(text) : Number(percent[1]) / 100;
  return share === null || share > 1 ? null : share;
}
