/** The name of a source as part of a file's name: small letters, digits and hyphens; `mesh` where nothing of it is left. */
export function sourceInFileName(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .toLowerCase();
  return slug === "" ? "mesh" : slug;
}
