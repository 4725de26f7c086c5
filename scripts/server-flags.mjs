/**
 * Flags of Node for a server of the built pages. Young objects get less room than by default: of a mesh of 1,000 workloads the server takes
 * about 240 MiB instead of 340 (`npm run bench -- --only server.`).
 */
export const serverFlags = ["--max-semi-space-size=8"];
