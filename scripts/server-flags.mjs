/**
 * Flags of Node for a server of the built pages. Young objects get 3 x 8 MiB instead of 3 x 16: of a mesh of 1,000 workloads the server takes
 * 230 MiB instead of 340, and answers as fast.
 */
export const serverFlags = ["--max-semi-space-size=8"];
