import { type NextRequest, NextResponse } from "next/server";

/**
 * Content security policy with a nonce for each request. Scripts run only with the nonce (or loaded by one that has it);
 * styles may be inline, since cytoscape and React set them as attributes.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const development = process.env.NODE_ENV === "development";
  const policy = [
    "default-src 'self'",
    // React's development build needs eval for its error overlays; the shipped build does not.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  // A layout cannot see the query of an address.
  const source = request.nextUrl.searchParams.get("source");
  headers.delete("x-source");
  if (source !== null && source !== "") headers.set("x-source", encodeURIComponent(source));
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Pages only: static files and the API carry no scripts of ours. */
export const config = { matcher: ["/((?!_next/static|_next/image|api/|favicon|icon).*)"] };
