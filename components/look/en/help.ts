/** The sheet of keys and marks. */
export const help = {
  title: "Keyboard and marks",
  close: "Close",
  keys: [
    ["/", "Find workloads and edges"],
    ["Tab", "Into and out of the graph"],
    ["Arrow keys", "Next workload or edge, row of the table"],
    ["Enter", "Open the details"],
    ["Space", "Fold or unfold the namespace (in the graph)"],
    ["F", "Focus on the workload: all its callers and calls"],
    ["↑ ↓  ← →", "Next group, other side (in Focus)"],
    ["Esc", "Close the details"],
    ["+  -  0", "Zoom in, zoom out, fit (in the graph)"],
    ["Ctrl K", "Go to a page, workload, edge or policy, or ask"],
    ["?", "This sheet"],
  ],
  marksTitle: "Marks on workloads",
  marks: {
    shieldFull: "STRICT where its namespace is not",
    shieldHalf: "PERMISSIVE where its namespace is not",
    shieldStruck: "DISABLE where its namespace is not",
    openGate: "Open to everyone, also without identity",
    noProxy: "Dashed border: no proxy, so no mTLS and no policy",
    ring: "Ring: under 20 % of the certificate's life is left",
  },
} as const;
