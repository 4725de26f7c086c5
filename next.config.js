/** Sent with every answer. The content security policy carries a nonce for each request, so the app sets it, not this file. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
  },
];

/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // Both name this folder, so that a lockfile in a parent folder cannot move the root.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  // Loaded from node_modules as it is: it needs Node's own modules, and bundling it would only make the build longer.
  serverExternalPackages: ["@kubernetes/client-node"],
  // Nothing here uses next/image; without its optimiser there is one route less to guard.
  images: { unoptimized: true },
  // The static tier of the tests checks types, tests included; a build that serves need not repeat it.
  typescript: { ignoreBuildErrors: true },
  async headers() {
    return [{ source: "/:path*", headers: securityHeaders }];
  },
};
