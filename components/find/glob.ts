/** Whether the whole text fits a pattern of `*` (any letters) and `?` (one letter). Time is pattern times text at worst. */
export function fitsGlob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = p++;
      mark = t;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      // The last star takes one letter more.
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}

export const isGlob = (text: string): boolean => /[*?]/.test(text);
