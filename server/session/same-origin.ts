import "server-only";

/** Names of this machine for itself. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Whether a request comes from a page of this server, or from no browser at all. A browser says where it comes from; a name that somebody
 * points at this machine is not one of its own, unless the server listens for others too.
 * @param typed whether an address that a person typed will do: for reads
 */
export function isSameOrigin(headers: Headers, typed: boolean): boolean {
  const host = headers.get("host") ?? "";
  const open =
    process.env.SEKISHO_ANY_HOST === "1" || !loopback.test(process.env.SEKISHO_HOST || "localhost");
  if (!open && !loopback.test(host)) return false;
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && !(typed && site === "none")) return false;
  const origin = headers.get("origin");
  if (origin === null) return true;
  return URL.canParse(origin) && [host, headers.get("x-forwarded-host")].includes(new URL(origin).host);
}
