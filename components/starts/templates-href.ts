import type { About } from "./start.ts";

/** The gallery, with what the templates are to be about. */
export const templatesHref = (about: About): string => {
  const query = new URLSearchParams(about as Record<string, string>).toString();
  return query === "" ? "/policies/templates" : `/policies/templates?${query}`;
};
