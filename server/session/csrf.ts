import "server-only";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const cookieName = "sekisho-session";
const symbol = Symbol.for("sekisho.sessionKey");

/** Replicas that share SEKISHO_SESSION_KEY take each other's tokens; without it each start has a key of its own. */
function key(): string {
  const shared = globalThis as { [symbol]?: string };
  shared[symbol] ??= process.env.SEKISHO_SESSION_KEY || randomBytes(32).toString("hex");
  return shared[symbol];
}

/** What a browser is given, so that its writes can be told from those that another site makes it send. */
export interface SessionTokens {
  /** Goes into a header of each write. */
  readonly token: string;
  /** A Set-Cookie header; null when the browser has the cookie already. */
  readonly setCookie: string | null;
}

/**
 * The tokens of a browser. The cookie is neither read by scripts nor sent by other sites, and the token is made of it: only a page of
 * this server has both.
 * @param cookies the Cookie header
 * @param secure whether the browser speaks HTTPS
 */
export function sessionTokens(cookies: string | null, secure: boolean): SessionTokens {
  const known = idIn(cookies);
  const id = known ?? randomBytes(24).toString("base64url");
  const setCookie = `${cookieName}=${id}; Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
  return { token: tokenOf(id), setCookie: known === null ? setCookie : null };
}

/** Whether a write carries the token that belongs to its cookie. */
export function isTokenGood(cookies: string | null, token: string | null): boolean {
  const id = idIn(cookies);
  if (id === null || token === null) return false;
  const [given, wanted] = [Buffer.from(token), Buffer.from(tokenOf(id))];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const tokenOf = (id: string) => createHmac("sha256", key()).update(id).digest("base64url");

function idIn(cookies: string | null): string | null {
  const found = (cookies ?? "").split(";").map((part) => part.trim().split("="));
  const value = found.find(([name]) => name === cookieName)?.[1] ?? "";
  return /^[\w-]{32}$/.test(value) ? value : null;
}
