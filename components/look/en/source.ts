/** Which source is shown, which others there are, and how well each is known. */
export const source = {
  list: "Sources",
  find: "Find a source",
  nothing: "No source has such a name.",
  groups: { folder: "Folders", context: "Contexts of the kubeconfig" },
  start: "start",
  parties: (cluster: string, user: string) => `${cluster} as ${user}`,
  state: {
    connecting: "reading",
    synced: "up to date",
    stale: "behind in part",
    failed: "cannot be read",
    closed: "not open",
  },
  shown: "shown here",
} as const;
