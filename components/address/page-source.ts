/**
 * The source that this document shows: what `source` in its address said when it was loaded; null for the start source. It never changes
 * while the document lives, since another source is another document. On the server: null, see `useSource`.
 */
export const pageSource = (): string | null =>
  typeof document === "undefined" ? null : (document.documentElement.dataset.source ?? null);

/**
 * An address of this server that names the source too.
 * @param href a path, with or without a query and a fragment
 */
export function withSource(href: string, source: string | null): string {
  if (source === null || !href.startsWith("/")) return href;
  const [rest = "", ...fragment] = href.split("#");
  const named = `${rest}${rest.includes("?") ? "&" : "?"}source=${encodeURIComponent(source)}`;
  return [named, ...fragment].join("#");
}

/** The same for the source of this document. */
export const fromHere = (href: string): string => withSource(href, pageSource());
